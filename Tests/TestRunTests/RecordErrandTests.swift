import Capture
import RigModel
import SerialPort
import SoleLink
import TestSupport
import Testing

@testable import TestRun

/// What the rig asks of a chip's records, of chips that tell of none that could be.
@Suite(.serialized) struct RecordErrandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var capturePath: String { folder.path("capture.pcapng") }

  private func driver(_ chip: FakeChip) throws -> LinkDriver {
    let capture = try CaptureFile.create(path: capturePath, header: .now(environment: [:]))
    let port = try SerialPort.open(path: chip.portPath, baud: 115_200)
    return LinkDriver(
      link: BoardLink(port: port, capture: capture), answerMilliseconds: 60_000,
      isInterrupted: { false })
  }

  /// A chip that says it keeps some records, and gives zeros for their bytes.
  private static func chip(_ infos: [Wire.RecordInfo]) -> FakeChip {
    FakeChip { message, line in
      switch message {
      case .recordQuery(let query):
        guard let info = infos.first(where: { $0.record >= query.record }) else {
          return line.say(Says.answer(message.messageType, .notFound))
        }
        line.say(.recordInfo(info))
      case .recordRead(let read):
        guard let info = infos.first(where: { $0.record == read.record }) else {
          return line.say(Says.answer(message.messageType, .notFound))
        }
        let rest = info.bytes - min(read.offset, info.bytes)
        var chunk = Wire.RecordChunk(record: read.record, offset: read.offset)
        for _ in 0..<min(UInt32(read.length), rest) { chunk.data.append(0) }
        line.say(.recordChunk(chunk))
      case .recordFetched: line.say(Says.done(message.messageType))
      default: line.answer(message)
      }
    }
  }

  /// The messages that the rig sent.
  private func sent() throws -> [HostMessage] {
    try CaptureReader.read(path: capturePath).records.compactMap { record in
      guard case .chunk(let chunk) = record.body, case .host(let message) = chunk.message else {
        return nil
      }
      return message
    }
  }

  /// The pieces that the rig asked for, each once: it asks again where an answer takes its time.
  private func pieces() throws -> Set<[UInt32]> {
    var pieces: Set<[UInt32]> = []
    for case .recordRead(let read) in try sent() {
      pieces.insert([read.record, read.offset, UInt32(read.length)])
    }
    return pieces
  }

  /// The records that it said it has.
  private func fetched(_ messages: ArraySlice<HostMessage>) -> Set<UInt32> {
    var records: Set<UInt32> = []
    for case .recordFetched(let message) in messages { records.insert(message.record) }
    return records
  }

  @Test(arguments: [UInt32(0), 4, 1023])
  func aRecordOfLessThanAPageIsNotProbed(bytes: UInt32) throws {
    try run(with: [.fetch, .probe], on: [.init(record: 1, session: 3, bytes: bytes)])
    #expect(try pieces().count == (Int(bytes) + 239) / 240, "those of the record itself")
  }

  @Test func aRecordOfAPageIsProbed() throws {
    try run(with: [.fetch, .probe], on: [.init(record: 1, session: 3, bytes: 1024)])
    #expect(try pieces().count == 5 + 7 + 1)
  }

  /// Runs a case to its end with a chip that has some records.
  private func run(with errands: ShoeErrands, on records: [Wire.RecordInfo]) throws {
    let chip = Self.chip(records)
    defer { chip.stop() }
    var driver = try driver(chip)
    var plan = Plans.plan(40)
    plan.errands = errands
    #expect(try driver.run(plan) { _ in }.failure == nil)
    try driver.link.flush()
  }

  /// Sessions have the same numbers in every run.
  @Test func whatAnEarlierRunFetchedIsLeftAlone() throws {
    try run(
      with: [.fetch, .restart],
      on: [
        .init(record: 1, state: .fetched, session: 3, bytes: 1024),
        .init(record: 2, session: 3, bytes: 1024), .init(record: 3, session: 4, bytes: 1024),
      ])
    let messages = try sent()
    let reset = try #require(
      messages.lastIndex { if case .reset = $0 { true } else { false } })
    #expect(fetched(messages[..<reset]) == [2])
    #expect(fetched(messages[reset...]) == [2])
  }

  @Test func aChipThatTellsOfEverMoreRecordsIsRefused() throws {
    let chip = FakeChip { message, line in
      guard case .recordQuery(let query) = message else { return line.answer(message) }
      line.say(.recordInfo(.init(record: query.record &+ 1)))
    }
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = #expect(throws: CaseFailure.self) { try driver.records() }
    #expect(failure?.kind == .refused)
    #expect(failure?.message.contains("more than 72") == true)
  }

  @Test func aRecordThatNoStoreCanHoldIsRefused() throws {
    let info = Wire.RecordInfo(record: 8, bytes: 73_729)
    let chip = Self.chip([info])
    defer { chip.stop() }
    var driver = try driver(chip)
    let failure = #expect(throws: CaseFailure.self) { try driver.pages(of: info) }
    #expect(failure?.kind == .refused)
    #expect(failure?.message.contains("record 8") == true)
    #expect(failure?.message.contains("73729") == true)
  }
}
