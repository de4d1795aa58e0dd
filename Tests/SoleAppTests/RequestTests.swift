import SoleApp
import SoleLink
import Testing

@Suite("Requests")
struct RequestTests {
  private static let quarterTurn: Int16 = 11585

  @Test("who is there, after a start and when asked")
  func identity() throws {
    var known = AppIdentity()
    known.uniqueID = 0x1234
    known.board = .microbitV1
    known.resetReason = .watchdog
    known.versionRevision = 345
    known.boots = 9
    known.imageHash[31] = 0xAB
    let rig = Rig(known)
    let booted = try rig.boot()
    let asked = try rig.ask(Wire.Hello(contractHash: Wire.contractHash))
    #expect(booted == asked)
    guard case .identity(let identity)? = asked.first else { throw Unexpected(asked) }
    #expect(identity.contractHash == Wire.contractHash)
    #expect(identity.uniqueId == 0x1234)
    #expect(identity.board == .microbitV1)
    #expect(identity.flavour == .release)
    #expect(identity.resetReason == .watchdog)
    #expect(identity.versionRevision == 345)
    #expect(identity.boots == 9)
    #expect(identity.bufferSamples == 128)
    #expect(identity.imageHash[31] == 0xAB)
  }

  @Test("a rig of another contract learns who is there, and can't start")
  func otherContract() throws {
    let rig = Rig()
    guard case .identity? = try rig.ask(Wire.Hello(contractHash: 1)).first else {
      throw Unexpected([])
    }
    let configure = Wire.Configure(sampleRate: 200, legLength: 900)
    #expect(try rig.ask(configure).results(of: 2) == [.wrongContract])
    #expect(try rig.start().results(of: 3) == [.wrongContract])
    _ = try rig.ask(Wire.Hello(contractHash: Wire.contractHash))
    #expect(try rig.ask(configure).results(of: 2) == [.done])
    #expect(try rig.start().results(of: 3) == [.done])
  }

  struct Bounds: Sendable {
    var change: @Sendable (inout Wire.Configure) -> Void
    var result: Wire.Result
  }

  static let bounds: [Bounds] = [
    .init(change: { _ in }, result: .done),
    .init(change: { $0.sampleRate = 99 }, result: .invalidValue),
    .init(change: { $0.sampleRate = 100 }, result: .done),
    .init(change: { $0.sampleRate = 400 }, result: .done),
    .init(change: { $0.sampleRate = 401 }, result: .invalidValue),
    .init(change: { $0.legLength = 399 }, result: .invalidValue),
    .init(change: { $0.legLength = 400 }, result: .done),
    .init(change: { $0.legLength = 1400 }, result: .done),
    .init(change: { $0.legLength = 1401 }, result: .invalidValue),
    .init(change: { $0.mountingW = 16384 }, result: .done),
    .init(change: { $0.mountingX = -16384 }, result: .done),
    .init(change: { ($0.mountingW, $0.mountingZ) = (quarterTurn, quarterTurn) }, result: .done),
    .init(change: { $0.mountingW = 16000 }, result: .invalidValue),
    .init(change: { $0.mountingY = 1 }, result: .invalidValue),
    .init(
      change: { ($0.mountingW, $0.mountingX) = (.min, .min) }, result: .invalidValue),
    .init(
      change: {
        ($0.mountingW, $0.mountingX, $0.mountingY, $0.mountingZ) = (.min, .min, .min, .min)
      }, result: .invalidValue),
  ]

  @Test("configure holds to its bounds", arguments: bounds)
  func configure(_ bounds: Bounds) throws {
    let rig = Rig()
    var message = Wire.Configure(sampleRate: 200, side: .right, legLength: 900)
    bounds.change(&message)
    #expect(try rig.ask(message).results(of: 2) == [bounds.result])
  }

  @Test("what was refused changes nothing")
  func refused() throws {
    let rig = Rig()
    _ = try rig.ask(Wire.Configure(sampleRate: 100, legLength: 900))
    _ = try rig.ask(Wire.Configure(sampleRate: 400, legLength: 1))
    _ = try rig.start(.realTime)
    _ = try rig.ask(Wire.Stop(session: 1, endIndex: 0))
    #expect(rig.board.actions.first == .startTicks(at: 0, rateHertz: 100))
  }

  @Test("no configuration during a session")
  func configureInSession() throws {
    let rig = Rig()
    _ = try rig.start()
    let answer = try rig.ask(Wire.Configure(sampleRate: 200, legLength: 900))
    #expect(answer.results(of: 2) == [.wrongState])
  }

  @Test("loopback gives the bytes back", arguments: [0, 1, 247, 248])
  func loopback(_ count: Int) throws {
    let rig = Rig()
    var message = Wire.Loopback()
    for index in 0..<count { message.data.append(UInt8(index % 256)) }
    #expect(try rig.ask(message) == [.loopbackReply(.init(data: message.data))])
  }

  @Test("time sync tells when the request came and when the answer left")
  func timeSync() throws {
    let rig = Rig()
    rig.board.now = 123_456
    #expect(
      try rig.ask(Wire.TimeSync(exchange: 41))
        == [.timeSyncReply(.init(exchange: 41, received: 123_456, sent: 123_456))])
  }

  @Test("what this board can't do, it says")
  func unsupported() throws {
    let rig = Rig()
    #expect(try rig.ask(Wire.EnterBootloader()).results(of: 12) == [.unsupported])
    #expect(rig.board.actions.isEmpty)
  }

  @Test("a chip that keeps no record finds none, and has nothing to erase")
  func noRecords() throws {
    let rig = Rig()
    #expect(try rig.ask(Wire.RecordQuery()).results(of: 13) == [.notFound])
    #expect(try rig.ask(Wire.RecordRead(length: 240)).results(of: 8) == [.notFound])
    #expect(try rig.ask(Wire.RecordFetched(record: 1)).results(of: 14) == [.notFound])
    #expect(try rig.ask(Wire.RecordErase()).results(of: 9) == [.done])
    _ = try rig.start()
    #expect(try rig.ask(Wire.RecordErase()).results(of: 9) == [.wrongState])
  }

  @Test("reset is acknowledged, then carried out")
  func reset() throws {
    let rig = Rig()
    #expect(try rig.ask(Wire.Reset()).results(of: 11) == [.done])
    #expect(rig.board.takeActions() == [.restart])
  }

  @Test("a board with a bootloader restarts into it")
  func enterBootloader() throws {
    let rig = Rig()
    rig.board.hasBootloader = true
    #expect(try rig.ask(Wire.EnterBootloader()).results(of: 12) == [.done])
    #expect(rig.board.takeActions() == [.restartIntoBootloader])
  }

  @Test("an acknowledgement names the request's sequence number")
  func sequence() throws {
    let rig = Rig()
    rig.lose()
    rig.lose()
    #expect(
      try rig.ask(Wire.Reset())
        == [.acknowledgement(.init(request: 0x0B, sequence: 2, result: .done))])
  }

  struct Unexpected: Error {
    var messages: [ChipMessage]
    init(_ messages: [ChipMessage]) { self.messages = messages }
  }
}
