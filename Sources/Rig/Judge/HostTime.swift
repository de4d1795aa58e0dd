internal import Capture

/// How far the rig's own times can be trusted: how often it looked at its port, and when it could
/// not.
struct HostTime {
  private var watches: [(from: UInt64, everyNanoseconds: UInt64)] = []
  private var lates: [Late] = []

  /// A stretch in which the rig did not look, or looked too seldom.
  private struct Late {
    /// From its start to its end.
    var stretch: Range<UInt64>
    /// For how long in all it had not looked when it had promised to.
    var missedNanoseconds: UInt64
    /// How many times, and how long the longest was.
    var count: Int
    var longestNanoseconds: UInt64

    /// What it shares with another stretch.
    func overlap(_ other: ClosedRange<UInt64>) -> UInt64 {
      let start = max(stretch.lowerBound, other.lowerBound)
      let end = min(stretch.upperBound, other.upperBound)
      return end > start ? end - start : 0
    }
  }

  /// Whether it ever watched its own time.
  var isWatched: Bool { !watches.isEmpty }

  mutating func take(_ watch: RigEvent.HostWatch, at time: UInt64) {
    watches.append((time, watch.everyNanoseconds))
  }

  mutating func take(_ late: RigEvent.HostLate, at time: UInt64) {
    let promised = everyNanoseconds(at: time) ?? 0
    lates.append(
      Late(
        stretch: time - min(time, late.nanoseconds)..<time,
        missedNanoseconds: late.several?.missedNanoseconds
          ?? late.nanoseconds - min(late.nanoseconds, promised),
        count: Int(late.several?.count ?? 1),
        longestNanoseconds: late.several?.longestNanoseconds ?? late.nanoseconds))
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
      late.stretch.lowerBound < time && time <= late.stretch.upperBound &+ every
        ? min(earliest, late.stretch.lowerBound) : earliest
    }
  }

  /// The latest time at which that can have left which was handed over at `time`.
  func latest(sent time: UInt64) -> UInt64 {
    lates.first { $0.stretch.contains(time) }?.stretch.upperBound ?? time
  }

  /// How much of a stretch the rig may have missed, in nanoseconds: what it promised to look at.
  func missed(in stretch: ClosedRange<UInt64>) -> UInt64 {
    lates.reduce(0) { $0 &+ min($1.overlap(stretch), $1.missedNanoseconds) }
  }

  /// For how long within a stretch nobody looked who should have, from each look to the next, and at its
  /// end: by so much at most what ended there may have ended sooner. In nanoseconds.
  func unseen(in stretch: ClosedRange<UInt64>) -> Double {
    let every = Double(everyNanoseconds(at: stretch.upperBound) ?? 0)
    return lates.reduce(every) { sum, late in
      let shared = Double(late.overlap(stretch))
      return sum + min(shared, Double(late.missedNanoseconds) + Double(late.count) * every)
    }
  }

  /// How many times it did not look for longer than it had promised.
  var lateCount: Int { lates.reduce(0) { $0 + $1.count } }
  var longestLateNanoseconds: UInt64 { lates.map(\.longestNanoseconds).max() ?? 0 }
}
