import Capture
import Foundation
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus

/// A case in real time, on paper: a chip with a clock of its own behind a line that takes its time, and
/// a host that may stand still. All times are known, and so is what a judge has to find.
struct PaperCase {
  var checks: [Check] = []
  var board = Wire.Board.microbitV1
  var emulator: String?
  var seconds = 12
  /// The chip's clock at host time 0, and how fast it is.
  var deviceStart = 7_000_000.0
  var driftPPM = 40.0
  /// The line's time each way, in nanoseconds.
  var toChip = 1_100_000.0
  var toHost = 2_500_000.0
  /// From the turn of a stride's sample to when its event leaves, in microseconds of the chip.
  var eventDelay: (Int) -> Double = { _ in 400 }
  var summaryDelay: (Int) -> Double = { _ in 300 }
  /// For how long the chip holds a question for its time, in microseconds.
  var hold = 150.0
  var bootMilliseconds = 42.0
  /// Whether the chip tells another image after its second reset.
  var changesImage = false
  var load: UInt16 = 123
  var worstSample: UInt16 = 540
  var underruns: UInt32 = 0
  /// Whether the rig asks the chip for its time; without, no clock can be fitted.
  var asksForTime = true
  /// What the chip says of its first tick, less what is true, in microseconds.
  var firstTickLie = 0.0
  /// Stretches in which the rig did not read, in nanoseconds.
  var stalls: [Range<UInt64>] = []
  /// Whether the rig does not tell of them.
  var forgetsStalls = false
  /// Whether the rig watches its own time.
  var isWatched = true
  /// A measurement of the line before, of exchanges that took this many milliseconds there and back.
  var measuredLine: [Double]?
  var decision = RigEvent.LinkMeasured.Decision.sufficient
  var clock = SampleClock.realTime
  /// Requests that the chip leaves unanswered, and answers that the line loses, by number.
  var unanswered: [TimedRequest: Set<Int>] = [:]
  var lostAnswers: [TimedRequest: Set<Int>] = [:]
  /// Summaries that the chip leaves out, and that the line loses, by second.
  var leftOutSummaries: Set<Int> = []
  var lostSummaries: Set<Int> = []
  /// Strides that never arrive, by number, and feedback, by second.
  var lostStrides: Set<Int> = []
  var lostFeedback: Set<Int> = []
  /// From the last sample's turn to when feedback leaves that the session's end brings about, in
  /// microseconds; nil for none.
  var lastFeedbackDelay: Double?
  /// Underruns that the last credit counts.
  var countedUnderruns: UInt32 = 0
  /// What the chip says besides, in the midst of the case.
  var besides: [ChipMessage] = []

  static let rate = 200
  static let watch: UInt64 = 1_500_000
  /// Host time at which the chip's ticks begin.
  private static let start = 1_000_000_000.0

  /// A frame at the time at which the rig read or sent it.
  private struct Entry {
    var time: UInt64
    var host: HostMessage?
    var chip: ChipMessage?
    var event: RigEvent?
    /// Lost on the line: its number is used up.
    var isLost = false
  }

  /// The chip's clock, in microseconds, at a host time in nanoseconds.
  func device(_ host: Double) -> UInt64 {
    UInt64(deviceStart + host / 1000 * (1 + driftPPM * 1e-6))
  }

  /// The host time at which the chip's clock shows a time.
  func host(_ device: Double) -> Double { (device - deviceStart) * 1000 / (1 + driftPPM * 1e-6) }

  /// When what leaves the chip at a host time is read.
  private func read(_ left: Double) -> UInt64 {
    let arrived = UInt64(left + toHost)
    return (stalls.first { $0.contains(arrived) }?.upperBound ?? arrived) + 30_000
  }

  private var count: Int { seconds * Self.rate }
  private var firstTick: UInt64 { device(Self.start) }

  private func tick(_ index: Int) -> Double {
    Double(firstTick) + Double(index) * 1e6 / Double(Self.rate)
  }

