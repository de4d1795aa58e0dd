import SoleApp
import SoleLink
import TestSupport
import Testing

/// What the shoe makes of a run, over the line.
@Suite("The shoe")
struct ShoeTests {
  private static let everything = Wire.Configure(
    sampleRate: 200, side: .right, legLength: 900, mountingW: 16384, recording: .bySession,
    reports: [.totals, .progress, .runningSpeedAndCadence, .strideBasedSpeedAndDistance],
    feedback: [.heavyImpact, .cadenceLow], bodyMass: 700, goalSteps: 60, impactLimit: 100,
    sprintSpeed: 4500)

  @Test("a run is kept stride by stride, as it was told")
  func keptRun() throws {
    let rig = try Rig.started()
    let told = try rig.play(Runs.mixed, Self.everything)
    let strides = told.strides
    try #require(strides.count > 60)
    #expect(told.recordEvents.map(\.kind) == [.begun, .ended])
    let info = try #require(try rig.ask(Wire.RecordQuery()).infos.first)
    #expect(info.record == 1 && info.session == 1 && info.sampleRate == 200)
    #expect(info.state == [])
    #expect(info.strides == UInt32(strides.count))
    #expect(info.distance == strides.reduce(0) { $0 + UInt32($1.strideLength) })
    let record = try DecodedRecord(try rig.record(1, info.bytes))
    #expect(record.lengths == strides.map { UInt32($0.strideLength) })
    let ends = record.entries.compactMap { entry in
      if case .stride(let time, _, _) = entry { time } else { nil }
    }
    #expect(ends == strides.map(\.endMidstance))
    #expect(record.hasSummary)
    #expect(
      record.entries.contains(
        .summary(part: 0, UInt32(strides.count), strides.reduce(0) { $0 + UInt32($1.strideLength) })
      ))
    #expect(record.entries.first == .beginning(part: 0, 1, 900 << 16 | 1))
  }

  @Test("a rig asks for one record after the other, and erases them")
  func listing() throws {
    let rig = try Rig.started()
    for session in UInt32(1)...3 { _ = try rig.play(Runs.short, Self.everything, session: session) }
    var numbers: [UInt32] = []
    while let info = try rig.ask(Wire.RecordQuery(record: (numbers.last ?? 0) + 1)).infos.first {
      #expect(info.session == info.record)
      numbers.append(info.record)
    }
    #expect(numbers == [1, 2, 3])
    #expect(try rig.ask(Wire.RecordFetched(record: 2)).results(of: 14) == [.done])
    #expect(try rig.ask(Wire.RecordQuery(record: 2)).infos.first?.state == .fetched)
    #expect(try rig.ask(Wire.RecordFetched(record: 9)).results(of: 14) == [.notFound])
    #expect(try rig.ask(Wire.RecordRead(record: 9, length: 9)).results(of: 8) == [.notFound])
    #expect(try rig.ask(Wire.RecordRead(record: 1, length: 241)).results(of: 8) == [.invalidValue])
    let behind = try rig.ask(Wire.RecordRead(record: 1, offset: .max, length: 9))
    #expect(behind.chunks.map(\.count) == [0])
    #expect(try rig.ask(Wire.RecordErase(record: 2)).results(of: 9) == [.done])
    #expect(try rig.ask(Wire.RecordQuery()).infos.map(\.record) == [3])
  }

  @Test("a run begins a record by itself after 10 s, and standing ends it after 60 s")
  func byItself() throws {
    var configure = Self.everything
    configure.recording = .byItself
    let rig = try Rig.started()
    let told = try rig.play(Runs.twice, configure)
    let events = told.recordEvents
    #expect(events.map(\.kind) == [.begun, .ended, .begun, .ended])
    try #require(events.count == 4)
    let runs = told.strides.filter { $0.activity == .run }
    let first = try #require(runs.first)
    // The engine tells a stride some 0.15 s after its end.
    #expect(10...12 ~= Double(events[0].sampleIndex - first.startMidstance / 16) / 200)
    let last = try #require(told.strides.last { $0.endMidstance / 16 < events[1].sampleIndex })
    #expect(60...62 ~= Double(events[1].sampleIndex - last.endMidstance / 16) / 200)
    #expect(try rig.ask(Wire.RecordQuery(record: 2)).infos.map(\.record) == [2])
  }

  @Test("walking alone is no run to be kept, but counts in the lifetime")
  func walking() throws {
    var configure = Self.everything
    configure.recording = .byItself
    let rig = try Rig.started()
    let told = try rig.play(Runs.walk, configure)
    #expect(told.recordEvents.isEmpty)
    #expect(try rig.ask(Wire.RecordQuery()).results(of: 13) == [.notFound])
    let totals = try rig.ask(Wire.TotalsQuery()).totals
    #expect(totals.map(\.scope) == [.session, .lifetime])
    #expect(totals[1].walkStrides == UInt32(told.strides.count))
  }

  @Test("intervals add up to the strides, whatever the interval", arguments: [UInt8(1), 5, 30])
  func intervals(seconds: UInt8) throws {
    var configure = Self.everything
    configure.recordInterval = seconds
    let rig = try Rig.started()
    let told = try rig.play(Runs.mixed, configure)
    let info = try #require(try rig.ask(Wire.RecordQuery()).infos.first)
    #expect(info.recordInterval == seconds)
    let record = try DecodedRecord(try rig.record(1, info.bytes))
    var strides: UInt32 = 0
    var distance: UInt32 = 0
    var ends: [UInt32] = []
    for case .interval(let end, let count, let length) in record.entries {
      strides += count
      distance += length
      ends.append(end)
    }
    #expect(strides == UInt32(told.strides.count))
    #expect(distance == told.strides.reduce(0) { $0 + UInt32($1.strideLength) })
    for (index, end) in ends.dropLast().enumerated() {
      #expect(end == UInt32(index + 1) * UInt32(seconds) * 3200)
    }
    #expect(record.hasSummary)
  }

  @Test("feedback leaves right behind the stride that caused it, in the same sample's turn")
  func feedbackAtOnce() throws {
    let told = try Rig.started().play(Runs.mixed, Self.everything)
    var stride: Wire.Stride?
    var count = 0
    for message in told {
      switch message {
      case .stride(let next): stride = next
      case .feedback(let feedback):
        count += 1
        #expect(feedback.stride == stride?.number)
        #expect(feedback.sampleIndex == stride?.emittedIndex)
        #expect(feedback.sent == stride?.sent)
      default: break
      }
    }
    #expect(count >= 1)
  }

  @Test("progress is told with its stride; goals and sprints among it")
  func progress() throws {
    let told = try Rig.started().play(Runs.mixed, Self.everything)
    let kinds = told.progress.map(\.kind)
    #expect(kinds.filter { $0 == .goalSteps }.count == 4)
    #expect(kinds.contains(.sprint))
    let strides = Set(told.strides.map(\.emittedIndex))
    // A sprint that the stop ends is told at the stop.
    for event in told.progress where event.kind != .sprint {
      #expect(strides.contains(event.sampleIndex))
    }
  }

  @Test("each second has its totals and its phone payloads")
  func everySecond() throws {
    let told = try Rig.started().play(Runs.mixed, Self.everything)
    let seconds = told.summaries.map(\.sampleIndex)
    #expect(told.totals.map(\.sampleIndex) == seconds)
    for service in [
      Wire.PhoneService.runningSpeedAndCadence, .stridePage1, .stridePage2,
    ] {
      #expect(told.payloads.filter { $0.service == service }.map(\.sampleIndex) == seconds)
    }
    #expect(told.payloads.prefix(2).map(\.service) == [.runningFeature, .sensorLocation])
    let last = try #require(told.totals.last)
    #expect(last.steps == UInt32(told.strides.count) * 2)
    #expect(last.walkStrides + last.runStrides == UInt32(told.strides.count))
    #expect(last.calories > 0)
    #expect(last.distance == UInt64(told.strides.reduce(0) { $0 + UInt32($1.strideLength) }))
  }

  @Test("the same is told in real time and as fast as possible")
  func sameInBothClocks() throws {
    let fast = try Rig.started().play(Runs.mixed, Self.everything)
    let real = try Rig.started().play(Runs.mixed, Self.everything, clock: .realTime)
    #expect(fast.ordered == real.ordered)
    #expect(fast.ordered.count > 200)
  }

  @Test("advice comes before the last summary, and with it the record's")
  func advice() throws {
    let rig = try Rig.started()
    let told = try rig.play(Runs.long, Self.everything)
    let advice = told.compactMap { message in
      if case .advice(let advice) = message { advice } else { nil }
    }
    #expect(advice.map(\.kind).contains(.heavyImpact))
    #expect(advice.allSatisfy { $0.share >= 250 && $0.share <= 1000 })
    let last = try #require(told.lastIndex { if case .advice = $0 { true } else { false } })
    let summary = try #require(told.lastIndex { if case .summary = $0 { true } else { false } })
    #expect(last < summary)
    let info = try #require(try rig.ask(Wire.RecordQuery()).infos.first)
    let record = try DecodedRecord(try rig.record(1, info.bytes))
    let bits = record.entries.compactMap { entry -> UInt32? in
      if case .summary(part: 6, _, let bits) = entry { bits } else { nil }
    }
    #expect(bits == [advice.reduce(0) { $0 | 1 << UInt32($1.kind.rawValue) }])
  }

  @Test("nothing of it is told or kept unless it was asked for")
  func quiet() throws {
    let rig = try Rig.started()
    let told = try rig.play(Runs.short, Wire.Configure(sampleRate: 200, legLength: 900))
    #expect(told.ordered.count == told.gait.count)
    #expect(rig.board.storage.operations == 0)
  }

  @Test("a board without a store refuses to keep runs, and does all else")
  func noStore() throws {
    let rig = try Rig.started(hasStore: false)
    #expect(try rig.ask(Self.everything).results(of: 2) == [.unsupported])
    var configure = Self.everything
    configure.recording = .nothing
    #expect(try rig.play(Runs.short, configure).totals.count > 5)
  }

  @Test("settings outside their ranges are refused")
  func invalid() throws {
    let rig = try Rig.started()
    for change: (inout Wire.Configure) -> Void in [
      { $0.recordInterval = 61 }, { $0.bodyMass = 199 }, { $0.bodyMass = 2501 },
    ] {
      var configure = Self.everything
      change(&configure)
      #expect(try rig.ask(configure).results(of: 2) == [.invalidValue])
    }
  }

  @Test("the shoe's numbers are the contract's")
  func numbers() {
    #expect(Wire.FeedbackKind.allCases.map(\.rawValue) == Array(0..<8))
    #expect(Wire.ProgressKind.allCases.map(\.rawValue) == Array(0..<13))
  }
}

