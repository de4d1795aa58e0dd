import SoleLink

/// What a chip said of one subject.
struct ChipAnswer {
  var strides: [Wire.Stride] = []
  /// The last summary.
  var summary: Wire.Summary?
  /// Frames of strides, summaries, feedback, records and phone payloads, in order, without the
  /// time at which they left: the same on every board.
  var payloads: [[UInt8]] = []

  mutating func take(_ message: ChipMessage) {
    switch message {
    case .stride(var stride):
      strides.append(stride)
      stride.leave(at: 0)
      keep(stride)
    case .summary(var summary):
      self.summary = summary
      summary.leave(at: 0)
      keep(summary)
    case .feedback(var feedback):
      feedback.leave(at: 0)
      keep(feedback)
    case .phonePayload(var payload):
      payload.leave(at: 0)
      keep(payload)
    case .recordChunk(let chunk): keep(chunk)
    default: return
    }
  }

  private mutating func keep(_ message: some FrameContent) {
    let frame = FrameEncoder.encode(message, sequence: 0)
    payloads.append((0..<frame.count).map { frame[$0] })
  }
}