  func judged() throws -> Judgement {
    let (capture, suite) = try played()
    return try Judge.judge(capture: capture, suite: suite)
  }

  func played() throws -> (CaptureContents, ResolvedSuite) {
    let samples = (0..<count).map { index in
      TraceSample(
        accelerationX: Int16(index % 100), accelerationY: 0, accelerationZ: 2048, angularRateX: 0,
        angularRateY: 0, angularRateZ: 0)
    }
    let trace = Trace(name: "paper", sampleRateHertz: UInt16(Self.rate), samples: samples)
    let suiteCase = BenchSuite.suiteCase("paper", trace, checks: checks, clock: clock)
    let suite = BenchSuite.suite([suiteCase])
    var writer = try CaptureWriter(
      CaptureHeader(
        writer: "paper", host: "paper", startedEpochNanoseconds: 1_700_000_000_000_000_000,
        startedMonotonicNanoseconds: 0, environment: [:]))
    var (toChip, toHost) = (FrameEncoder(), FrameEncoder())
    let entries = try all(suite, samples).enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }
    var received: UInt32 = 0
    for (_, entry) in entries {
      if let event = entry.event { try writer.append(event, at: entry.time) }
      if let message = entry.host {
        writer.append(toChip.encode(message), .toChip, entry.time)
        received += 1
      }
      if var message = entry.chip {
        if case .status(var status) = message {
          status.framesReceived = received
          message = .status(status)
        }
        let frame = toHost.encode(message)
        if !entry.isLost { writer.append(frame, .toHost, entry.time) }
      }
    }
    var data = Data()
    writer.drain { data.append(contentsOf: $0) }
    return (try CaptureReader.read(data, path: "paper.pcapng"), suite)
  }

  private func all(_ suite: ResolvedSuite, _ samples: [TraceSample]) throws -> [Entry] {
    let suiteHash = SHA256Text.of(try suite.encode())
    let end = UInt64(Self.start) + UInt64(seconds) * 1_000_000_000 + 800_000_000
    var entries: [Entry] = [
      event(
        0,
        .runStarted(
          .init(
            rig: "paper", suite: "bench", suiteHash: suiteHash, port: "p", emulator: emulator))),
      Entry(
        time: 10,
        chip: .identity(
          .init(contractHash: Wire.contractHash, uniqueId: 7, board: board, bufferSamples: 128))),
    ]
    entries += lineMeasurement()
    entries += [
      event(500_000_000, .caseStarted(.init(name: "paper", session: 1, attempt: 1))),
      event(500_000_001, .hostWatch(.init(everyNanoseconds: Self.watch))),
    ]
    if !isWatched { entries.removeLast() }
    entries += boots() + opening() + stream(samples) + credits() + events()
    if asksForTime { entries += exchanges() }
    entries += loopbacks()
    entries += besides.map { Entry(time: 5_000_000_000, chip: $0) }
    entries += (forgetsStalls ? [] : stalls).map {
      event($0.upperBound, .hostLate(.init(nanoseconds: $0.upperBound - $0.lowerBound)))
    }
    entries += [
      event(end, .caseEnded(.init(name: "paper", session: 1, failure: nil))),
      event(end + 1, .runEnded(.init(failure: nil))),
    ]
    return entries
  }

  private func event(_ time: UInt64, _ event: RigEvent) -> Entry { Entry(time: time, event: event) }

  private func lineMeasurement() -> [Entry] {
    guard let measuredLine else { return [] }
    var entries = [
      event(
        1_000_000,
        .linkMeasuring(.init(finestBudgetMilliseconds: 10, finestBudget: "`x` of case paper")))
    ]
    var time = 2_000_000.0
    for (index, milliseconds) in measuredLine.enumerated() {
      let number = UInt32(100_000 + index)
      let arrived = time + milliseconds * 1e6 / 2
      entries.append(Entry(time: UInt64(time), host: .timeSync(.init(exchange: number))))
      entries.append(
        Entry(
          time: UInt64(time + milliseconds * 1e6),
          chip: .timeSyncReply(
            .init(exchange: number, received: device(arrived), sent: device(arrived)))))
      time += milliseconds * 1e6 + 1000
    }
    entries.append(event(UInt64(time), .linkMeasured(.init(decision: decision))))
    return entries
  }

  private func boots() -> [Entry] {
    (0..<2).flatMap { index in
      let sent = 501_000_000 + Double(index) * 200_000_000
      let left = sent + toChip + bootMilliseconds * 1e6
      var identity = Wire.Identity(
        contractHash: Wire.contractHash, uniqueId: 7, board: board, resetReason: .software,
        bufferSamples: 128)
      if changesImage, index == 1 { identity.imageHash[0] = 1 }
      return [
        Entry(time: UInt64(sent), host: .reset(.init())),
        Entry(time: read(left), chip: .identity(identity)),
      ]
    }
  }

  private func status(_ host: Double, consumed: UInt32, isLast: Bool) -> Wire.Status {
    Wire.Status(
      uptime: device(host), load: load, samplesConsumed: consumed,
      firstTick: isLast ? UInt64(Double(firstTick) + firstTickLie) : 0,
      worstSample: isLast ? worstSample : 0)
  }

  private func opening() -> [Entry] {
    let begin: UInt64 = 930_000_000
    return [
      Entry(time: begin, host: .statusQuery(.init())),
      Entry(
        time: begin + 5_000_000,
        chip: .status(status(Double(begin), consumed: 0, isLast: false))),
      Entry(time: begin + 6_000_000, host: .configure(.init(sampleRate: 200, legLength: 900))),
      Entry(time: begin + 9_000_000, chip: .acknowledgement(.init(request: Wire.Configure.type))),
      Entry(time: begin + 10_000_000, host: .start(.init(session: 1, clock: .realTime))),
      Entry(time: begin + 13_000_000, chip: .acknowledgement(.init(request: Wire.Start.type))),
      Entry(
        time: begin + 13_000_001,
        chip: .credit(.init(nextIndex: 0, freeSlots: .max))),
    ]
  }

  private func stream(_ samples: [TraceSample]) -> [Entry] {
    var entries = stride(from: 0, to: count, by: 20).map { first in
      var list = Wire.SampleList()
      for sample in samples[first..<first + 20] { list.append(Wire.Sample(sample)) }
      let due = max(0, Double(first - 60) * 5e6)
      return Entry(
        time: UInt64(Self.start - 50_000_000 + due),
        host: .samples(.init(firstIndex: UInt32(first), samples: list)))
    }
    let last = host(tick(count - 1))
    entries.append(
      Entry(
        time: UInt64(last - 100_000_000),
        host: .stop(.init(session: 1, endIndex: UInt32(count)))))
    let consumed = UInt32(count) - max(underruns, countedUnderruns)
    let told = UInt32((1...).prefix { !isBeyond($0) }.count)
    let closing: [ChipMessage] = [
      .summary(
        .init(sent: device(last), sampleIndex: UInt32(count), strides: told, distance: told * 1400)),
      .status(status(last, consumed: consumed, isLast: true)),
      .acknowledgement(.init(request: Wire.Stop.type)),
    ]
    entries += closing.enumerated().map { index, message in
      Entry(time: read(last) + UInt64(index), chip: message)
    }
    for index in 0..<underruns {
      entries.append(
        Entry(
          time: read(host(tick(900))),
          chip: .sampleFault(.init(kind: .underrun, firstIndex: 900 + index, count: 1))))
    }
    return entries
  }

  /// Every 32 turns the chip says how far it is.
  private func credits() -> [Entry] {
    stride(from: 32, to: count, by: 32).map { turn in
      Entry(
        time: read(host(tick(turn - 1) + 200)),
        chip: .credit(
          .init(
            nextIndex: UInt32(turn), freeSlots: .max, consumed: UInt32(turn),
            underruns: turn + 32 >= count ? countedUnderruns : 0)))
    }
  }

  private func exchanges() -> [Entry] {
    (0..<(seconds + 1) * 10).flatMap { index in
      let sent = 910_000_000 + Double(index) * 97_300_000
      // The quickest of ten have nothing in their way.
      let queue = Double(index % 10) * 120_000
      let taken = sent + toChip + queue
      let left = taken + hold * 1000
      let number = UInt32(index + 1)
      let question = Entry(time: UInt64(sent), host: .timeSync(.init(exchange: number)))
      if unanswered[.timeSync]?.contains(index) == true { return [question] }
      return [
        question,
        Entry(
          time: read(left),
          chip: .timeSyncReply(
            .init(exchange: number, received: device(taken), sent: device(left))),
          isLost: lostAnswers[.timeSync]?.contains(index) == true),
      ]
    }
  }

  /// Between the questions for the time.
  private func loopbacks() -> [Entry] {
    (0..<(seconds + 1) * 10).flatMap { index in
      let sent = 960_000_000 + Double(index) * 97_300_000
      var request = Wire.Loopback()
      for byte in [1, UInt8(index)] { request.data.append(byte) }
      let question = Entry(time: UInt64(sent), host: .loopback(request))
      if unanswered[.loopback]?.contains(index) == true { return [question] }
      return [
        question,
        Entry(
          time: read(sent + toChip + hold * 1000),
          chip: .loopbackReply(.init(data: request.data)),
          isLost: lostAnswers[.loopback]?.contains(index) == true),
      ]
    }
  }

  /// Strides are a second long, and are found 170 samples into their second.
  private func foundIndex(_ number: Int) -> Int { number * Self.rate + 170 }
  private func isBeyond(_ number: Int) -> Bool { foundIndex(number) >= count }

  private func events() -> [Entry] {
    var entries: [Entry] = []
    for number in (1...).prefix(while: { !isBeyond($0) }) {
      let left = tick(foundIndex(number) - 1) + eventDelay(number)
      let end = UInt32(foundIndex(number) - 40) * 16
      entries.append(
        Entry(
          time: read(host(left)),
          chip: .stride(
            .init(
              sent: UInt64(left), emittedIndex: UInt32(foundIndex(number)), number: UInt32(number),
              startMidstance: end - 3200, toeOff: end - 2000, initialContact: end - 600,
              endMidstance: end, strideTime: 10_000, strideLength: 1400, activity: .walk)),
          isLost: lostStrides.contains(number)))
    }
    for second in 1..<seconds {
      let left = tick(second * Self.rate - 1) + summaryDelay(second)
      if !leftOutSummaries.contains(second) {
        entries.append(
          Entry(
            time: read(host(left)),
            chip: .summary(.init(sent: UInt64(left), sampleIndex: UInt32(second * Self.rate))),
            isLost: lostSummaries.contains(second)))
      }
      entries.append(
        Entry(
          time: read(host(left + 100)),
          chip: .feedback(
            .init(sent: UInt64(left + 100), sampleIndex: UInt32(second * Self.rate))),
          isLost: lostFeedback.contains(second)))
    }
    if let lastFeedbackDelay {
      let left = tick(count - 1) + lastFeedbackDelay
      entries.append(
        Entry(
          time: read(host(left)),
          chip: .feedback(.init(sent: UInt64(left), sampleIndex: UInt32(count)))))
    }
    return entries
  }
}

extension CaptureWriter {
  fileprivate mutating func append(_ frame: WireFrame, _ direction: Direction, _ time: UInt64) {
    let bytes = frame.bytes.withUnsafeBytes { Array($0.dropFirst().dropLast()) }
    append(.frame, bytes.span.bytes, length: bytes.count, direction, at: time)
  }
}