/// Resets, power cuts and a store that is full, over the line.
@Suite("The shoe in trouble")
struct ShoeTroubleTests {
  private static let keeping = Wire.Configure(
    sampleRate: 200, legLength: 900, mountingW: 16384, recording: .bySession,
    reports: [.totals], bodyMass: 700)

  @Test("a board that is reset mid-run has every stride it told, and a record that says it was cut")
  func reset() throws {
    let rig = try Rig.started()
    var told = try rig.ask(Self.keeping)
    told += try rig.start()
    told += try rig.stream(Runs.mixed, upTo: 4000)
    try #require(told.strides.count > 10)
    let next = try rig.afterReset()
    let info = try #require(try next.ask(Wire.RecordQuery()).infos.first)
    #expect(info.state == .cut)
    #expect(info.strides == UInt32(told.strides.count))
    let record = try DecodedRecord(try next.record(1, info.bytes))
    #expect(record.lengths == told.strides.map { UInt32($0.strideLength) })
    // And the next run is a record of its own.
    #expect(try next.play(Runs.short, Self.keeping).recordEvents.map(\.record) == [2, 2])
  }

  /// The timer's 32 bits of microseconds, and 32 bits of milliseconds.
  @Test(
    "a device's clock that passes 71 minutes, or 49 days, changes nothing that is told or kept",
    arguments: [UInt64(1) << 32, UInt64(1000) << 32])
  func deviceClock(wrap: UInt64) throws {
    let plain = try Rig.started()
    let reference = try plain.play(Runs.mixed, Self.keeping, clock: .realTime)
    let rig = try Rig.started()
    rig.microsecondsPerTick = 5000
    rig.board.now = wrap - 30_000_000
    let told = try rig.play(Runs.mixed, Self.keeping, clock: .realTime)
    #expect(rig.board.now > wrap + 10_000_000)
    #expect(told.ordered == reference.ordered)
    let strides = told.strides.map(\.sent)
    #expect(strides == strides.sorted() && strides.last ?? 0 > wrap)
    #expect(try rig.record(1, 4096) == (try plain.record(1, 4096)))
    #expect(try rig.status()?.firstTick ?? 0 < wrap)
  }

