internal import SoleLink

/// Cuts a capture into the sessions that it holds.
///
/// A run's are its cases. Of a capture without cases a session begins with the rig's start; where
/// only the chip was listened to, with its boot, or where sample time goes back.
package struct SessionReader {
  package private(set) var sessions: [RecordedSession] = []
  private var isOpen = false
  private var isRun = false
  /// Of the chip as it is: what it told at its start, or was given since.
  private var calibration: UInt16?
  private var configure: Wire.Configure?
  private var tracker = SequenceTracker()

  package init() {}

  package static func sessions(_ capture: CaptureContents) -> [RecordedSession] {
    var reader = SessionReader()
    for record in capture.records { reader.take(record) }
    return reader.sessions
  }

  package mutating func take(_ record: CaptureRecord) {
    switch record.body {
    case .event(.caseStarted(let event)):
      isRun = true
      begin(event.name, at: record.time)
      change {
        $0.attempt = event.attempt
        $0.number = event.session
      }
    case .event(.caseEnded(let event)):
      change { $0.failure = event.failure }
      isOpen = false
    case .event(.port(let event)) where event.change == .returned: tracker = SequenceTracker()
    case .event: return
    case .chunk(let chunk): take(chunk, at: record.time)
    }
  }

  private mutating func take(_ chunk: CaptureRecord.Chunk, at time: UInt64) {
    // One of the chip's that is broken is missed by its number once the next comes.
    guard chunk.kind == .frame else { return }
    if chunk.direction == .toHost { follow(chunk, at: time) }
    switch chunk.message {
    case .host(let message): take(message, at: time)
    case .chip(let message): take(message, at: time)
    case .none, .invalid: return
    }
  }

  private mutating func follow(_ chunk: CaptureRecord.Chunk, at time: UInt64) {
    if chunk.sequence == 0, case .chip(.identity) = chunk.message { tracker = SequenceTracker() }
    let missing = Int(tracker.receive(chunk.sequence))
    if missing > 0 { change { $0.losses.append((time, missing)) } }
  }

  private mutating func take(_ message: HostMessage, at time: UInt64) {
    switch message {
    case .configure(let message):
      configure = message
      if isOpen { change { $0.stimulus.configure = message } }
    case .start(let message):
      if !isRun, !(isOpen && sessions.last?.number == message.session) {
        begin("session \(message.session)", at: time)
      }
      let (configure, calibration) = (configure, calibration)
      change {
        $0.number = message.session
        $0.stimulus.clock = message.clock
        $0.stimulus.configure = $0.stimulus.configure ?? configure
        $0.stimulus.calibration = calibration
      }
      // What a session is configured with, the chip keeps for the next.
      if let given = configure?.calibration, given != 0 { self.calibration = given }
    case .samples(let message): change { $0.stimulus.take(message, at: time) }
    case .stop(let message): change { $0.stimulus.endIndex = message.endIndex }
    default: return
    }
  }

  private mutating func take(_ message: ChipMessage, at time: UInt64) {
    switch message {
    case .identity(let identity):
      calibration = identity.calibration
      if !isRun { isOpen = false }
    case .acknowledgement(let answer)
    where answer.request == Wire.Stop.type && answer.result == .done:
      change { $0.isWhole = true }
      if !isRun { isOpen = false }
    case .sampleFault(let fault): change { $0.told.append(fault) }
    default:
      guard let answer = RecordedAnswer(message, at: time) else { return }
      if !isRun { beginListened(answer, at: time) }
      change { $0.answers.append(answer) }
    }
  }

  /// Begins a session of which only the chip's side is heard, where this answer can't be of the one
  /// before.
  private mutating func beginListened(_ answer: RecordedAnswer, at time: UInt64) {
    guard let index = answer.sampleIndex else { return }
    let last = isOpen ? sessions.last?.answers.last(where: { !$0.isRecord })?.sampleIndex : nil
    if isOpen, last.map({ $0 <= index }) ?? true { return }
    begin("session \(sessions.count + 1)", at: time)
  }

  private mutating func begin(_ name: String, at time: UInt64) {
    sessions.append(RecordedSession(name: name, at: time))
    isOpen = true
  }

  private mutating func change(_ body: (inout RecordedSession) -> Void) {
    guard isOpen, !sessions.isEmpty else { return }
    body(&sessions[sessions.count - 1])
  }
}
