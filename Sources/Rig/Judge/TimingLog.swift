internal import Capture
internal import RigModel
internal import SoleLink

/// When things were sent and came, of those that checks of time look at.
struct TimingLog {
  /// From a request to its answer, in nanoseconds of host time.
  struct Exchange: Equatable {
    var sent: UInt64
    var received: UInt64
    /// For how long the chip says that it held the request, in microseconds; nil where it does not tell.
    var heldMicroseconds: Int64?

    /// nil for an answer that stands before its request.
    init?(sent: UInt64, received: UInt64, heldMicroseconds: Int64? = nil) {
      guard sent <= received else { return nil }
      self.sent = sent
      self.received = received
      self.heldMicroseconds = heldMicroseconds
    }
  }

  private(set) var strides: [(message: Wire.Stride, time: UInt64)] = []
  private(set) var summaries: [(message: Wire.Summary, time: UInt64)] = []
  private(set) var feedbacks: [(message: Wire.Feedback, time: UInt64)] = []
  private(set) var answers: [TimedRequest: [Exchange]] = [:]
  /// How many samples the chip said it had consumed, and when that came.
  private(set) var credits: [(consumed: UInt32, time: UInt64)] = []
  /// When the first samples of the session went.
  private(set) var firstSent: UInt64?
  /// From a request to restart to the identity that came of it.
  private(set) var boots: [Exchange] = []
  var host = HostTime()
  /// How late frames of samples went, in microseconds, in their order.
  private(set) var pacing: [Int32] = []
  private(set) var leadSamples: Int?
  private(set) var heldBackFrames = 0

  private var openSyncs: [UInt32: UInt64] = [:]
  private var openLoopbacks: [(request: Wire.Loopback, time: UInt64)] = []
  /// Loopbacks that a later one was answered before.
  private var passedLoopbacks = 0
  /// When the last request was sent that was answered.
  private var lastAnswered: UInt64 = 0
  private var openReset: UInt64?

  mutating func take(_ event: RigEvent.Pacing) {
    pacing += event.lateMicroseconds
    leadSamples = event.leadSamples
    heldBackFrames += event.heldBack
  }

  mutating func take(_ message: HostMessage, at time: UInt64) {
    switch message {
    case .timeSync(let question):
      if openSyncs[question.exchange] == nil { openSyncs[question.exchange] = time }
    case .loopback(let request):
      // One that is asked again is one question.
      guard !openLoopbacks.contains(where: { $0.request.data == request.data }) else { return }
      openLoopbacks.append((request, time))
    case .reset: openReset = time
    case .samples: firstSent = firstSent ?? time
    default: return
    }
  }

  mutating func take(_ message: ChipMessage, at time: UInt64) {
    switch message {
    case .stride(let stride): strides.append((stride, time))
    case .summary(let summary): summaries.append((summary, time))
    case .credit(let credit):
      if credit.consumed > credits.last?.consumed ?? 0 { credits.append((credit.consumed, time)) }
    case .feedback(let feedback): feedbacks.append((feedback, time))
    case .timeSyncReply(let reply):
      if let sent = openSyncs.removeValue(forKey: reply.exchange) {
        let clock = ClockExchange(asked: sent, reply, read: time)
        let held = clock.map { Int64($0.deviceSent - $0.deviceReceived) }
        answer(.timeSync, Exchange(sent: sent, received: time, heldMicroseconds: held))
      }
    case .loopbackReply(let reply):
      guard let index = openLoopbacks.firstIndex(where: { $0.request.data == reply.data }) else {
        return
      }
      let sent = openLoopbacks[index].time
      // Answers come in the order of their questions: what stood before has none.
      openLoopbacks.removeFirst(index + 1)
      passedLoopbacks += index
      answer(.loopback, Exchange(sent: sent, received: time))
    case .identity:
      // A chip that started anew owes no answer of before.
      openSyncs = [:]
      openLoopbacks = []
      guard let sent = openReset else { return }
      openReset = nil
      if let boot = Exchange(sent: sent, received: time) { boots.append(boot) }
    default: return
    }
  }

  private mutating func answer(_ request: TimedRequest, _ exchange: Exchange?) {
    guard let exchange else { return }
    answers[request, default: []].append(exchange)
    lastAnswered = max(lastAnswered, exchange.sent)
  }

  /// Requests that were never answered.
  ///
  /// The chip takes what it is asked in order: one that was sent before another that was answered has
  /// no answer any more. One sent shortly before the end still may.
  func unanswered(
    _ request: TimedRequest, by end: UInt64, patienceMilliseconds: Double
  ) -> Int {
    let patience = UInt64(patienceMilliseconds * 1e6)
    func isLost(_ sent: UInt64) -> Bool {
      sent < lastAnswered || (end > sent && end - sent > patience)
    }
    switch request {
    case .timeSync: return openSyncs.values.count(where: isLost)
    case .loopback: return passedLoopbacks + openLoopbacks.count { isLost($0.time) }
    }
  }
}