  @Test("the lifetime's totals survive resets, and go on")
  func lifetime() throws {
    var rig = try Rig.started()
    var strides: UInt32 = 0
    var distance: UInt64 = 0
    for session in UInt32(1)...4 {
      let told = try rig.play(Runs.short, Self.keeping, session: session)
      strides += UInt32(told.strides.count)
      distance += told.strides.reduce(0) { $0 + UInt64($1.strideLength) }
      let live = try rig.ask(Wire.TotalsQuery()).totals
      rig = try rig.afterReset()
      let totals = try rig.ask(Wire.TotalsQuery()).totals
      #expect(totals[1].steps == strides * 2)
      #expect(totals[1].walkStrides + totals[1].runStrides == strides)
      #expect(distance - totals[1].distance <= 10 * UInt64(session))
      #expect(totals[1].records == session)
      #expect(live[1].steps == totals[1].steps && live[1].calories == totals[1].calories)
    }
  }

  /// Power fails at one flash operation after the other in a session; the next start finds in the
  /// record what the lifetime's totals had no time for.
  @Test(
    "a power cut takes the last second from the lifetime's totals at most, and counts nothing twice",
    arguments: [Wire.Recording.bySession, .byItself])
  func lifetimeCut(recording: Wire.Recording) throws {
    var configure = Self.keeping
    configure.recording = recording
    let samples = recording == .byItself ? Runs.twice : Runs.mixed
    var counted = 0
    for operation in stride(from: 3, to: 400, by: 7) {
      let rig = try Rig.started()
      let first = try rig.play(Runs.short, Self.keeping).strides
      rig.board.storage.cutPower(at: operation, .torn, seed: UInt64(operation))
      var told: [ChipMessage] = try rig.ask(configure)
      told += try rig.start(session: 2)
      var index = 0
      // As far as the chip has power.
      while index < samples.count, !rig.board.storage.isDead {
        let next = min(index + 20, samples.count)
        told += try rig.ask(
          Wire.Samples(firstIndex: UInt32(index), samples: .init(samples[index..<next])))
        told += try rig.work()
        index = next
      }
      guard rig.board.storage.isDead else { break }
      counted += 1
      rig.board.storage.restorePower()
      var next = try rig.afterReset()
      for _ in 0..<2 {
        let totals = try next.ask(Wire.TotalsQuery()).totals[1]
        let all = first + told.strides
        // Behind the record that has ended by itself, and before one begins, a minute may be lost.
        let last = try next.ask(Wire.RecordQuery(record: told.recordEvents.last?.record ?? 2)).infos
        let isInRecord =
          recording == .bySession
          || told.recordEvents.last?.kind == .begun && last.first?.strides ?? 0 > 0
        let lost = isInRecord ? 2 : 60
        let strides = Int(totals.walkStrides + totals.runStrides)
        #expect(strides >= all.count - lost && strides <= all.count, "operation \(operation)")
        let distance = all.prefix(strides).reduce(0) { $0 + Int($1.strideLength) }
        #expect(abs(Int(totals.distance) - distance) <= 20, "operation \(operation)")
        next = try next.afterReset()
      }
    }
    #expect(counted > 20)
  }

