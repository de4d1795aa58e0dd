internal import Capture
internal import SoleLink

/// Follows the measurement of a line through a capture: questions for the chip's time alone, and some
/// that stand behind a loopback of many bytes.
struct LinkLog {
  let begun: RigEvent.LinkMeasuring
  private(set) var ended: RigEvent.LinkMeasured?
  private(set) var exchanges: [LinkExchange] = []
  private(set) var asked = 0

  private var open: [UInt32: (sent: UInt64, bytesAhead: Int)] = [:]
  /// A loopback that went with the question behind it, and one whose answer came last.
  private var sentAhead: (bytes: Int, time: UInt64)?
  private var answeredAhead = 0

  init(_ begun: RigEvent.LinkMeasuring) { self.begun = begun }

  mutating func end(_ event: RigEvent.LinkMeasured) { ended = event }

  mutating func take(_ chunk: CaptureRecord.Chunk, at time: UInt64) {
    guard ended == nil else { return }
    // On the line a delimiter stands on both sides.
    let bytes = chunk.length + 2
    switch chunk.message {
    case .host(.loopback): sentAhead = (bytes, time)
    case .host(.timeSync(let question)):
      guard open[question.exchange] == nil else { return }
      asked += 1
      let ahead = sentAhead.map { $0.time == time ? $0.bytes : 0 } ?? 0
      open[question.exchange] = (time, ahead)
      sentAhead = nil
    case .chip(.loopbackReply): answeredAhead = bytes
    case .chip(.timeSyncReply(let reply)):
      defer { answeredAhead = 0 }
      guard let question = open.removeValue(forKey: reply.exchange),
        let clock = ClockExchange(asked: question.sent, reply, read: time)
      else { return }
      exchanges.append(
        LinkExchange(
          clock: clock, bytesAheadToChip: question.bytesAhead,
          bytesAheadToHost: question.bytesAhead > 0 ? answeredAhead : 0))
    default: return
    }
  }
}

/// A question for the chip's time and its answer, and what went before each on the line.
struct LinkExchange: Equatable {
  var clock: ClockExchange
  var bytesAheadToChip: Int
  var bytesAheadToHost: Int

  var isAlone: Bool { bytesAheadToChip == 0 }
}
