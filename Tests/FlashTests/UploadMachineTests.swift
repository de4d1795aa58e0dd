import BootWire
import Testing

@testable import Flash

/// A board that takes pieces as the protocol has it, and loses what it is told to.
private struct FakeServer {
  var received: [UInt8] = []
  var wantedBytes = 0
  /// Numbers of packets, in the order they came, that are lost on the way, or whose answer is.
  var lostRequests: Set<Int> = []
  var lostAnswers: Set<Int> = []
  var refusesFrom = Int.max
  private(set) var packets = 0
  private(set) var longestPacket = 0

  init(holding bytes: [UInt8] = []) { received = bytes }

  mutating func handle(_ packet: [UInt8]) throws -> SMPMessage? {
    defer { packets += 1 }
    longestPacket = max(longestPacket, packet.count)
    if lostRequests.contains(packets) { return nil }
    let request = try #require(SMPMessage(parsing: packet))
    let offset = Int(try #require(request.body["off"]?.number))
    let data = try #require(request.body["data"]?.data)
    if offset == 0, received.isEmpty {
      wantedBytes = Int(try #require(request.body["len"]?.number))
      #expect(request.body["sha"]?.data?.count == 32)
    }
    var pairs: [(String, CBORValue)] = [("rc", .unsigned(0))]
    if offset + data.count > refusesFrom {
      pairs = [("rc", .unsigned(9)), ("rsn", .text("its SHA-256 is wrong"))]
    } else if offset == received.count {
      received += data
    }
    pairs.append(("off", .unsigned(UInt64(received.count))))
    if lostAnswers.contains(packets) { return nil }
    return SMPMessage(
      parsing: SMPMessage.request(
        .writeAnswer, group: 1, command: 1, sequence: request.header.sequence, pairs))
  }
}

private let image = (0..<3001).map { UInt8(truncatingIfNeeded: $0 &* 7) }

/// Runs an upload to its end; answers come in order, each 1 ms after its request.
private func run(
  _ machine: inout UploadMachine, _ server: inout FakeServer
) throws -> (end: UploadMachine.Action?, mostUnderWay: Int, nanoseconds: UInt64) {
  var time: UInt64 = 0
  var waiting: [SMPMessage] = []
  var underWay = 0
  var most = 0
  var actions = machine.begin(at: time)
  for _ in 0..<10_000 {
    for action in actions {
      guard case .send(let packet) = action else { return (action, most, time) }
      underWay += 1
      most = max(most, underWay)
      if let answer = try server.handle(packet) { waiting.append(answer) }
    }
    if waiting.isEmpty {
      time = machine.deadline
      underWay = 0
      actions = machine.timeOut(at: time)
    } else {
      time += 1_000_000
      underWay -= 1
      actions = machine.receive(waiting.removeFirst(), at: time)
    }
  }
  return (nil, most, time)
}

private func makeMachine(count: Int = 4, byteCount: Int = 256) -> UploadMachine {
  UploadMachine(image: image, buffers: .init(byteCount: byteCount, count: count), baud: 115_200)
}

@Suite struct UploadMachineTests {
  @Test(arguments: [1, 2, 4, 8])
  func asManyPiecesAsTheBoardTakesAreUnderWay(count: Int) throws {
    var machine = makeMachine(count: count)
    var server = FakeServer()
    let (end, most, _) = try run(&machine, &server)
    #expect(end == .end)
    #expect(server.received == image)
    #expect(most == count)
    #expect(machine.repeats == 0)
  }

  @Test(arguments: [128, 200, 256, 1024, 4096])
  func noPacketIsLongerThanABuffer(byteCount: Int) throws {
    var machine = makeMachine(byteCount: byteCount)
    var server = FakeServer()
    #expect(try run(&machine, &server).end == .end)
    #expect(server.received == image)
    #expect(server.longestPacket + SerialLine.aroundByteCount <= byteCount)
    #expect(server.longestPacket > byteCount / 2)
  }

  /// Every packet is lost once, going or coming; the image is whole all the same.
  @Test(arguments: 0..<15)
  func aLostPacketIsMadeUpFor(number: Int) throws {
    for isRequest in [true, false] {
      var machine = makeMachine()
      var server = FakeServer()
      if isRequest { server.lostRequests = [number] } else { server.lostAnswers = [number] }
      #expect(try run(&machine, &server).end == .end, "packet \(number)")
      #expect(server.received == image)
    }
  }

  /// Known within 2 s, wherever the board falls silent.
  @Test(arguments: [0, 1, 5, 12, 13])
  func aSilentBoardIsKnownWithinTwoSeconds(from number: Int) throws {
    var machine = makeMachine()
    var server = FakeServer()
    server.lostRequests = Set(number..<1000)
    let (end, _, nanoseconds) = try run(&machine, &server)
    guard case .fail(let error) = end else {
      Issue.record("it did not fail: \(String(describing: end))")
      return
    }
    #expect(error.description.contains("does not answer"))
    #expect(machine.isSilence)
    #expect(nanoseconds <= 2_000_000_000 + UInt64(number) * 1_000_000)
  }

  /// A board that erases for 1.8 s, with a sign of life for each page, is waited for; one whose
  /// signs end is given up a second later.
  @Test func signsOfLifeGiveAnErasingBoardTime() {
    var machine = makeMachine()
    _ = machine.begin(at: 0)
    let last: UInt64 = 79 * 22_300_000
    for page in 1...79 {
      let time = UInt64(page) * 22_300_000
      #expect(machine.timeOut(at: time) == [])
      machine.noteLife(at: time)
    }
    #expect(machine.timeOut(at: last + 900_000_000) == [])
    guard case .fail = machine.timeOut(at: last + 1_000_000_000).first else {
      Issue.record("it still waits")
      return
    }
    #expect(machine.isSilence && machine.wasLong)
  }

  /// An answer that was slower than patience is one all the same.
  @Test func theAnswerToWhatWasSentBeforeCounts() throws {
    var machine = makeMachine()
    guard case .send(let first)? = machine.begin(at: 0).first else { return }
    _ = machine.timeOut(at: machine.deadline)
    var server = FakeServer()
    let answer = try #require(try server.handle(first))
    #expect(machine.receive(answer, at: 2_000_000_000) != [])
    #expect(machine.confirmed > 0)
  }

  /// What came before a piece was sent is no sign that the board works on it.
  @Test func anOldSignIsNone() {
    var machine = makeMachine()
    _ = machine.begin(at: 1000)
    let deadline = machine.deadline
    machine.noteLife(at: 1000)
    #expect(machine.deadline == deadline)
    machine.noteLife(at: 1001)
    #expect(machine.deadline == 1_000_001_001)
  }

  /// One that is not ours may work for long without a sign, and is not asked twice meanwhile.
  @Test func anothersBoardMayBeSilentWhileItWorks() {
    var machine = UploadMachine(
      image: image, buffers: .unknown, baud: 115_200, patience: .foreign(workMilliseconds: 10_000))
    _ = machine.begin(at: 0)
    #expect(machine.timeOut(at: 10_000_000_000) == [])
    guard case .fail = machine.timeOut(at: 10_100_000_000).first else {
      Issue.record("it still waits")
      return
    }
  }

  /// A board that gives a sign between hash and signature has the time for both.
  @Test func aSignOfLifeGivesACheckingBoardTime() throws {
    var machine = makeMachine(count: 1)
    var server = FakeServer()
    var actions = machine.begin(at: 0)
    while machine.confirmed + 228 < image.count {
      guard case .send(let packet) = actions.first else { return }
      actions = machine.receive(try #require(try server.handle(packet)), at: 0)
    }
    machine.noteLife(at: 500_000_000)
    #expect(machine.timeOut(at: 2_349_000_000) == [])
    guard case .fail = machine.timeOut(at: 2_350_000_000).first else {
      Issue.record("it still waits")
      return
    }
  }

  /// One that answers every piece, and has nothing of it; one that loses all it had again and again.
  @Test(arguments: [[0], [3001 - 1, 0], [228, 0]])
  func aBoardThatNeverMovesOnIsGivenUp(offsets: [Int]) throws {
    var machine = makeMachine()
    var actions = machine.begin(at: 0)
    var answers = 0
    while answers < 1000 {
      guard case .send(let packet) = actions.first else { break }
      let request = try #require(SMPMessage(parsing: packet))
      let offset = offsets[answers % offsets.count]
      answers += 1
      let answer = SMPMessage.request(
        .writeAnswer, group: 1, command: 1, sequence: request.header.sequence,
        [("rc", .unsigned(0)), ("off", .unsigned(UInt64(offset)))])
      actions = machine.receive(try #require(SMPMessage(parsing: answer)), at: UInt64(answers))
    }
    guard case .fail(let error) = actions.first else {
      Issue.record("\(answers) answers, and it goes on")
      return
    }
    #expect(error.description.contains("has no more of the image"))
    #expect(answers < 50)
  }

  /// A line that babbles is not taken for a board at work for ever.
  @Test func noiseIsNoLife() {
    var machine = makeMachine()
    _ = machine.begin(at: 0)
    var end: UInt64?
    for second in 1...60 where end == nil {
      let time = UInt64(second) * 500_000_000
      machine.noteLife(at: time)
      if case .fail = machine.timeOut(at: time).first { end = time }
    }
    #expect(end == 10_000_000_000)
  }

  /// What is not SMP's own is asked for by name, in the first piece alone.
  @Test func wishesStandInTheFirstPiece() throws {
    var machine = UploadMachine(
      image: image, buffers: .init(byteCount: 256, count: 1), baud: 115_200,
      wishes: .init(downgrade: true, contract: true))
    var plain = makeMachine(count: 1)
    for (expected, actions) in [(true, machine.begin(at: 0)), (nil, plain.begin(at: 0))] {
      guard case .send(let packet) = actions.first else { return }
      let body = try #require(SMPMessage(parsing: packet)).body
      #expect(body["downgrade"]?.truth == expected && body["contract"]?.truth == expected)
    }
  }

  @Test func aRefusalIsTheBoardsOwnWord() throws {
    var machine = makeMachine()
    var server = FakeServer()
    server.refusesFrom = 3000
    guard case .fail(let error) = try run(&machine, &server).end else {
      Issue.record("it did not fail")
      return
    }
    #expect(error.description.contains("its SHA-256 is wrong"))
    #expect(!machine.isSilence)
  }

  @Test func aBrokenUploadGoesOnWhereItWas() throws {
    var machine = makeMachine()
    var server = FakeServer(holding: Array(image[..<2000]))
    #expect(try run(&machine, &server).end == .end)
    #expect(server.received == image)
    #expect(machine.resumedAt == 2000)
    #expect(server.packets < 8)
  }

  @Test func answersToOthersChangeNothing() {
    var machine = makeMachine()
    _ = machine.begin(at: 0)
    let others: [(UInt16, UInt8, UInt8)] = [(0, 1, 0), (1, 0, 0), (1, 1, 99)]
    for (group, command, sequence) in others {
      let answer = SMPMessage(
        parsing: SMPMessage.request(
          .writeAnswer, group: group, command: command, sequence: sequence,
          [("off", .unsigned(200))]))
      #expect(answer.map { machine.receive($0, at: 1) } == [])
    }
    #expect(machine.confirmed == 0)
  }
}
