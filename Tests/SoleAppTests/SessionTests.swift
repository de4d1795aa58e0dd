import SoleApp
import SoleLink
import Testing

@Suite("Sessions")
struct SessionTests {
  @Test("start gives credit for the whole buffer; the same start again is the same request")
  func start() throws {
    let rig = Rig()
    let credit = Wire.Credit(nextIndex: 0, freeSlots: 128, consumed: 0, underruns: 0)
    let first = try rig.start()
    #expect(first.results(of: 3) == [.done])
    #expect(first.credits == [credit])
    _ = try rig.send(0..<20)
    let again = try rig.start()
    #expect(again.results(of: 3) == [.done])
    #expect(again.credits.map(\.nextIndex) == [20], "it went on, it did not begin anew")
  }

  @Test("a second session, or the same with another clock, is the wrong state")
  func secondStart() throws {
    let rig = Rig()
    _ = try rig.start(session: 1)
    #expect(try rig.start(session: 2).results(of: 3) == [.wrongState])
    #expect(try rig.start(.realTime, session: 1).results(of: 3) == [.wrongState])
  }

  @Test("stop ends the session; again, it is done already")
  func stop() throws {
    let rig = Rig()
    _ = try rig.start()
    let end = try rig.ask(Wire.Stop(session: 1, endIndex: 0))
    #expect(end.results(of: 4) == [.done])
    #expect(end.summaries.count == 1)
    #expect(end.statuses.count == 1)
    #expect(try rig.ask(Wire.Stop(session: 1, endIndex: 0)).results(of: 4) == [.done])
    #expect(try rig.ask(Wire.Stop(session: 2, endIndex: 0)).results(of: 4) == [.wrongState])
    #expect(try rig.start(session: 2).results(of: 3) == [.done])
  }

  @Test("nothing but a session takes samples, or a stop")
  func wrongState() throws {
    let rig = Rig()
    #expect(try rig.send(0..<3).results(of: 5) == [.wrongState])
    #expect(try rig.ask(Wire.Stop(session: 1)).results(of: 4) == [.wrongState])
    _ = try rig.start(session: 1)
    #expect(try rig.ask(Wire.Stop(session: 7)).results(of: 4) == [.wrongState])
  }

  @Test("as fast as possible: samples are consumed on arrival, credit every 32 of them")
  func asFastAsPossible() throws {
    let rig = Rig()
    _ = try rig.start()
    var credits: [Wire.Credit] = []
    for first in stride(from: UInt32(0), to: 320, by: 20) {
      #expect(try rig.send(first..<first + 20).isEmpty)
      credits += try rig.work().credits
    }
    #expect(rig.board.actions.isEmpty, "no ticks")
    #expect(credits.map(\.consumed).last.map { $0 >= 288 } == true)
    for (before, after) in zip(credits, credits.dropFirst()) {
      #expect(32..<40 ~= after.consumed - before.consumed)
      #expect(after.nextIndex + UInt32(after.freeSlots) == after.consumed + 128)
    }
  }

  @Test("credit never promises more than the buffer holds, and what it promises is taken")
  func creditHolds() throws {
    let rig = Rig()
    var credit = try #require(try rig.start().credits.last)
    var sent: UInt32 = 0
    for _ in 0..<50 {
      while sent < credit.nextIndex + UInt32(credit.freeSlots) {
        let end = min(sent + 20, credit.nextIndex + UInt32(credit.freeSlots))
        #expect(try rig.send(sent..<end).faults.isEmpty)
        sent = end
      }
      _ = rig.poll()
      credit = try rig.work().credits.last ?? credit
    }
    #expect(sent > 4000)
    #expect(try rig.status()?.samplesOverflowed == 0)
  }

