import SoleApp
import SoleLink
import Testing

@Suite("Status")
struct StatusTests {
  @Test("every kind of bad input is counted under its own name")
  func counters() throws {
    let rig = Rig()
    _ = try rig.give([1, 2, 0])
    _ = try rig.give([9, 1, 1, 1, 1, 1, 1, 1, 0])
    _ = try rig.give([UInt8](repeating: 0x55, count: 300) + [0])
    _ = try rig.give([7, 1, 1, 1, 1, 1, 1, 0])
    var frame = AppScript.seal(type: 7, sequence: 0, payload: [])
    frame[frame.count - 2] ^= 0x10
    _ = try rig.give(frame)
    _ = try rig.give(AppScript.seal(type: 0x82, sequence: 0, payload: []))
    _ = try rig.give(AppScript.seal(type: 3, sequence: 1, payload: [1]))
    _ = try rig.give(AppScript.seal(type: 3, sequence: 2, payload: [1, 0, 0, 0, 9]))
    _ = try rig.give(AppScript.seal(type: 6, sequence: 9, payload: [1, 0, 0, 0]))
    let status = try #require(
      try rig.give(AppScript.seal(type: 7, sequence: 10, payload: [])).statuses.first)
    #expect(status.noiseChunks == 1)
    #expect(status.cutFrames == 1)
    #expect(status.oversizeFrames == 1)
    #expect(status.crcErrors == 2)
    #expect(status.unknownTypes == 1)
    #expect(status.malformedPayloads == 2)
    #expect(status.sequenceGaps == 6)
    #expect(status.framesReceived == 5)
    #expect(status.discardedBytes == UInt32(2 + 8 + 300 + 7 + frame.count - 2))
  }

  @Test("a hello begins the numbering anew")
  func conversation() throws {
    let rig = Rig()
    let hello = [UInt8](repeating: 0, count: 8)
    _ = try rig.give(AppScript.seal(type: 7, sequence: 200, payload: []))
    _ = try rig.give(AppScript.seal(type: 1, sequence: 0, payload: hello))
    let messages = try rig.give(AppScript.seal(type: 7, sequence: 3, payload: []))
    #expect(messages.statuses.first?.sequenceGaps == 2)
  }

  @Test("the board's own figures come through")
  func health() throws {
    let rig = Rig()
    rig.board.now = 77
    rig.board.health.load = 231
    rig.board.health.stackUsed = 1404
    rig.board.health.stackSize = 4096
    rig.board.health.receiveQueueUsed = 1
    rig.board.health.sendQueueUsed = 2
    rig.board.health.lateTicks = 3
    rig.board.health.uartOverruns = 4
    rig.board.health.uartLineErrors = 5
    let status = try #require(try rig.status())
    #expect(status.uptime == 77)
    #expect(status.load == 231)
    #expect(status.stackUsed == 1404)
    #expect(status.stackSize == 4096)
    #expect(status.receiveQueueUsed == 1)
    #expect(status.sendQueueUsed == 2)
    #expect(status.lateTicks == 3)
    #expect(status.uartOverruns == 4)
    #expect(status.uartLineErrors == 5)
  }

  @Test("a frame that the send queue has no room for is dropped and counted")
  func fullSendQueue() throws {
    let rig = Rig()
    rig.board.freeBytes = 10
    #expect(try rig.ask(Wire.TimeSync()).isEmpty)
    #expect(try rig.ask(Wire.TimeSync()).isEmpty)
    rig.board.freeBytes = 1000
    #expect(try rig.status()?.unsentFrames == 2)
  }

  @Test("a session in progress answers a status query with its credit too")
  func creditOnQuery() throws {
    let rig = Rig()
    #expect(try rig.ask(Wire.StatusQuery()).credits.isEmpty)
    _ = try rig.start()
    _ = try rig.send(0..<20)
    #expect(
      try rig.ask(Wire.StatusQuery()).credits
        == [Wire.Credit(nextIndex: 20, freeSlots: 108, consumed: 0, underruns: 0)])
  }
}
