package import SoleLink

/// One session of a chip as a capture holds it: what it was fed and what it told.
package struct RecordedSession: Sendable {
  /// The case's name; of a capture without cases, `session` and its number.
  package var name: String
  package var attempt = 1
  package var number: UInt32 = 0
  package var stimulus = RecordedStimulus()
  /// nil where it was not given up.
  package var failure: CaseFailure?
  /// Whether the chip acknowledged its end.
  package var isWhole = false
  /// When it began, in nanoseconds since the capture's start.
  package var startTime: UInt64
  package var answers: [RecordedAnswer] = []
  /// What the chip said it never had, or had no room for.
  package var told: [Wire.SampleFault] = []
  /// When frames of the chip were found to be missing or broken, and how many.
  package var losses: [(time: UInt64, frames: Int)] = []

  init(name: String, at time: UInt64) {
    self.name = name
    startTime = time
  }

  /// Whether the capture tells what the chip was fed.
  package var hasStimulus: Bool { stimulus.configure != nil && !stimulus.samples.isEmpty }

  /// Indices that the engine never had: not sent, lost on the line, or not there in time.
  package var missing: [Range<UInt32>] {
    let end = UInt32(stimulus.samples.count)
    let faults = told.filter { $0.kind != .late }.compactMap { fault -> Range<UInt32>? in
      let upper = fault.firstIndex.addingReportingOverflow(UInt32(fault.count))
      return upper.overflow || fault.count == 0 ? nil : fault.firstIndex..<upper.partialValue
    }
    return (stimulus.gaps + faults).map { $0.clamped(to: 0..<end) }.filter { !$0.isEmpty }.merged
  }

  /// Frames of the chip that did not arrive by a time.
  package func lostFrames(by time: UInt64) -> Int {
    losses.reduce(0) { $1.time <= time ? $0 + $1.frames : $0 }
  }
}

extension [Range<UInt32>] {
  /// The same indices in order, each once.
  package var merged: [Range<UInt32>] {
    sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { joined, range in
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] =
          last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
  }
}
