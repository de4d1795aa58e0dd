internal import SoleLink

/// What the chip had used up of what it has, by its own last marks: what a firmware that fails may
/// have run out of.
struct HighWaterMarks {
  let sentences: [String]

  /// Of a size, what counts as used up: nine tenths.
  private static func isUsedUp(_ used: UInt16, of size: UInt16) -> Bool {
    size > 0 && Int(used) * 10 >= Int(size) * 9
  }

  init(_ transcript: CaseTranscript) {
    guard let status = transcript.statuses.last else {
      sentences = []
      return
    }
    var found: [String] = []
    if Self.isUsedUp(status.stackUsed, of: status.stackSize) {
      found.append(
        "the stack had been used up to \(status.stackUsed) of its \(status.stackSize) bytes")
    }
    if status.unsentFrames > (transcript.statuses.first?.unsentFrames ?? 0) {
      found.append(
        "the send queue had been full, with \(status.sendQueueUsed) bytes in it at most")
    }
    if status.samplesOverflowed > 0 {
      found.append(
        "the queue of samples had been full, with \(status.sampleQueueUsed) in it at most")
    }
    sentences = found
  }
}