  @Test("a full store tells so, keeps what it has, and the session goes on")
  func full() throws {
    let rig = try Rig.started()
    let told = try rig.play(Runs.veryLong, Self.keeping)
    #expect(told.recordEvents.map(\.kind) == [.begun, .full])
    #expect(told.recordEvents.map(\.record) == [1, 1])
    let info = try #require(try rig.ask(Wire.RecordQuery()).infos.first)
    #expect(info.state == .cut)
    #expect(info.strides == 6 * 82 - 2)
    #expect(told.strides.count > 6 * 82)
    #expect(told.summaries.last?.strides == UInt32(told.strides.count))
    // Nobody has it: the next run finds no room, unless the host allows it.
    let refused = try rig.play(Runs.short, Self.keeping, session: 2).recordEvents
    #expect(refused.map(\.kind) == [.full])
    #expect(refused.map(\.record) == [0], "none was begun")
    var configure = Self.keeping
    configure.whenFull = .overwriteOldest
    let next = try rig.play(Runs.short, configure, session: 3)
    #expect(next.recordEvents.map(\.kind) == [.begun, .ended])
    #expect(next.recordEvents.map(\.record) == [2, 2])
    #expect(try rig.ask(Wire.RecordQuery()).infos.map(\.record) == [2])
  }

