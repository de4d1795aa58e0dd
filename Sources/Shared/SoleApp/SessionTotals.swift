internal import SoleGait

/// Means and spreads over the good strides of a session.
struct SessionTotals: Sendable {
  /// More than twelve hours of strides; what comes after changes nothing any more.
  private static let mostStrides: UInt32 = 50_000

  private(set) var count: UInt32 = 0
  private(set) var strideTime = Total()
  private(set) var strideLength = Total()
  private(set) var contactTime = Total()
  private(set) var strikeAngle = Total()
  private(set) var pronation = Total()

  /// Takes in a stride if nothing speaks against it.
  mutating func take(_ stride: SoleGait.Stride) {
    guard stride.quality.isEmpty, count < Self.mostStrides else { return }
    count += 1
    strideTime.add(Int32(stride.strideTimeTenthMilliseconds))
    strideLength.add(Int32(stride.strideLengthMillimetres))
    contactTime.add(Int32(stride.contactTimeTenthMilliseconds))
    strikeAngle.add(Int32(stride.strikeAngleTenthDegrees))
    pronation.add(Int32(stride.pronationTenthDegrees))
  }
}

/// The sum of some values and of their squares: 50 000 values of 16 bits stay below 2^48.
struct Total: Sendable {
  private var sum: Int64 = 0
  private var squares: UInt64 = 0

  @inline(never)
  mutating func add(_ value: Int32) {
    sum += Int64(value)
    squares += UInt64(value.magnitude) * UInt64(value.magnitude)
  }

  /// The mean, to the nearest integer; 0 of nothing.
  @inline(never)
  func mean(of count: UInt32) -> Int32 {
    guard count > 0 else { return 0 }
    let half = Int64(count / 2)
    return Int32(clamping: (sum + (sum < 0 ? -half : half)) / Int64(count))
  }

  /// The standard deviation of the values as they came, rounded down; 0 of fewer than two.
  @inline(never)
  func spread(of count: UInt32) -> UInt16 {
    guard count > 1 else { return 0 }
    // The squared sum stays below 2^63.2 in magnitude: 50 000 · 65 535 squared is 1.07e19.
    let magnitude = sum.magnitude
    let variance = (squares - magnitude * magnitude / UInt64(count)) / UInt64(count - 1)
    return Self.root(UInt32(clamping: variance))
  }

  private static func root(_ value: UInt32) -> UInt16 {
    var root: UInt32 = 0
    for shift in stride(from: UInt32(15), through: 0, by: -1) {
      let trial = root | 1 << shift
      if trial * trial <= value { root = trial }
    }
    return UInt16(clamping: root)
  }
}
