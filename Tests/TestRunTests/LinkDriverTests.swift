import Capture
import Glibc
import RigModel
import SerialPort
import SoleLink
import TestSupport
import Testing

@testable import TestRun

/// Conversations over a real pty with a chip that behaves, and with all those that do not.
///
/// A driver that hangs is a test that never ends; what it answers with is what is looked at.
@Suite(.serialized) struct LinkDriverTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var capturePath: String { folder.path("capture.pcapng") }
  /// Longer than any machine is busy.
  private static let patient: UInt32 = 60_000

  private func driver(
    _ chip: FakeChip, answerMilliseconds: UInt32 = patient,
    isInterrupted: @escaping () -> Bool = { false }
  ) throws -> LinkDriver {
    let capture = try CaptureFile.create(path: capturePath, header: .now(environment: [:]))
    let port = try SerialPort.open(path: chip.portPath, baud: 115_200)
    return LinkDriver(
      link: BoardLink(port: port, capture: capture), answerMilliseconds: answerMilliseconds,
      isInterrupted: isInterrupted)
  }

  /// Plays a case, and gives how it ended: returned or thrown.
  private func play(_ plan: CasePlan, _ driver: inout LinkDriver) -> CaseFailure? {
    do throws(CaseFailure) {
      return try driver.run(plan) { _ in }.failure
    } catch {
      return error
    }
  }

  /// The messages that the capture has.
  private func captured() throws -> [CaptureRecord.Message] {
    try CaptureReader.read(path: capturePath).records.compactMap { record in
      if case .chunk(let chunk) = record.body { chunk.message } else { nil }
    }
  }

  /// A megabyte of good frames.
  private static let flood: [UInt8] = {
    let log = ChipMessage.log(.init(level: .info, text: .init("the same again and again")))
    let frame = FrameEncoder.encode(log, sequence: 0)
    let bytes = (0..<frame.count).map { frame[$0] }
    return [[UInt8]](repeating: bytes, count: (1 << 20) / bytes.count).flatMap(\.self)
  }()

  // MARK: - A chip that behaves

  @Test func aGoodChipIsIdentifiedRestartedAndPlayedWith() throws {
    let chip = FakeChip { $1.answer($0) }
    defer { chip.stop() }
    var driver = try driver(chip)
    let before = try driver.identify()
    #expect(before.boots == 1 && before.uniqueId == 0xAB)
    let identity = try driver.restart(before)
    #expect(identity.boots == 2)
    let plan = Plans.plan(1000)
    var progress: [Int] = []
    #expect(try driver.run(plan) { progress.append($0) }.failure == nil)
    #expect(progress == progress.sorted() && progress.last == 1000)
    try driver.link.flush()
    var sent: [Wire.Samples] = []
    for case .host(.samples(let message)) in try captured() { sent.append(message) }
    #expect(sent == stride(from: 0, to: 1000, by: 20).map { plan.message(from: $0, count: 20) })
  }

  @Test func spoiltChunksGoOverTheLineAndIntoTheCapture() throws {
    let chip = FakeChip { $1.answer($0) }
    defer { chip.stop() }
    var driver = try driver(chip)
    let plan = Plans.plan(
      100,
      faults: [
        .noise(atSample: 10, bytes: 4, seed: 1), .crcError(atSample: 20, samples: 5),
        .cutFrame(atSample: 30), .oversizeFrame(atSample: 40), .unknownType(atSample: 50),
      ])
    #expect(try driver.run(plan) { _ in }.failure == nil)
    try driver.link.flush()
    var kinds: [ChunkKind] = []
    var lengths: [Int] = []
    for record in try CaptureReader.read(path: capturePath).records {
      guard case .chunk(let chunk) = record.body, chunk.direction == .toChip else { continue }
      if chunk.kind != .frame { kinds.append(chunk.kind) }
      if chunk.kind == .oversize { lengths.append(chunk.length) }
    }
    #expect(kinds == [.noise, .crcError, .cut, .oversize])
    #expect(lengths == [300])
  }

  /// What somebody else's session left on the line is read and forgotten.
  @Test func staleWordsBeforeTheIdentityDoNoHarm() throws {
    let chip = FakeChip { message, line in
      if case .hello = message {
        line.sayRaw([1, 2, 3, 0, 0, 9, 9])
        line.say(.credit(.init(nextIndex: 77, freeSlots: 100)))
        var old = line.identity
        old.boots = 9
        line.say(.identity(old))
      }
      line.answer(message)
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let found = try driver.identify()
    #expect(try driver.restart(found).boots == 2)
    #expect(play(Plans.plan(40), &driver) == nil)
  }

  // MARK: - A chip that does not answer

  @Test func aChipThatNeverAnswersIsToldAsSuch() throws {
    let chip = FakeChip { _, _ in }
    defer { chip.stop() }
    var driver = try driver(chip, answerMilliseconds: 300)
    let failure = #expect(throws: CaseFailure.self) { try driver.identify() }
    #expect(failure?.kind == .silent)
    #expect(failure?.message.contains("nothing came at all for 0.3 s") == true)
    #expect(failure?.message.contains("who it is") == true)
    // It was asked more than once, and the capture shows it.
    try driver.link.flush()
    #expect(try captured().count >= 2)
  }

  /// Nothing more is asked of it: it may know no other message.
  @Test func aChipOfAnotherContractIsToldAsSuch() throws {
    let chip = FakeChip { message, line in
      guard case .hello = message else { return }
      line.identity.contractHash = 0x1234_5678_9ABC_DEF0
      line.say(.identity(line.identity))
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = #expect(throws: CaseFailure.self) { try driver.identify() }
    #expect(failure?.kind == .wrongIdentity)
    #expect(failure?.message.contains("123456789abcdef0") == true)
    #expect(failure?.message.contains(Wire.contractHash.hexadecimal) == true)
  }

  @Test func aDeviceThatSpeaksSomethingElseIsToldAsSuch() throws {
    let chip = FakeChip { _, line in line.sayRaw(Array("login: \r\n".utf8)) }
    defer { chip.stop() }
    var driver = try driver(chip, answerMilliseconds: 300)
    let failure = #expect(throws: CaseFailure.self) { try driver.identify() }
    #expect(failure?.kind == .silent)
    #expect(failure?.message.contains("but no answer among them") == true)
  }

  @Test func aChipThatDoesNotRestartIsToldAsSuch() throws {
    let chip = FakeChip { message, line in
      if case .reset = message { return }
      line.answer(message)
    }
    defer { chip.stop() }
    var driver = try driver(chip, answerMilliseconds: 1000)
    let before = try driver.identify()
    let failure = #expect(throws: CaseFailure.self) { try driver.restart(before) }
    #expect(failure?.kind == .silent)
    #expect(failure?.message.contains("Restarting the chip") == true)
  }

  @Test func aChipThatGoesSilentInACaseIsLostAfterTheContractsTime() throws {
    let chip = FakeChip { message, line in
      if line.next < 200 { line.answer(message) }
    }
    defer { chip.stop() }
    var driver = try driver(chip, answerMilliseconds: UInt32(Wire.answerMilliseconds))
    let failure = play(Plans.plan(1000), &driver)
    #expect(failure?.kind == .silent)
    #expect(failure?.message.contains("Sending samples in case walk") == true)
    #expect(failure?.message.contains("2000 ms") == true)
    try driver.link.flush()
    #expect(try captured().contains { if case .host(.samples) = $0 { true } else { false } })
  }

  // MARK: - A chip that goes wrong

  @Test func aChipThatRestartsInACaseIsToldWithItsReason() throws {
    let chip = FakeChip { message, line in
      if case .samples = message, line.next >= 200 { return line.restart(.watchdog) }
      line.answer(message)
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = play(Plans.plan(1000), &driver)
    #expect(failure?.kind == .restarted)
    #expect(failure?.message.contains("watchdog") == true)
  }

  @Test func aChipThatPanicsInACaseIsToldWithItsPlace() throws {
    let chip = FakeChip { message, line in
      if case .samples = message {
        line.say(.panic(.init(programCounter: 0xBEEF)))
        return line.restart(.panic)
      }
      line.answer(message)
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = play(Plans.plan(1000), &driver)
    #expect(failure?.kind == .panicked)
    #expect(failure?.message.contains("0x0000beef") == true)
    try driver.link.flush()
    #expect(try captured().contains { if case .chip(.panic) = $0 { true } else { false } })
  }

  @Test func aChipThatRefusesIsToldWithItsReason() throws {
    let chip = FakeChip { message, line in
      guard case .configure = message else { return line.answer(message) }
      line.say(
        .acknowledgement(
          .init(request: message.messageType, sequence: 0, result: .wrongContract)))
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = play(Plans.plan(20), &driver)
    #expect(failure?.kind == .refused)
    #expect(failure?.message.contains("wrong_contract") == true)
  }

  /// Before a case, and in one; of good frames, and of noise.
  @Test(arguments: [true, false]) func aChipThatFloodsIsCutShort(inFrames: Bool) throws {
    let chip = FakeChip { message, line in
      line.answer(message)
      guard case .statusQuery = message else { return }
      line.sayRaw(inFrames ? Self.flood : .init(repeating: 0x55, count: 1 << 20))
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = play(Plans.plan(1000), &driver)
    #expect(failure?.kind == .flood)
    #expect(failure?.message.contains("floods the line") == true)
  }

  @Test func aChipThatFloodsBeforeTheIdentityIsCutShort() throws {
    let chip = FakeChip { _, line in line.sayRaw(Self.flood) }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = #expect(throws: CaseFailure.self) { try driver.identify() }
    #expect(failure?.kind == .flood)
  }

  // MARK: - A line or a person that ends it

  @Test func aPortThatClosesInACaseIsALostLink() throws {
    let chip = FakeChip { message, line in
      line.answer(message)
      if line.next >= 200 { line.hangsUp = true }
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let path = chip.portPath
    var plan = Plans.plan(1000)
    plan.watchNanoseconds = 1_000_000
    let failure = play(plan, &driver)
    #expect(failure?.kind == .linkLost)
    #expect(failure?.message.contains(path) == true)
    #expect(failure?.message.contains("hung up") == true)
    // What came before is in the capture, and what explains the end can still be added.
    try driver.link.record(.runEnded(.init(failure: failure)))
    let contents = try CaptureReader.read(path: capturePath)
    guard case .event(.runEnded(let end))? = contents.records.last?.body else {
      Issue.record("the run's end is not in the capture")
      return
    }
    #expect(end.failure == failure)
    // How well the rig kept its own time until then is known.
    let watches = contents.records.compactMap { record -> UInt64? in
      if case .event(.hostWatch(let watch)) = record.body { watch.everyNanoseconds } else { nil }
    }
    #expect(watches == [1_500_000, 0])
    #expect(try captured().contains { if case .chip(.credit) = $0 { true } else { false } })
  }

  @Test func anInterruptionEndsACaseInOrder() throws {
    let chip = FakeChip { message, line in
      if case .samples = message, line.next >= 200 { return }
      line.answer(message)
    }
    defer { chip.stop() }
    let asked = Counter()
    var driver = try driver(chip, isInterrupted: { asked.count() > 40 })
    let failure = play(Plans.plan(1000), &driver)
    #expect(failure?.kind == .interrupted)
    #expect(failure?.message.contains("walk") == true)
  }

  /// A full disk ends the run, whatever the chip does.
  @Test func aCaptureThatCanNotBeWrittenEndsTheCase() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.path("capture.pcapng")
      let chip = FakeChip { $1.answer($0) }
      defer { chip.stop() }
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 9000, rlim_max: rlim_t.max)
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
      let capture = try CaptureFile.create(path: path, header: .now(environment: [:]))
      let port = try SerialPort.open(path: chip.portPath, baud: 115_200)
      var driver = LinkDriver(
        link: BoardLink(port: port, capture: capture), answerMilliseconds: 60_000,
        isInterrupted: { false })
      let failure = #expect(throws: CaseFailure.self) {
        try driver.run(Plans.plan(10_000)) { _ in }
      }
      #expect(failure?.kind == .rig)
      #expect(failure?.message.contains(path) == true)
      #expect(failure?.message.contains("File too large") == true)
      #expect(try CaptureReader.read(path: path).records.count > 10)
    }
  }
}

/// Counts calls.
private final class Counter {
  private var value = 0

  func count() -> Int {
    value += 1
    return value
  }
}