  @Test("a record that fills the whole store does not give way to its own session")
  func ownRecord() throws {
    let rig = try Rig.started()
    var configure = Self.keeping
    configure.whenFull = .overwriteOldest
    let told = try rig.play(Runs.veryLong, configure)
    #expect(told.recordEvents.map(\.kind) == [.begun, .full])
    let info = try #require(try rig.ask(Wire.RecordQuery()).infos.first)
    #expect(info.record == 1 && info.strides == 6 * 82 - 2)
  }

  @Test("nor does one that ended by itself, while the session goes on")
  func ownEndedRecord() throws {
    let rig = try Rig.started()
    var configure = Self.keeping
    configure.recording = .byItself
    configure.whenFull = .overwriteOldest
    let told = try rig.play(Runs.fivePagesAndRest, configure)
    #expect(told.recordEvents.map(\.kind) == [.begun, .ended])
    let infos = try rig.ask(Wire.RecordQuery()).infos
    try #require(infos.map(\.record) == [1])
    try #require(infos[0].bytes == 5 * 1024, "one page of six is left: fewer than there should be")
    #expect(infos[0].state == [])
  }

  @Test("a leave to overwrite ends with its session: one that keeps nothing erases no record")
  func leaveToOverwrite() throws {
    let rig = try Rig.started()
    var configure = Self.keeping
    configure.whenFull = .overwriteOldest
    let told = try rig.play(Runs.fivePages, configure)
    #expect(told.recordEvents.map(\.kind) == [.begun, .ended])
    let info = try #require(try rig.ask(Wire.RecordQuery()).infos.first)
    try #require(info.bytes == 5 * 1024, "one page of six is left: fewer than there should be")
    let bytes = try rig.record(1, info.bytes)
    _ = try rig.play(Runs.long, Wire.Configure(sampleRate: 200, legLength: 900), session: 2)
    #expect(try rig.ask(Wire.RecordQuery()).infos.map(\.record) == [1])
    #expect(try rig.record(1, info.bytes) == bytes)
  }

  @Test(
    "pages are erased in a run only when all that the rig may send has come",
    arguments: [Wire.SampleClock.asFastAsPossible, .realTime])
  func quietErases(clock: Wire.SampleClock) throws {
    let rig = try Rig.started()
    // Full of what was fetched, so that the run has to erase as it goes.
    _ = try rig.play(Runs.veryLong, Self.keeping)
    _ = try rig.ask(Wire.RecordFetched(record: 1))
    var configure = Self.keeping
    configure.recordInterval = 5
    let before = rig.board.storage.erases.values.reduce(0, +)
    let told = try rig.play(Runs.veryLong, configure, session: 2, clock: clock)
    let erases = rig.board.storage.erases.values.reduce(0, +) - before
    #expect(erases > 6, "four of them before the session, the rest in it")
    #expect(rig.loudErases == 0)
    #expect(told.faults.isEmpty)
    #expect(told.recordEvents.map(\.kind) == [.begun, .ended])
    #expect(try rig.status()?.samplesOverflowed == 0)
  }
}
