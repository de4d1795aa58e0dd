import Testing

@testable import Activity

@Suite struct KeptRunTests {
  /// "123456789" gives 0x29B1 (the check value of CRC-16/IBM-3740).
  @Test func theChecksumIsThatOfTheCatalogue() {
    #expect(CRC16.checksum(of: Array("123456789".utf8)) == 0x29B1)
  }

  private static func run(strides count: Int = 3) -> RecordWriter {
    var writer = RecordWriter()
    writer.addPart(4, 0, 42, 1 | 910 << 16)
    writer.addPart(4, 1, 705 | 10_100 << 16, 3200)
    for _ in 0..<count { writer.addStride(sixteenths: 2240, milliseconds: 700, length: 2100) }
    return writer
  }

  @Test func aStrideIsReadWithItsUnits() throws {
    var writer = Self.run(strides: 1)
    writer.addStride(
      sixteenths: 3200, milliseconds: 1000, length: 1400, contact: 0, angle: -20, pronation: 5,
      impact: 3, isRun: false, isFlagged: true, hasContact: false)
    let run = try KeptRun(pages: writer.pages(begin: [3200]))
    #expect(run.record == 7)
    #expect(run.strides.count == 2)
    let first = run.strides[0]
    #expect(first.endSeconds == 1 + 0.7)
    #expect(first.strideTimeMilliseconds == 700)
    #expect(first.lengthMillimetres == 2100)
    #expect(first.contactTimeMilliseconds == 250)
    #expect(first.strikeAngleDegrees == 9)
    #expect(first.pronationDegrees == -3)
    #expect(first.impactG == 5.5)
    #expect(first.activity == .run)
    #expect(!first.isFlagged)
    let second = run.strides[1]
    #expect(second.endSeconds == 2.7)
    #expect(second.contactTimeMilliseconds == nil)
    #expect(second.strikeAngleDegrees == nil)
    #expect(second.pronationDegrees == 5)
    #expect(second.activity == .walk)
    #expect(second.isFlagged)
  }

  @Test func theBeginningAndTheSummaryAreReadPartByPart() throws {
    var writer = Self.run()
    for (part, values) in [
      (3, 6300), (2100, 2150), (3, 123), (1, 2), (0, 2 | 5123 << 16), (90_000, 0), (0, 0b101),
    ].enumerated() {
      writer.addPart(5, part, values.0, values.1)
    }
    let run = try KeptRun(pages: writer.pages(begin: [3200]))
    let beginning = try #require(run.beginning)
    #expect(beginning.session == 42)
    #expect(beginning.side == "right")
    #expect(beginning.legLengthMillimetres == 910)
    #expect(beginning.bodyMassKilograms == 70.5)
    #expect(beginning.calibration == 1.01)
    #expect(beginning.seconds == 1)
    let summary = try #require(run.summary)
    #expect(summary.distanceMillimetres == 6300)
    #expect(summary.durationMilliseconds == 2150)
    #expect(summary.kilocalories == 12.3)
    #expect(summary.midfootStrides == 2)
    #expect(summary.sprints == 2)
    #expect(summary.topSpeedMillimetresPerSecond == 5123)
    #expect(summary.fastest400mMilliseconds == 90_000)
    #expect(summary.fastest1000mMilliseconds == nil)
    #expect(summary.advice == ["cadenceLow", "heavyImpact"])
  }

  @Test func aRunWithoutASummaryWasCutOff() throws {
    #expect(try KeptRun(pages: Self.run().pages()).summary == nil)
  }

  @Test(arguments: 0..<7) func aSummaryOfWhichAPartIsMissingIsNone(missing: Int) throws {
    var writer = Self.run()
    for part in 0..<7 where part != missing { writer.addPart(5, part, 3, 6300) }
    #expect(try KeptRun(pages: writer.pages()).summary == nil)
  }

