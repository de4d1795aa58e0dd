import SoleApp
import SoleLink

/// The rig's end of a line whose other end is an app on a fake board. A class, since the app can't be
/// copied into the closures that `#expect` makes.
final class Rig {
  /// By how much the board's clock moves on with each tick.
  var microsecondsPerTick: UInt64 = 0
  private var app: SoleApp
  var board = FakeBoard()
  /// Erases that came while more samples might have been on the line.
  var loudErases = 0
  private var encoder = FrameEncoder()

  init(_ identity: AppIdentity = AppIdentity()) { app = SoleApp(identity: identity) }

  func boot() throws -> [ChipMessage] {
    app.boot(&board)
    return try board.takeMessages()
  }

  /// Sends a request, and returns what the app says to it at once.
  func ask(_ message: some WirePayload) throws -> [ChipMessage] {
    let frame = encoder.encode(message)
    return try give((0..<frame.count).map { frame[$0] })
  }

  func give(_ bytes: [UInt8]) throws -> [ChipMessage] {
    for byte in bytes { app.receive(byte, &board) }
    return try board.takeMessages()
  }

  /// Loses a frame on the way: its number is used up.
  func lose() { _ = encoder.encode(Wire.Reset()) }

  func tick(_ count: UInt32 = 1) throws -> [ChipMessage] {
    board.now += microsecondsPerTick * UInt64(count)
    app.tick(count, &board)
    return try board.takeMessages()
  }

  /// Lets the app work until nothing waits that it could work on.
  func work() throws -> [ChipMessage] {
    var messages: [ChipMessage] = []
    var hasMore = true
    while hasMore {
      hasMore = app.poll(&board)
      messages += try board.takeMessages()
    }
    return messages
  }

  /// One call of `poll`, and nothing taken from the send queue.
  func poll() -> Bool { app.poll(&board) }

  func status() throws -> Wire.Status? {
    try ask(Wire.StatusQuery()).compactMap {
      if case .status(let status) = $0 { status } else { nil }
    }.first
  }

  func start(
    _ clock: Wire.SampleClock = .asFastAsPossible, session: UInt32 = 1
  ) throws -> [ChipMessage] {
    try ask(Wire.Start(session: session, clock: clock))
  }

  func send(_ indices: Range<UInt32>) throws -> [ChipMessage] {
    try ask(Wire.Samples(firstIndex: indices.lowerBound, samples: .still(indices.count)))
  }
}

extension Wire.SampleList {
  /// Samples of a shoe that stands.
  static func still(_ count: Int) -> Self {
    var list = Self()
    for _ in 0..<count { list.append(Wire.Sample(accelerationZ: 2048)) }
    return list
  }

  init(_ samples: some Sequence<Wire.Sample>) {
    self.init()
    for sample in samples { append(sample) }
  }
}

extension [ChipMessage] {
  /// What was answered to requests of a kind.
  func results(of request: UInt8) -> [Wire.Result] {
    compactMap {
      guard case .acknowledgement(let answer) = $0, answer.request == request else { return nil }
      return answer.result
    }
  }

  var faults: [Wire.SampleFault] {
    compactMap { if case .sampleFault(let fault) = $0 { fault } else { nil } }
  }

  var credits: [Wire.Credit] {
    compactMap { if case .credit(let credit) = $0 { credit } else { nil } }
  }

  var summaries: [Wire.Summary] {
    compactMap { if case .summary(let summary) = $0 { summary } else { nil } }
  }

  var strides: [Wire.Stride] {
    compactMap { if case .stride(let stride) = $0 { stride } else { nil } }
  }

  var statuses: [Wire.Status] {
    compactMap { if case .status(let status) = $0 { status } else { nil } }
  }

  /// Strides and summaries in their order, without the time at which they left.
  var gait: [ChipMessage] {
    compactMap {
      switch $0 {
      case .stride(var stride):
        stride.leave(at: 0)
        return .stride(stride)
      case .summary(var summary):
        summary.leave(at: 0)
        return .summary(summary)
      default: return nil
      }
    }
  }
}
