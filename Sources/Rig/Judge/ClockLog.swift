internal import SoleLink

/// Follows questions for the device's time and their answers through a capture.
struct ClockLog {
  private(set) var exchanges: [ClockExchange] = []
  /// When each open question was first asked: one that was asked twice may be answered for the first.
  private var asked: [UInt32: UInt64] = [:]

  mutating func ask(_ question: Wire.TimeSync, at time: UInt64) {
    if asked[question.exchange] == nil { asked[question.exchange] = time }
  }

  mutating func take(_ reply: Wire.TimeSyncReply, at time: UInt64) {
    guard let sent = asked.removeValue(forKey: reply.exchange),
      let exchange = ClockExchange(asked: sent, reply, read: time)
    else { return }
    exchanges.append(exchange)
  }
}
