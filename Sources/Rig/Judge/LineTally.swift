internal import Capture
internal import SoleLink

/// What went over the line in a case, counted from the rig's end.
struct LineTally {
  /// Chunks from the chip that are no frames, by kind.
  private(set) var brokenFromChip: [ChunkKind: Int] = [:]
  /// Chunks that the rig spoilt on purpose, by kind.
  private(set) var spoiltToChip: [ChunkKind: Int] = [:]
  /// Frames of the chip that are missing by their sequence numbers.
  private(set) var missingFromChip = 0
  /// Numbers that the rig left out between its good frames: those of frames it spoilt.
  var missingToChip: Int { Int(toChip.missing) }
  private(set) var framesFromChip = 0
  private(set) var framesToChip = 0
  /// Good frames of the chip that the contract does not know.
  private(set) var invalidFromChip: [PayloadError] = []
  /// Good frames of the rig's that the contract does not know: sent on purpose.
  private(set) var unknownToChip = 0
  private(set) var malformedToChip = 0
  private var toChip = SequenceTracker()
  private var statusesAsked = 0
  private var framesAtFirstQuery = 0
  private var framesAtLastStatus: Int?

  mutating func take(_ chunk: CaptureRecord.Chunk, missingBefore missing: Int) {
    missingFromChip += missing
    switch (chunk.direction, chunk.kind) {
    case (.toHost, .frame):
      framesFromChip += 1
      if case .invalid(let error) = chunk.message { invalidFromChip.append(error) }
    case (.toHost, let kind): brokenFromChip[kind, default: 0] += 1
    case (.toChip, .frame):
      framesToChip += 1
      toChip.receive(chunk.sequence)
      switch chunk.message {
      case .invalid(.unknownType): unknownToChip += 1
      case .invalid: malformedToChip += 1
      default: break
      }
    case (.toChip, let kind): spoiltToChip[kind, default: 0] += 1
    }
  }

  mutating func askedForStatus() {
    statusesAsked += 1
    if statusesAsked == 1 { framesAtFirstQuery = framesToChip }
  }

  mutating func gotStatus() { framesAtLastStatus = framesToChip }

  /// Good frames to the chip between the query of its first status and its last status: what its
  /// own count of frames must have risen by. nil where a query was repeated: a frame could then
  /// have been under way.
  var framesBetweenStatuses: Int? {
    guard statusesAsked == 1 else { return nil }
    return framesAtLastStatus.map { $0 - framesAtFirstQuery }
  }

  var brokenChunksFromChip: Int { brokenFromChip.values.reduce(0, +) }
}
