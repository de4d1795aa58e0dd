import SoleApp
import SoleLink
import Testing

@Suite("Real time")
struct RealTimeTests {
  @Test("ticks start once 64 samples wait, at the configured rate")
  func prefill() throws {
    let rig = Rig()
    _ = try rig.ask(Wire.Configure(sampleRate: 250, legLength: 900))
    _ = try rig.start(.realTime)
    for first in stride(from: UInt32(0), to: 60, by: 20) { _ = try rig.send(first..<first + 20) }
    #expect(rig.board.actions.isEmpty)
    #expect(try rig.tick(5).isEmpty, "ticks before the start are none")
    #expect(try rig.work().isEmpty, "nothing is consumed without a tick")
    _ = try rig.send(60..<64)
    #expect(rig.board.takeActions() == [.startTicks(at: 0, rateHertz: 250)])
    _ = try rig.send(64..<80)
    #expect(rig.board.takeActions().isEmpty, "they are started once")
  }

  @Test("one tick is one sample's turn")
  func oneTick() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    for first in stride(from: UInt32(0), to: 120, by: 20) { _ = try rig.send(first..<first + 20) }
    #expect(try rig.tick(31).isEmpty)
    #expect(try rig.tick().credits.map(\.consumed) == [32])
    _ = try rig.tick(3)
    #expect(try rig.status()?.samplesConsumed == 35)
  }

  @Test("a tick before its sample is an underrun, and the sample is late then")
  func underrun() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    for first in stride(from: UInt32(0), to: 80, by: 20) { _ = try rig.send(first..<first + 20) }
    #expect(try rig.tick(80).faults.isEmpty)
    #expect(
      try rig.tick(2).faults == [
        Wire.SampleFault(kind: .underrun, firstIndex: 80, count: 1),
        Wire.SampleFault(kind: .underrun, firstIndex: 81, count: 1),
      ])
    #expect(
      try rig.send(80..<90).faults == [Wire.SampleFault(kind: .late, firstIndex: 80, count: 2)])
    #expect(try rig.tick(8).faults.isEmpty)
    let messages = try rig.ask(Wire.StatusQuery())
    #expect(messages.credits.map(\.underruns) == [2])
    #expect(messages.credits.map(\.nextIndex) == [90])
    #expect(messages.statuses.map(\.samplesLate) == [2])
    #expect(messages.statuses.map(\.samplesConsumed) == [88])
  }

  @Test("the status tells when sample 0 was due, once its ticks have begun")
  func firstTick() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    _ = try rig.send(0..<20)
    #expect(try rig.status()?.firstTick == 0)
    for first in stride(from: UInt32(20), to: 80, by: 20) {
      rig.board.now = UInt64(first) * 1000
      _ = try rig.send(first..<first + 20)
    }
    #expect(rig.board.takeActions() == [.startTicks(at: 60_000, rateHertz: 200)])
    rig.board.now = 99_000
    #expect(try rig.status()?.firstTick == 60_000)
    _ = try rig.ask(Wire.Stop(session: 1, endIndex: 80))
    #expect(try rig.tick(80).statuses.map(\.firstTick) == [60_000], "with the session's last words")
    _ = try rig.start(.asFastAsPossible, session: 2)
    #expect(try rig.status()?.firstTick == 0, "a session that does not tick has none")
  }

  @Test("the status tells the longest that one sample took, all that it brought about included")
  func worstSample() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    for first in stride(from: UInt32(0), to: 120, by: 20) { _ = try rig.send(first..<first + 20) }
    _ = try rig.tick()
    #expect(try rig.status()?.worstSample == 0)
    rig.board.microsecondsPerByte = 3
    _ = try rig.tick(40)
    #expect(try rig.status()?.worstSample == 0, "credit is nothing that a sample brings about")
    for first in stride(from: UInt32(120), to: 280, by: 20) {
      _ = try rig.send(first..<first + 20)
      _ = try rig.tick(20)
    }
    let summary = FrameEncoder.encode(Wire.Summary(), sequence: 0).count
    #expect(try rig.status()?.worstSample == UInt16(3 * summary))
    rig.board.microsecondsPerByte = 1
    for first in stride(from: UInt32(280), to: 480, by: 20) {
      _ = try rig.send(first..<first + 20)
      _ = try rig.tick(20)
    }
    #expect(try rig.status()?.worstSample == UInt16(3 * summary), "a shorter one changes nothing")
    _ = try rig.ask(Wire.Stop(session: 1, endIndex: 480))
    _ = try rig.tick(80)
    _ = try rig.start(.realTime, session: 2)
    #expect(try rig.status()?.worstSample == 0, "a new session begins anew")
  }

  @Test("skipped samples have their own ticks")
  func gap() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    for first in stride(from: UInt32(0), to: 60, by: 20) { _ = try rig.send(first..<first + 20) }
    _ = try rig.send(70..<90)
    _ = try rig.tick(69)
    #expect(try rig.status()?.samplesConsumed == 60)
    _ = try rig.tick(2)
    #expect(try rig.status()?.samplesConsumed == 61)
  }

  @Test("a short session starts its ticks at the stop, and stops them at its end")
  func shortSession() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    _ = try rig.send(0..<10)
    _ = try rig.ask(Wire.Stop(session: 1, endIndex: 10))
    #expect(rig.board.takeActions() == [.startTicks(at: 0, rateHertz: 200)])
    let end = try rig.tick(50)
    #expect(rig.board.takeActions() == [.stopTicks])
    #expect(end.results(of: 4) == [.done])
    #expect(end.faults.isEmpty)
    #expect(end.statuses.map(\.samplesConsumed) == [10])
  }

  @Test("ticks while the last words wait for room are no underruns")
  func ticksAtTheEnd() throws {
    let rig = Rig()
    _ = try rig.start(.realTime)
    _ = try rig.send(0..<10)
    _ = try rig.ask(Wire.Stop(session: 1, endIndex: 10))
    rig.board.freeBytes = 100
    #expect(try rig.tick(50).isEmpty)
    rig.board.freeBytes = 1000
    let end = try rig.tick()
    #expect(end.results(of: 4) == [.done])
    #expect(end.faults.isEmpty)
    #expect(end.summaries.map(\.sampleIndex) == [10])
  }
}
