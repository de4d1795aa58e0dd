/// When the frames of a case's samples may go, beside what the chip's credit allows.
enum FrameTimes: Equatable, Sendable {
  /// At once: the credit alone tells.
  case byCredit
  /// Each at its time: index of its first sample, and nanoseconds from the first of them all. In
  /// order.
  case atTimes([Departure])
  /// As an IMU would give them, that many samples a second.
  case atRate(samplesPerSecond: Double)

  struct Departure: Equatable, Sendable {
    var firstSample: Int
    var nanoseconds: UInt64
  }

  /// Nanoseconds from the first frame until the one that begins with a sample is due.
  func dueNanoseconds(ofSample index: Int) -> UInt64 {
    switch self {
    case .byCredit: return 0
    case .atRate(let rate): return UInt64(Double(index) / rate * 1e9)
    case .atTimes(let departures):
      var (low, high) = (0, departures.count)
      while low < high {
        let middle = (low + high) / 2
        if departures[middle].firstSample <= index { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? 0 : departures[low - 1].nanoseconds
    }
  }
}
