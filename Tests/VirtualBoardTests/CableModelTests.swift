import RigModel
import Testing

@testable import VirtualBoard

@Suite struct CableModelTests {
  private func model(_ configure: (inout CableSettings) -> Void) -> CableModel {
    var settings = CableSettings()
    configure(&settings)
    return CableModel(settings: settings, at: 0)
  }

  private func fifo(_ settings: inout CableSettings) {
    settings.chipFIFO = ChipFIFOSettings()
    settings.chipFIFO?.graceMicroseconds = 100
  }

  private func send(_ bytes: [UInt8], at time: UInt64, _ model: inout CableModel) {
    bytes.withUnsafeBytes { model.toChip.accept($0, at: time) }
  }

  private func deliver(at time: UInt64, chipHasRead: Bool, _ model: inout CableModel) -> [UInt8] {
    var queue = ByteQueue()
    model.deliverToChip(at: time, chipHasRead: chipHasRead, into: &queue)
    return queue.bytes
  }

  @Test func withoutFaultsTheCableIsIdealBothWays() {
    let model = model { _ in }
    #expect(model.isIdeal(.toChip) && model.isIdeal(.toHost))
    #expect(model.nextPlugTime == nil && !model.waitsForChip)
  }

  @Test func aChipThatReadsLosesNothing() {
    var model = model(fifo)
    #expect(!model.isIdeal(.toChip))
    for time in UInt64(0)..<50 {
      send([1, 2, 3, 4, 5, 6, 7, 8], at: time * 1000, &model)
      #expect(deliver(at: time * 1000, chipHasRead: true, &model).count == 8)
    }
    #expect(model.counters.overruns == 0)
  }

  @Test func aChipThatIsSlowWithinItsGraceLosesNothing() {
    var model = model(fifo)
    send([0], at: 0, &model)
    #expect(deliver(at: 0, chipHasRead: true, &model) == [0])
    send([UInt8](repeating: 1, count: 40), at: 100_000, &model)
    #expect(deliver(at: 100_000, chipHasRead: false, &model) == [])
    #expect(model.waitsForChip)
    #expect(deliver(at: 100_001, chipHasRead: true, &model).count == 40)
    #expect(model.counters.overruns == 0)
  }

  @Test func whatComesWhileSixBytesWaitBeyondTheGraceIsLost() {
    var model = model(fifo)
    send([0], at: 0, &model)
    #expect(deliver(at: 0, chipHasRead: true, &model) == [0])
    for byte in UInt8(1)...10 {
      send([byte], at: 200_000, &model)
      #expect(deliver(at: 200_000, chipHasRead: false, &model) == [])
    }
    #expect(model.counters.overruns == 4)
    // The first six that came are the FIFO's; the four that found it full are gone.
    #expect(deliver(at: 300_000, chipHasRead: true, &model) == [1, 2, 3, 4, 5, 6])
    let log = model.takeLog()
    #expect(log.map(\.kind) == [.overrun], "one entry for the run of them")
    #expect(log.first?.offset == 7 && log.first?.count == 4)
    #expect(log.first?.direction == .toChip)
  }

  @Test func aFIFOThatIsTakenOutGivesItsBytesOn() {
    var model = model(fifo)
    send([1], at: 0, &model)
    _ = deliver(at: 0, chipHasRead: true, &model)
    send([2, 3], at: 1, &model)
    #expect(deliver(at: 1, chipHasRead: false, &model) == [])
    model.apply(.ideal, at: 2)
    #expect(!model.isIdeal(.toChip), "bytes that wait must not be overtaken")
    #expect(deliver(at: 2, chipHasRead: false, &model) == [2, 3])
    #expect(model.isIdeal(.toChip))
  }

  @Test func thePlugFollowsItsSchedule() {
    var model = model {
      $0.unplugAfterMicroseconds = 10
      $0.plugAfterMicroseconds = 5
    }
    #expect(model.nextPlugTime == 10_000)
    #expect(model.plugEvent(at: 9_999) == nil)
    #expect(model.plugEvent(at: 10_000) == .unplug)
    #expect(!model.isPlugged && !model.isIdeal(.toHost))
    #expect(model.nextPlugTime == 15_000)
    #expect(model.plugEvent(at: 14_999) == nil)
    #expect(model.plugEvent(at: 15_000) == .plug)
    #expect(model.isPlugged && model.nextPlugTime == nil)
    #expect(model.takeLog().map(\.kind) == [.unplug, .plug])
    #expect(model.counters.unplugs == 1)
  }

  @Test func anUnplugLosesWhatIsOnTheWay() {
    var model = model { $0.latencyMicroseconds = 1000 }
    send([1], at: 0, &model)
    [UInt8(2)].withUnsafeBytes { model.toHost.accept($0, at: 0) }
    model.unplug(at: 1)
    model.plug(at: 2)
    #expect(deliver(at: .max, chipHasRead: true, &model) == [])
    var queue = ByteQueue()
    model.deliverToHost(at: .max, into: &queue)
    #expect(queue.isEmpty)
  }

  @Test func trafficIsLoggedOnlyWhereAskedFor() {
    var quiet = model { _ in }
    quiet.noteForwarded(.toHost, count: 5, at: 1)
    #expect(quiet.takeLog().isEmpty)
    var loud = model { $0.logsTraffic = true }
    loud.noteForwarded(.toHost, count: 5, at: 1)
    loud.noteForwarded(.toHost, count: 2, at: 2)
    let log = loud.takeLog()
    #expect(log.map(\.offset) == [0, 5] && log.map(\.count) == [5, 2])
    #expect(log.map(\.timeNanoseconds) == [1, 2])
  }
}

@Suite struct CableLogTests {
  @Test func anEntryIsOneLineOfJSON() {
    let entry = CableLogEntry(
      timeNanoseconds: 12, direction: .toChip, kind: .flip, offset: 34, detail: 5)
    #expect(
      entry.jsonLine
        == "{\"timeNanoseconds\":12,\"direction\":\"toChip\",\"kind\":\"flip\","
        + "\"offset\":34,\"count\":1,\"detail\":5}")
    let plug = CableLogEntry(timeNanoseconds: 1, direction: nil, kind: .plug)
    #expect(plug.jsonLine.contains("\"direction\":null"))
  }

  @Test func aFloodIsCountedButNotKept() {
    var log = CableLog()
    let entry = CableLogEntry(timeNanoseconds: 0, direction: nil, kind: .plug)
    log.append(Array(repeating: entry, count: CableLog.limit - 1))
    log.append([entry, entry, entry])
    #expect(log.entries.count == CableLog.limit && log.omittedCount == 2)
    log.append([entry])
    #expect(log.entries.count == CableLog.limit && log.omittedCount == 3)
  }
}

@Suite struct ByteQueueTests {
  @Test func bytesComeOutInOrderHoweverTheyAreTaken() {
    var queue = ByteQueue()
    for byte in UInt8(0)..<10 { queue.append(byte) }
    queue.removeFirst(4)
    [UInt8(10), 11].withUnsafeBytes { queue.append($0) }
    #expect(queue.bytes == [4, 5, 6, 7, 8, 9, 10, 11])
    queue.removeFirst(8)
    #expect(queue.isEmpty && queue.count == 0)
  }
}
