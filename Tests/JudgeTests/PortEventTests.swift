import Capture
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// What the capture tells of the rig's own port.
struct PortEventTests {
  /// Judges a good run whose capture was changed behind the run's start.
  private func judged(_ change: (inout [CaptureRecord]) -> Void) throws -> Judgement {
    let walk = try BenchSuite.walk(seconds: 10)
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("case", walk, checks: [.sampleAccounting], faults: [])
    ])
    var bench = Bench()
    var capture = try bench.play(suite, traces: [walk])
    change(&capture.records)
    return try Judge.judge(capture: capture, suite: suite)
  }

  @Test func whatTheDriverLostIsAWarning() throws {
    var counters = RigEvent.DriverCounters()
    counters.received = 100_000
    counters.overruns = 3
    counters.framingErrors = 2
    let lossy = try judged { $0.insert(.driverCounters(counters), at: $0.count - 1) }
    #expect(
      lossy.warnings.contains(
        "The port's driver counted 3 bytes lost in the adapter, 2 framing errors."))
    counters.overruns = 0
    counters.framingErrors = 0
    let clean = try judged { $0.insert(.driverCounters(counters), at: $0.count - 1) }
    #expect(!clean.warnings.contains { $0.contains("driver") })
  }

  /// What speaks for the line where a case goes wrong, and is no verdict by itself.
  @Test func whatTheDriverLostSpeaksForTheLine() throws {
    let walk = try BenchSuite.walk(seconds: 10)
    func ending(_ overruns: UInt32, spoilt: Bool) throws -> CaseJudgement {
      let suite = BenchSuite.suite([
        BenchSuite.suiteCase("case", walk, checks: [.sampleAccounting])
      ])
      var bench = Bench()
      bench.tampering.breaksOff = (1000, .failure(.silent))
      if spoilt { bench.tampering.toHost = { number, bytes in number == 20 ? [] : bytes } }
      var capture = try bench.play(suite, traces: [walk])
      var counters = RigEvent.DriverCounters()
      counters.bufferOverruns = overruns
      capture.records.insert(.driverCounters(counters), at: capture.records.count - 1)
      return try #require(Judge.judge(capture: capture, suite: suite).cases.first)
    }
    for spoilt in [true, false] {
      let lossy = try ending(7, spoilt: spoilt)
      #expect(lossy.suspect == .link)
      #expect(lossy.evidence.contains("the port's driver counted 7 bytes lost in the kernel"))
    }
    // Nothing else is known of the line: the chip is as likely, and it is said.
    let silent = try ending(0, spoilt: false)
    #expect(silent.suspect == .board && silent.evidence.count == 1)
  }

  @Test func aPortThatHungUpAndCameBackIsTold() throws {
    let judgement = try judged { records in
      records.insert(.port(.init(change: .hungUp, path: "/dev/ttyACM0")), at: 1)
      records.insert(.port(.init(change: .returned, path: "/dev/ttyACM7")), at: 2)
    }
    #expect(
      judgement.warnings.contains("The port hung up once, and came back as /dev/ttyACM7."))
  }

  /// Frames that a chip sent while it was unplugged are no loss of the line's.
  @Test(arguments: [true, false]) func whatWasSaidWhileUnpluggedIsNotMissing(returns: Bool) throws {
    let judgement = try judged { records in
      let chip = records.indices.filter { index in
        guard case .chunk(let chunk) = records[index].body else { return false }
        if case .chip(.credit) = chunk.message { return true }
        return false
      }
      // What is counted in a credit is told again by the next.
      let lost = chip[chip.count / 2]
      let event = RigEvent.PortRecord(change: .returned, path: "/dev/ttyACM1")
      if returns { records.insert(.port(event), at: lost) }
      records.remove(at: lost + (returns ? 1 : 0))
    }
    let link = try #require(judgement.cases.first?.link)
    #expect(link.missingFromChip == (returns ? 0 : 1))
  }
}

extension [CaptureRecord] {
  /// Puts an event before a record, of the same time.
  fileprivate mutating func insert(_ event: RigEvent, at index: Int) {
    var record = self[index]
    record.body = .event(event)
    insert(record, at: index)
  }
}
