internal import Capture

/// How far the rig's own times can be trusted: how often it looked at its port, and when it could
/// not.
struct HostTime {
  private var watches: [(from: UInt64, everyNanoseconds: UInt64)] = []
  /// Stretches in which the rig did not look, from their start to their end.
  private(set) var lates: [Range<UInt64>] = []

  /// Whether it ever watched its own time.
  var isWatched: Bool { !watches.isEmpty }

  mutating func take(_ watch: RigEvent.HostWatch, at time: UInt64) {
    watches.append((time, watch.everyNanoseconds))
  }

  mutating func take(_ late: RigEvent.HostLate, at time: UInt64) {
    lates.append(time - min(time, late.nanoseconds)..<time)
  }

  /// How often it looked at a time; nil where it promised nothing.
  func everyNanoseconds(at time: UInt64) -> UInt64? {
    guard let watch = watches.last(where: { $0.from <= time }), watch.everyNanoseconds > 0 else {
      return nil
    }
    return watch.everyNanoseconds
  }

  /// The earliest time at which that can have come which was read at `time`; nil where nothing is
  /// known of that.
  ///
  /// Of a stretch in which it did not look the rig reads the rest right after.
  func earliest(read time: UInt64) -> UInt64? {
    guard let every = everyNanoseconds(at: time) else { return nil }
    return lates.reduce(time - min(time, every)) { earliest, late in
      late.lowerBound < time && time <= late.upperBound + every
        ? min(earliest, late.lowerBound) : earliest
    }
  }

  /// The latest time at which that can have left which was handed over at `time`.
  func latest(sent time: UInt64) -> UInt64 {
    lates.first { $0.contains(time) }?.upperBound ?? time
  }

  /// How much of a stretch the rig may have missed, in nanoseconds.
  func missed(in stretch: ClosedRange<UInt64>) -> UInt64 {
    lates.reduce(0) { sum, late in
      let start = max(late.lowerBound, stretch.lowerBound)
      let end = min(late.upperBound, stretch.upperBound)
      return sum + (end > start ? end - start : 0)
    }
  }

  var longestLateNanoseconds: UInt64 { lates.map { $0.upperBound - $0.lowerBound }.max() ?? 0 }
}
