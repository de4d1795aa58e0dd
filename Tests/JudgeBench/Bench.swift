package import Capture
internal import Foundation
internal import Judge
package import RigModel
internal import SoleApp
package import SoleLink
package import Stimulus

/// How a case that was broken off ends.
package enum BenchEnding {
  case failure(CaseFailure.Kind)
  /// The capture just stops, as after kill -9.
  case killed
  /// The chip tells a fault before the rig gives up.
  case panic
  /// The chip starts anew for this reason.
  case restart(Wire.ResetReason)
}

/// A rig, a line and a chip in memory, with the real app on the chip: it plays cases and leaves a
/// capture, wrong in whatever way a test asks for.
package struct Bench: ~Copyable {
  package var tampering = BenchTampering()
  package var board = Wire.Board.microbitV1
  package var emulator: String? = "wall"
  package var flavour = Wire.Flavour.release
  package var contractHash: UInt64?
  /// Ids of the chips that play the cases, one after the other; one that is another than before is
  /// plugged in between two cases.
  package var uniqueIDs: [UInt64] = []
  package var stackUsed: UInt16 = 1000
  package var stackSize: UInt16 = 4096
  package var lateTicks: UInt32 = 0
  /// Whether the run says its last word.
  package var endsRun = true
  package var runFailure: CaseFailure?
  /// What the chip logs in every case.
  package var logLine: [UInt8] = []

  private var writer: CaptureWriter
  private var time: UInt64 = 0
  private var hostEncoder = FrameEncoder()
  private var chipEncoder = FrameEncoder()
  private var app = SoleApp(identity: AppIdentity())
  private var chip = BenchBoard()
  private var hostFrames = 0
  private var chipFrames = 0
  private var creditEnd = 0
  /// The record that the chip named last.
  private var lastInfo: Wire.RecordInfo?

  package init() {
    let header = CaptureHeader(
      writer: "bench", host: "bench", startedEpochNanoseconds: 1_700_000_000_000_000_000,
      startedMonotonicNanoseconds: 0, environment: [:])
    do {
      writer = try CaptureWriter(header)
    } catch {
      preconditionFailure("a header encodes: \(error)")
    }
  }

  /// Plays cases and reads the capture back.
  ///
  /// - Parameters:
  ///   - playing: the cases as they are played, where that is not what the suite says.
  ///   - retry: where given, every case is begun again, with this tampering.
  package mutating func play(
    _ suite: ResolvedSuite, playing: [ResolvedCase]? = nil, traces: [Trace],
    retry: BenchTampering? = nil
  ) throws -> CaptureContents {
    try begin(suite)
    for (index, (suiteCase, trace)) in zip(playing ?? suite.cases, traces).enumerated() {
      let session = UInt32(index + 1)
      if index > 0, uniqueIDs.count > 1 {
        uniqueIDs.removeFirst()
        boot(.powerOn)
      }
      guard try play(suiteCase, trace, session, attempt: 1) else { return try contents() }
      if let retry {
        let first = tampering
        tampering = retry
        _ = try play(suiteCase, trace, session + 100, attempt: 2)
        tampering = first
      }
    }
    if endsRun { try writer.append(.runEnded(.init(failure: runFailure)), at: time) }
    return try contents()
  }

  /// The capture so far.
  package mutating func contents() throws -> CaptureContents {
    var data = Data()
    writer.drain { data.append(contentsOf: $0) }
    return try CaptureReader.read(data, path: "bench.pcapng")
  }

  private mutating func begin(_ suite: ResolvedSuite) throws {
    let event = RigEvent.RunStarted(
      rig: "bench", suite: suite.name, suiteHash: SHA256Text.of(try suite.encode()),
      port: "/dev/bench", emulator: emulator)
    try writer.append(.runStarted(event), at: time)
    boot(.powerOn)
  }

  private mutating func boot(_ reason: Wire.ResetReason) {
    var identity = AppIdentity()
    identity.uniqueID = uniqueIDs.first ?? 0x1234_5678_9ABC_DEF0
    identity.board = board
    identity.resetReason = reason
    identity.versionMinor = 1
    app = SoleApp(identity: identity)
    let storage = chip.storage
    chip = BenchBoard()
    chip.storage = storage
    chip.health.stackUsed = stackUsed
    chip.health.stackSize = stackSize
    chipEncoder = FrameEncoder()
    app.boot(&chip)
    hear()
  }

  /// Returns whether the run goes on.
  private mutating func play(
    _ suiteCase: ResolvedCase, _ trace: Trace, _ session: UInt32, attempt: Int
  ) throws -> Bool {
    try writer.append(
      .caseStarted(.init(name: suiteCase.name, session: session, attempt: attempt)), at: time)
    send(.statusQuery(.init()))
    let errands = suiteCase.checks.reduce(into: ShoeErrands()) { all, check in
      if case .shoe(let asked) = check { all.formUnion(asked.errands) }
    }
    if errands.contains(.totals) { send(.totalsQuery(.init())) }
    send(.configure(.init(suiteCase.configure)))
    if !logLine.isEmpty { say(logLine) }
    creditEnd = 0
    send(
      .start(
        .init(
          session: session,
          clock: suiteCase.clock == .realTime ? .realTime : .asFastAsPossible)))
    chip.health.lateTicks = lateTicks
    guard try stream(suiteCase, trace) else { return try breakOff(suiteCase, session) }
    send(.stop(.init(session: session, endIndex: UInt32(trace.samples.count))))
    work()
    run(errands)
    try writer.append(
      .caseEnded(.init(name: suiteCase.name, session: session, failure: nil)), at: time)
    return true
  }

  /// What a rig does behind a case for checks of the shoe.
  private mutating func run(_ errands: ShoeErrands) {
    if errands.contains(.totals) { send(.totalsQuery(.init())) }
    if errands.contains(.fetch) { fetch(probing: errands.contains(.probe)) }
    if errands.contains(.restart) {
      send(.reset(.init()))
      boot(.software)
      if errands.contains(.totals) { send(.totalsQuery(.init())) }
      fetch(probing: false)
    }
    if errands.contains(.erase) {
      send(.recordErase(.init(record: .max)))
      send(.recordQuery(.init()))
    }
  }

  private mutating func fetch(probing: Bool) {
    var next: UInt32 = 0
    lastInfo = nil
    send(.recordQuery(.init(record: next)))
    while let info = lastInfo, info.record >= next {
      for offset in stride(from: 0, to: info.bytes, by: 240) {
        let length = UInt16(min(240, info.bytes - offset))
        send(.recordRead(.init(record: info.record, offset: offset, length: length)))
      }
      send(.recordFetched(.init(record: info.record)))
      if probing {
        for (offset, length) in [
          (0, 1), (1, 7), (1023, 2), (37, 239), (info.bytes - 5, 240), (info.bytes, 1),
          (info.bytes + 99, 240),
        ] as [(UInt32, UInt16)] {
          send(.recordRead(.init(record: info.record, offset: offset, length: length)))
        }
        send(.recordRead(.init(record: info.record + 1, offset: 0, length: 1)))
      }
      next = info.record + 1
      send(.recordQuery(.init(record: next)))
    }
  }

  /// Sends the samples, and the faults between them; false where the case breaks off.
  private mutating func stream(_ suiteCase: ResolvedCase, _ trace: Trace) throws -> Bool {
    let engine = tampering.engineSamples(trace.samples)
    var faults = suiteCase.faults.sorted { $0.atSample < $1.atSample }
    var next = 0
    while next < trace.samples.count {
      if let broken = tampering.breaksOff, next >= broken.afterSamples { return false }
      if let fault = faults.first, Int(fault.atSample) <= next {
        faults.removeFirst()
        if !tampering.forgetsFaults {
          // What is left out takes no slot of the chip's queue.
          let lost = try inject(fault, trace, next)
          creditEnd += lost
          next += lost
        }
        continue
      }
      let boundary = min(faults.first.map { Int($0.atSample) } ?? .max, trace.samples.count)
      let count = min(20, boundary - next)
      guard creditEnd - next >= count else {
        work()
        // The answer may be lost, too.
        for _ in 0..<10 where creditEnd - next < count { send(.statusQuery(.init())) }
        if creditEnd - next < count { return true }
        continue
      }
      send(
        .samples(message(trace.samples, next, count)),
        as: .samples(message(engine, next, count)))
      next += count
    }
    return true
  }

  private func message(_ samples: [TraceSample], _ first: Int, _ count: Int) -> Wire.Samples {
    var list = Wire.SampleList()
    for sample in samples[first..<first + count] { list.append(Wire.Sample(sample)) }
    return Wire.Samples(firstIndex: UInt32(first), samples: list)
  }

  /// Returns how many samples the fault took away.
  private mutating func inject(
    _ fault: LineFault, _ trace: Trace, _ next: Int
  ) throws -> Int {
    let lost = fault.lostSamples.count
    try writer.append(
      .faultInjected(
        .init(kind: fault.kind.rawValue, atSample: UInt32(next), count: max(1, lost))), at: time)
    switch fault {
    case .skip: break
    case .noise(_, let bytes, _): spoil([0] + [UInt8](repeating: 7, count: min(bytes, 4)) + [0])
    case .crcError:
      let frame = hostEncoder.encode(HostMessage.samples(message(trace.samples, next, lost)))
      var bytes = array(frame)
      bytes[bytes.count - 3] ^= bytes[bytes.count - 3] == 1 ? 2 : 1
      spoil(bytes)
    case .cutFrame: spoil([0, 200] + [UInt8](repeating: 9, count: 50) + [0])
    case .oversizeFrame: spoil([0] + [UInt8](repeating: 0x55, count: 300) + [0])
    case .unknownType: preconditionFailure("the bench has no frame of an unknown type")
    }
    return lost
  }

  private mutating func breakOff(
    _ suiteCase: ResolvedCase, _ session: UInt32
  ) throws -> Bool {
    var kind = CaseFailure.Kind.rig
    switch tampering.breaksOff?.ending {
    case .killed, nil: return false
    case .failure(let given): kind = given
    case .panic:
      kind = .panicked
      say(.panic(.init(programCounter: 0x6100, linkRegister: 0x6201)))
    case .restart(let reason):
      kind = .restarted
      boot(reason)
    }
    let failure = CaseFailure(kind, "Sending samples failed: \(kind.rawValue).")
    try writer.append(
      .caseEnded(.init(name: suiteCase.name, session: session, failure: failure)), at: time)
    return true
  }

  // The line.

  private mutating func send(_ message: HostMessage, as delivered: HostMessage? = nil) {
    var twin = hostEncoder
    let frame = hostEncoder.encode(message)
    writer.append(frame, at: time)
    let real = delivered.map { twin.encode($0) }
    deliver(array(real ?? frame))
  }

  /// Bytes that are no good frame, on purpose.
  private mutating func spoil(_ bytes: [UInt8]) {
    capture(bytes, .toChip)
    deliver(bytes)
  }

  private mutating func deliver(_ bytes: [UInt8]) {
    time += 1_000_000
    chip.now = time / 1000
    hostFrames += 1
    for byte in tampering.toChip(hostFrames, bytes) { app.receive(byte, &chip) }
    work()
  }

  private mutating func work() {
    while app.poll(&chip) {}
    hear()
  }

  /// Takes what the chip sent, changes it as the test asks, and writes it down.
  private mutating func hear() {
    var decoder = FrameDecoder()
    for byte in chip.takeSent() where decoder.receive(byte) == .frame {
      let frame = decoder.frame
      guard
        let message = try? ChipMessage(
          type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      else { continue }
      for changed in tampering.chipSays(disguised(message)) { say(changed) }
    }
  }

  private func disguised(_ message: ChipMessage) -> ChipMessage {
    guard case .identity(var identity) = message else { return message }
    identity.flavour = flavour
    identity.contractHash = contractHash ?? identity.contractHash
    return .identity(identity)
  }

  private mutating func say(_ message: ChipMessage) {
    time += 100_000
    chipFrames += 1
    let sent = array(chipEncoder.encode(message))
    let arrived = tampering.toHost(chipFrames, sent)
    capture(arrived, .toHost)
    // What the line lost or changed, a rig does not know either.
    guard arrived == sent else { return }
    if case .credit(let credit) = message {
      creditEnd = max(creditEnd, Int(credit.nextIndex) + Int(credit.freeSlots))
    }
    if case .recordInfo(let info) = message { lastInfo = info }
  }

  private mutating func say(_ text: [UInt8]) {
    var line = Wire.Log(level: .error)
    for byte in text { line.text.append(byte) }
    say(.log(line))
  }

  private mutating func capture(_ bytes: [UInt8], _ direction: Direction) {
    var decoder = FrameDecoder()
    for chunk in bytes.split(separator: 0) {
      var kind = ChunkKind.noise
      for byte in chunk { _ = decoder.receive(byte) }
      kind = decoder.receive(0) ?? .noise
      let kept = Array(chunk.prefix(FrameLimits.encodedBytes))
      writer.append(kind, kept.span.bytes, length: chunk.count, direction, at: time)
    }
  }

  private func array(_ frame: borrowing WireFrame) -> [UInt8] {
    frame.bytes.withUnsafeBytes { Array($0) }
  }
}
