package import SoleLink
package import Stimulus

/// What a session's chip was fed, as a capture holds it.
package struct RecordedStimulus: Sendable {
  /// Every sample from index 0 on; one that was never sent in a good frame stands as zeros.
  package private(set) var samples: [TraceSample] = []
  /// Indices that were never sent in a good frame.
  package private(set) var gaps: [Range<UInt32>] = []
  /// The frames as they went: index of the first sample, how many, and nanoseconds since the
  /// capture's start.
  package private(set) var frames: [Frame] = []
  package var configure: Wire.Configure?
  package var clock: Wire.SampleClock?
  /// Where the rig ended the session; nil where it never did.
  package var endIndex: UInt32?
  /// What stride lengths are multiplied with, as the chip had it before the session, in 1/10 000.
  package var calibration: UInt16?

  package struct Frame: Sendable, Equatable {
    package var first: UInt32
    package var count: Int
    package var time: UInt64
  }

  /// A chip takes no frame that leaves out more than this.
  private static let mostMissing: UInt32 = 65_535

  mutating func take(_ message: Wire.Samples, at time: UInt64) {
    let end = UInt32(samples.count)
    let first = message.firstIndex
    let count = UInt32(message.samples.count)
    guard count > 0, first <= end || first - end <= Self.mostMissing,
      !first.addingReportingOverflow(count).overflow
    else { return }
    if first > end {
      gaps.append(end..<first)
      samples.append(contentsOf: repeatElement(.zero, count: Int(first - end)))
    }
    let known = first < end ? min(end - first, count) : 0
    for offset in Int(known)..<Int(count) {
      samples.append(TraceSample(message.samples[offset]))
    }
    frames.append(Frame(first: first, count: Int(count), time: time))
  }
}

extension TraceSample {
  static let zero = TraceSample(
    accelerationX: 0, accelerationY: 0, accelerationZ: 0, angularRateX: 0, angularRateY: 0,
    angularRateZ: 0)
}
