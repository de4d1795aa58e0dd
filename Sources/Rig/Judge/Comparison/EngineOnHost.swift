internal import Capture
internal import SoleApp
internal import SoleLink
internal import Stimulus

/// The chip's app in this process, fed with what a chip in a capture was fed.
///
/// It is the code that the firmware is built from, without a line, a clock or a chip: what a board
/// tells otherwise, the board, its build or its memory does. What the chip's engine never had (lost
/// on the line, not there in time) this one is not given either.
struct EngineOnHost: ~Copyable {
  private var app: SoleApp
  private var board = SilentBoard()
  private var encoder = FrameEncoder()
  private var decoder = FrameDecoder()

  /// The same session as the engine plays it; nil where the capture does not tell what it was fed.
  static func play(_ session: RecordedSession) -> RecordedSession? {
    guard session.hasStimulus, let configure = session.stimulus.configure else { return nil }
    var engine = EngineOnHost(calibration: session.stimulus.calibration)
    return engine.play(session, configure)
  }

  private init(calibration: UInt16?) {
    var identity = AppIdentity()
    identity.keep(calibration)
    app = SoleApp(identity: identity)
  }

  private mutating func play(
    _ session: RecordedSession, _ configure: Wire.Configure
  ) -> RecordedSession {
    var played = session
    played.answers = []
    played.losses = []
    played.failure = nil
    played.startTime = 0
    // What is kept of a run is no matter of what is told of it, and this one has no place for it.
    var configure = configure
    configure.recording = .nothing
    send(.hello(.init(contractHash: Wire.contractHash)), &played)
    send(.configure(configure), &played)
    send(.start(.init(session: session.number, clock: .asFastAsPossible)), &played)
    for stretch in session.fed {
      for first in stride(
        from: Int(stretch.lowerBound), to: Int(stretch.upperBound), by: Wire.samplesPerFrame)
      {
        var list = Wire.SampleList()
        for sample in session.stimulus.samples[first..<Int(stretch.upperBound)]
          .prefix(Wire.samplesPerFrame)
        {
          list.append(Wire.Sample(sample))
        }
        send(.samples(.init(firstIndex: UInt32(first), samples: list)), &played)
      }
    }
    if let end = session.stimulus.endIndex {
      send(.stop(.init(session: session.number, endIndex: end)), &played)
    }
    played.isWhole = session.stimulus.endIndex != nil
    return played
  }

  private mutating func send(_ message: HostMessage, _ played: inout RecordedSession) {
    let frame = encoder.encode(message)
    for index in 0..<frame.count { app.receive(frame[index], &board) }
    while app.poll(&board) {}
    for byte in board.takeSent() where decoder.receive(byte) == .frame {
      let frame = decoder.frame
      let message = try? ChipMessage(
        type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      if let answer = message.flatMap({ RecordedAnswer($0, at: 0) }) {
        played.answers.append(answer)
      }
    }
  }
}

extension RecordedSession {
  /// Indices that the engine had, in order.
  fileprivate var fed: [Range<UInt32>] {
    var stretches: [Range<UInt32>] = []
    var next: UInt32 = 0
    for gap in missing {
      if gap.lowerBound > next { stretches.append(next..<gap.lowerBound) }
      next = max(next, gap.upperBound)
    }
    let end = UInt32(stimulus.samples.count)
    if end > next { stretches.append(next..<end) }
    return stretches
  }
}

/// A board without time or line that keeps what is sent.
private struct SilentBoard: AppBoard {
  var now: UInt64 { 0 }
  var freeBytes: Int { 1 << 20 }
  var health: BoardHealth { BoardHealth() }
  private var sent: [UInt8] = []

  mutating func send(_ frame: borrowing WireFrame) {
    for index in 0..<frame.count { sent.append(frame[index]) }
  }

  mutating func perform(_ action: AppAction) {}

  mutating func takeSent() -> [UInt8] {
    defer { sent = [] }
    return sent
  }
}