  /// Of 32 bits, in 1/16 samples: they wrap after 15 days at 200 Hz.
  @Test func timesGoOnWhereTheyWrap() throws {
    let start = (1 << 32) - 3200
    var writer = RecordWriter()
    writer.addPart(4, 0, 42, 1 | 910 << 16)
    writer.addPart(4, 1, 705 | 10_100 << 16, start)
    for _ in 0..<3 { writer.addStride(sixteenths: 2240, milliseconds: 700, length: 2100) }
    writer.add(kind: 3, [(3520 + 32_000, 32)])
    writer.addStride(sixteenths: 2240, milliseconds: 700, length: 2100)
    let pages = writer.pages(begin: [UInt32(start), 1280], perPage: 4)
    let run = try KeptRun(pages: pages)
    let origin = try #require(run.beginning).seconds
    let ends = run.strides.map { (($0.endSeconds - origin) * 10).rounded() / 10 }
    #expect(ends == [0.7, 1.4, 2.1, 12.8])
  }

  @Test func intervalsCountFromThePagesBeginning() throws {
    var writer = RecordWriter()
    writer.interval = 5
    writer.add(
      kind: 2,
      [(5, 6), (7, 7), (14_700, 20), (49, 10), (240, 10), (-4, 7), (6, 6), (9, 6)])
    writer.add(
      kind: 1, [(3, 6), (0, 7), (0, 20), (0, 10), (0, 10), (0, 7), (0, 6), (0, 6)])
    let run = try KeptRun(pages: writer.pages(begin: [32_000]))
    #expect(run.intervalSeconds == 5)
    #expect(run.intervals.map(\.startSeconds) == [10, 15])
    #expect(run.intervals.map(\.endSeconds) == [15, 18])
    #expect(run.intervals[0].distanceMillimetres == 14_700)
    #expect(run.intervals[0].movingSeconds == 4.9)
    #expect(run.intervals[0].strikeAngleDegrees == -4)
    #expect(run.intervals[0].activity == .run)
    #expect(run.intervals[1].contactTimeMilliseconds == nil)
  }

  @Test func aLongPauseIsAnEntryOfTime() throws {
    var writer = Self.run(strides: 1)
    writer.add(kind: 3, [(3200 * 60, 32)])
    writer.addStride(sixteenths: 3200, milliseconds: 1000, length: 1400)
    let run = try KeptRun(pages: writer.pages())
    #expect(run.strides.map(\.endSeconds) == [0.7, 61])
  }

  /// Any bit of an entry that flips makes it one that is skipped, never another one.
  @Test(arguments: 0..<96) func aFlippedBitSkipsTheEntry(bit: Int) throws {
    var pages = Self.run().pages()
    pages[40 + 3 * 12 + bit / 8] ^= 1 << (bit % 8)
    let run = try KeptRun(pages: pages)
    #expect(run.skippedEntries == 1)
    #expect(run.strides.count == 2)
    #expect(run.strides.allSatisfy { $0.lengthMillimetres == 2100 })
  }

  @Test func aLostPageLeavesAGapAndTheOthersTheirTimes() throws {
    var writer = RecordWriter()
    for _ in 0..<3 { writer.addStride(sixteenths: 1600, milliseconds: 500, length: 1000) }
    var pages = writer.pages(begin: [0, 1600, 32_000], perPage: 1)
    pages[1024 + 5] ^= 1
    let run = try KeptRun(pages: pages)
    #expect(run.lostPages == 1)
    #expect(run.strides.map(\.endSeconds) == [0.5, 10.5])
  }

  @Test func tornAndUnreadableRecordsAreRefused() {
    #expect(throws: KeptRunError.tornPages(bytes: 1000)) {
      try KeptRun(pages: [UInt8](repeating: 0, count: 1000))
    }
    #expect(throws: KeptRunError.nothingReadable(pages: 2)) {
      try KeptRun(pages: [UInt8](repeating: 0xFF, count: 2048))
    }
    #expect(throws: KeptRunError.nothingReadable(pages: 0)) { try KeptRun(pages: []) }
  }
}