  @Test("samples without credit are dropped, counted and told")
  func overflow() throws {
    let rig = Rig()
    _ = try rig.start()
    for first in stride(from: UInt32(0), to: 120, by: 20) { _ = try rig.send(first..<first + 20) }
    #expect(
      try rig.send(120..<140).faults
        == [Wire.SampleFault(kind: .overflow, firstIndex: 128, count: 12)])
    #expect(
      try rig.send(140..<150).faults
        == [Wire.SampleFault(kind: .overflow, firstIndex: 140, count: 10)])
    #expect(try rig.status()?.samplesOverflowed == 22)
    #expect(try rig.work().credits.last?.nextIndex == 128)
  }

  @Test("skipped samples are counted, told, and have their turn")
  func skipped() throws {
    let rig = Rig()
    _ = try rig.start()
    _ = try rig.send(0..<10)
    #expect(
      try rig.send(15..<25).faults
        == [Wire.SampleFault(kind: .skipped, firstIndex: 10, count: 5)])
    _ = try rig.work()
    let end = try rig.ask(Wire.Stop(session: 1, endIndex: 25))
    #expect(end.faults.isEmpty)
    #expect(end.summaries.map(\.sampleIndex) == [25])
    #expect(end.statuses.map(\.samplesSkipped) == [5])
    #expect(end.statuses.map(\.samplesConsumed) == [20])
  }

  @Test("samples that come again are late: dropped, counted, told")
  func late() throws {
    let rig = Rig()
    _ = try rig.start()
    _ = try rig.send(0..<20)
    #expect(
      try rig.send(10..<25).faults == [Wire.SampleFault(kind: .late, firstIndex: 10, count: 10)])
    #expect(
      try rig.send(0..<5).faults == [Wire.SampleFault(kind: .late, firstIndex: 0, count: 5)])
    _ = try rig.work()
    let status = try #require(try rig.status())
    #expect(status.samplesLate == 15)
    #expect(status.samplesConsumed == 25)
    #expect(status.samplesSkipped == 0)
  }

  @Test("a gap past all reason is refused")
  func farAhead() throws {
    let rig = Rig()
    _ = try rig.start()
    #expect(try rig.send(65_536..<65_537).results(of: 5) == [.invalidValue])
    let last = Wire.Samples(firstIndex: .max, samples: .still(1))
    #expect(try rig.ask(last).results(of: 5) == [.invalidValue])
    #expect(try rig.send(65_535..<65_536).faults.map(\.count) == [65_535])
  }

  @Test("stop waits for the queue")
  func stopWaits() throws {
    let rig = Rig()
    _ = try rig.start()
    _ = try rig.send(0..<20)
    let early = try rig.ask(Wire.Stop(session: 1, endIndex: 20))
    #expect(early.results(of: 4).isEmpty && early.summaries.isEmpty)
    #expect(try rig.send(20..<25).results(of: 5) == [.invalidValue])
    let end = try rig.work()
    #expect(end.results(of: 4) == [.done])
    #expect(end.summaries.map(\.sampleIndex) == [20])
    #expect(end.statuses.map(\.samplesConsumed) == [20])
  }

  @Test("samples that never came by the stop are skipped, once")
  func endBeyond() throws {
    let rig = Rig()
    _ = try rig.start()
    _ = try rig.send(0..<20)
    let fault = Wire.SampleFault(kind: .skipped, firstIndex: 20, count: 10)
    #expect(try rig.ask(Wire.Stop(session: 1, endIndex: 30)).faults == [fault])
    #expect(try rig.ask(Wire.Stop(session: 1, endIndex: 30)).faults.isEmpty, "sent again")
    let end = try rig.work()
    #expect(end.results(of: 4) == [.done], "one answer, to the last request")
    #expect(end.summaries.map(\.sampleIndex) == [30])
    #expect(end.statuses.map(\.samplesSkipped) == [10])
  }

  @Test("a session may end at the last index there is")
  func lastIndex() throws {
    let rig = Rig()
    _ = try rig.start()
    let end = try rig.ask(Wire.Stop(session: 1, endIndex: .max))
    #expect(end.faults.map(\.count) == [.max])
    #expect(end.summaries.map(\.sampleIndex) == [.max])
  }

  @Test("summaries come each second of sample time, also across a gap")
  func summariesAcrossGaps() throws {
    for clock in [Wire.SampleClock.asFastAsPossible, .realTime] {
      let rig = Rig()
      _ = try rig.start(clock)
      var messages = try rig.send(0..<10)
      messages += try rig.send(730..<750)
      messages += try rig.ask(Wire.Stop(session: 1, endIndex: 750))
      messages += try clock == .realTime ? rig.tick(750) : rig.work()
      #expect(messages.summaries.map(\.sampleIndex) == [200, 400, 600, 750], "\(clock)")
      #expect(messages.results(of: 4) == [.done], "\(clock)")
    }
  }

  @Test("a full send queue holds up consumption, and the last words of a session")
  func fullSendQueue() throws {
    let rig = Rig()
    _ = try rig.start()
    _ = try rig.send(0..<20)
    rig.board.freeBytes = 255
    let isWorking = rig.poll()
    #expect(!isWorking)
    #expect(rig.board.sent.isEmpty)
    rig.board.freeBytes = 256
    var end = try rig.work()
    rig.board.freeBytes = 255
    #expect(try rig.ask(Wire.Stop(session: 1, endIndex: 20)).isEmpty)
    rig.board.freeBytes = 256
    end += try rig.work()
    #expect(end.results(of: 4) == [.done])
    #expect(end.statuses.map(\.unsentFrames) == [0])
  }
}
