package import Foundation

/// A kept run on a calendar, second by second: what sport sites and pictures are made of.
package struct RunActivity: Sendable {
  /// Where the run was at one whole second since its start.
  package struct Second: Equatable, Sendable {
    package var second: Int
    /// From the start.
    package var metres: Double
    package var metresPerSecond: Double
    package var stepsPerMinute: Double
    package var stepLengthMillimetres: Double?
    package var contactTimeMilliseconds: Double?
    package var strideTimeMilliseconds: Double?
    package var activity: KeptActivity
  }

  /// A part of the run of one length of way.
  package struct Split: Codable, Equatable, Sendable {
    package var number: Int
    package var startSeconds: Double
    package var endSeconds: Double
    package var metres: Double
    package var strides: Int
    /// Time in strides: standing at a light is none.
    package var movingSeconds: Double

    package var seconds: Double { endSeconds - startSeconds }
  }

  /// A stretch of time with the distance that was made in it.
  struct Stretch {
    var start: Double
    var end: Double
    var metres: Double
    var strides: Int
    var stepsPerMinute: Double
    var contactTimeMilliseconds: Double?
    var strideTimeMilliseconds: Double?
    var activity: KeptActivity

    /// Time in strides.
    var movingSeconds: Double { (strideTimeMilliseconds ?? 0) / 1000 * Double(strides) }
  }

  package let run: KeptRun
  package let start: Date
  package let device: FetchedRecord
  /// Stretches in time order, in seconds since the start.
  let stretches: [Stretch]
  /// From the first entry's beginning to the last one's end.
  package let durationSeconds: Double
  package let metres: Double
  package let strideCount: Int

  /// - Parameter start: when the run began; the chip can't tell.
  package init(_ run: KeptRun, of device: FetchedRecord, start: Date) {
    self.run = run
    self.device = device
    self.start = start
    let raw = Self.stretches(of: run)
    let origin = run.beginning?.seconds ?? raw.first?.start ?? 0
    stretches = raw.map { stretch in
      var moved = stretch
      moved.start = max(0, stretch.start - origin)
      moved.end = max(0, stretch.end - origin)
      return moved
    }
    let told = run.summary.map { Double($0.durationMilliseconds) / 1000 } ?? 0
    durationSeconds = max(told, stretches.last?.end ?? 0)
    metres = stretches.reduce(0) { $0 + $1.metres }
    strideCount = stretches.reduce(0) { $0 + $1.strides }
  }

  private static func stretches(of run: KeptRun) -> [Stretch] {
    let strides = run.strides.map { stride in
      let seconds = stride.strideTimeMilliseconds / 1000
      return Stretch(
        start: stride.endSeconds - seconds, end: stride.endSeconds,
        metres: stride.lengthMillimetres / 1000, strides: 1,
        stepsPerMinute: seconds > 0 ? 120 / seconds : 0,
        contactTimeMilliseconds: stride.contactTimeMilliseconds,
        strideTimeMilliseconds: stride.strideTimeMilliseconds, activity: stride.activity)
    }
    let intervals = run.intervals.map { interval in
      let moving = interval.movingSeconds
      return Stretch(
        start: interval.startSeconds, end: interval.endSeconds,
        metres: interval.distanceMillimetres / 1000, strides: interval.strides,
        stepsPerMinute: moving > 0 ? 120 * Double(interval.strides) / moving : 0,
        contactTimeMilliseconds: interval.contactTimeMilliseconds,
        strideTimeMilliseconds: interval.strides > 0
          ? moving * 1000 / Double(interval.strides) : nil, activity: interval.activity)
    }
    return (strides + intervals).sorted { $0.end < $1.end }
  }

  /// Every whole second from 0 to the end; within a stretch its distance grows evenly.
  package var seconds: [Second] {
    var result: [Second] = []
    var index = 0
    var before = 0.0
    for second in 0...Int(durationSeconds.rounded(.up)) {
      let time = Double(second)
      while index < stretches.count, stretches[index].end <= time {
        before += stretches[index].metres
        index += 1
      }
      let current = index < stretches.count ? stretches[index] : nil
      let isIn = current.map { $0.start < time } ?? false
      let share = current.map { ($0.end > $0.start) ? (time - $0.start) / ($0.end - $0.start) : 0 }
      let partial = isIn ? max(0, min(1, share ?? 0)) * (current?.metres ?? 0) : 0
      // Between strides nobody moves; a short gap belongs to the stride that ended in it.
      let last = index > 0 ? stretches[index - 1] : nil
      let telling = isIn ? current : last.flatMap { time - $0.end < 1.5 ? $0 : nil }
      result.append(Self.second(second, before + partial, telling))
    }
    return result
  }

  private static func second(_ second: Int, _ metres: Double, _ stretch: Stretch?) -> Second {
    guard let stretch, stretch.strides > 0, stretch.end > stretch.start else {
      return Second(
        second: second, metres: metres, metresPerSecond: 0, stepsPerMinute: 0,
        activity: stretch?.activity ?? .walk)
    }
    let moving = stretch.movingSeconds
    return Second(
      second: second, metres: metres,
      metresPerSecond: moving > 0 ? stretch.metres / moving : 0,
      stepsPerMinute: stretch.stepsPerMinute,
      stepLengthMillimetres: stretch.metres * 500 / Double(stretch.strides),
      contactTimeMilliseconds: stretch.contactTimeMilliseconds,
      strideTimeMilliseconds: stretch.strideTimeMilliseconds, activity: stretch.activity)
  }

  /// The run in parts of `length` metres, the last one shorter.
  package func splits(every length: Double = 1000) -> [Split] {
    var splits: [Split] = []
    var start = 0.0
    var done = 0.0
    var strides = 0
    var moving = 0.0
    func close(_ end: Double, _ metres: Double) {
      splits.append(
        Split(
          number: splits.count + 1, startSeconds: start, endSeconds: end, metres: metres,
          strides: strides, movingSeconds: moving))
      start = end
      strides = 0
      moving = 0
    }
    for stretch in stretches {
      strides += stretch.strides
      let after = done + stretch.metres
      var used = 0.0
      while Double(splits.count + 1) * length <= after {
        let share = (Double(splits.count + 1) * length - done) / stretch.metres
        moving += (share - used) * stretch.movingSeconds
        used = share
        close(stretch.start + share * (stretch.end - stretch.start), length)
      }
      moving += (1 - used) * stretch.movingSeconds
      done = after
    }
    let rest = done - Double(splits.count) * length
    if rest > 0.5 || splits.isEmpty { close(durationSeconds, rest) }
    return splits
  }
}

extension RunActivity {
  /// Time in strides: standing at a light is none.
  package var movingSeconds: Double { stretches.reduce(0) { $0 + $1.movingSeconds } }

  /// Distance over time in strides; 0 of nothing.
  package var meanMetresPerSecond: Double {
    let moving = movingSeconds
    return moving > 0 ? metres / moving : 0
  }

  /// Over the strides, weighted by their number.
  package var meanStepsPerMinute: Double {
    let moving = movingSeconds
    return moving > 0 ? 120 * Double(strideCount) / moving : 0
  }

  package var meanStepLengthMillimetres: Double? {
    strideCount > 0 ? metres * 500 / Double(strideCount) : nil
  }

  package var meanContactTimeMilliseconds: Double? {
    let known = stretches.filter { $0.contactTimeMilliseconds != nil }
    let count = known.reduce(0) { $0 + $1.strides }
    guard count > 0 else { return nil }
    let sum = known.reduce(0) { $0 + ($1.contactTimeMilliseconds ?? 0) * Double($1.strides) }
    return sum / Double(count)
  }

  package var isMostlyRun: Bool {
    let ran = stretches.reduce(0) { $0 + ($1.activity == .run ? $1.strides : 0) }
    return ran * 2 > strideCount
  }
}
