package import SoleLink

/// Why a kept record can't be read.
package enum KeptRunError: Error, Equatable, CustomStringConvertible {
  /// Its length is no number of whole pages.
  case tornPages(bytes: Int)
  /// No page of it is whole.
  case nothingReadable(pages: Int)

  package var description: String {
    switch self {
    case .tornPages(let bytes):
      "reading the record failed: \(bytes) bytes are no number of whole pages of "
        + "\(RecordPage.byteCount); fetch it again"
    case .nothingReadable(let pages):
      "reading the record failed: none of its \(pages) pages is whole; the chip's flash lost it"
    }
  }
}

extension KeptRun {
  /// Reads a record's pages as a chip gave them.
  ///
  /// A page that is lost leaves a gap: those behind it begin at times of their own.
  package init(pages bytes: [UInt8]) throws(KeptRunError) {
    guard bytes.count % RecordPage.byteCount == 0 else {
      throw .tornPages(bytes: bytes.count)
    }
    let count = bytes.count / RecordPage.byteCount
    let pages = (0..<count).compactMap { place in
      let start = place * RecordPage.byteCount
      return RecordPage(bytes[start..<start + RecordPage.byteCount], place: place)
    }
    guard let first = pages.first else { throw .nothingReadable(pages: count) }
    self.init(
      record: first.record, sampleRateHertz: first.sampleRateHertz,
      intervalSeconds: first.intervalSeconds, strides: [], intervals: [],
      lostPages: count - pages.count, skippedEntries: pages.reduce(0) { $0 + $1.skipped })
    var reader = KeptRunReader(sampleRateHertz: first.sampleRateHertz)
    for page in pages { reader.read(page, into: &self) }
    summary = reader.hasSummary ? reader.summary : nil
  }
}

/// Goes through a record's entries in their order.
private struct KeptRunReader {
  let sampleRateHertz: UInt16
  var summary = KeptSummary()
  /// A bit for each part of the summary that came.
  private var summaryParts = 0
  /// Sixteenths of a sample since the session began.
  private var time: UInt64 = 0

  private static let allSummaryParts = 0x7F
  /// By how much a time may lie before the one that came before it, where an entry was spoilt.
  private static let longestStepBack: UInt32 = 1 << 28

  init(sampleRateHertz: UInt16) { self.sampleRateHertz = sampleRateHertz }

  /// Whether every part of the summary came: of some parts, the others would be zeros.
  var hasSummary: Bool { summaryParts == Self.allSummaryParts }

  private var seconds: Double { Double(time) / 16 / Double(sampleRateHertz) }

  mutating func read(_ page: RecordPage, into run: inout KeptRun) {
    time = unwrapped(page.begin)
    for entry in page.entries {
      var fields = entry.fields
      switch entry.kind {
      case .stride: run.strides.append(stride(&fields))
      case .walked: run.intervals.append(interval(&fields, .walk))
      case .ran: run.intervals.append(interval(&fields, .run))
      case .time: time = unwrapped(UInt32(fields.take(32)))
      case .beginning: begin(&fields, &run)
      case .summary: sum(&fields)
      }
    }
  }

  /// A time of 32 bits, which wrap, as one that goes on from the time so far.
  private func unwrapped(_ wrapped: UInt32) -> UInt64 {
    let ahead = wrapped &- UInt32(truncatingIfNeeded: time)
    let back = UInt64(UInt32(0) &- ahead)
    if ahead > UInt32.max - Self.longestStepBack, back <= time { return time - back }
    return time + UInt64(ahead)
  }

  private mutating func stride(_ fields: inout BitReader) -> KeptStride {
    time += fields.take(15)
    let strideTime = Double(fields.take(12))
    let length = Double(fields.take(13))
    let contact = Double(fields.take(10))
    let angle = Double(fields.takeSigned(7))
    let pronation = Double(fields.takeSigned(6))
    let impact = Double(fields.take(6)) / 2
    let activity: KeptActivity = fields.take(1) == 1 ? .run : .walk
    let isFlagged = fields.take(1) == 1
    let hasContact = fields.take(1) == 0
    return KeptStride(
      endSeconds: seconds, strideTimeMilliseconds: strideTime, lengthMillimetres: length,
      contactTimeMilliseconds: hasContact && contact > 0 ? contact : nil,
      strikeAngleDegrees: hasContact ? angle : nil, pronationDegrees: pronation,
      impactG: impact, activity: activity, isFlagged: isFlagged)
  }

  private mutating func interval(
    _ fields: inout BitReader, _ activity: KeptActivity
  ) -> KeptInterval {
    let start = seconds
    time += fields.take(6) * UInt64(sampleRateHertz) * 16
    let strides = Int(fields.take(7))
    let distance = Double(fields.take(20))
    let moving = Double(fields.take(10)) / 10
    let contact = Double(fields.take(10))
    let angle = Double(fields.takeSigned(7))
    let pronation = Double(fields.takeSigned(6))
    let impact = Double(fields.take(6)) / 2
    let hasContact = contact > 0
    return KeptInterval(
      startSeconds: start, endSeconds: seconds, strides: strides, distanceMillimetres: distance,
      movingSeconds: moving, contactTimeMilliseconds: hasContact ? contact : nil,
      strikeAngleDegrees: hasContact ? angle : nil,
      pronationDegrees: hasContact ? pronation : nil, highestImpactG: impact, activity: activity)
  }

  private func begin(_ fields: inout BitReader, _ run: inout KeptRun) {
    let part = fields.take(4)
    let (first, second) = (UInt32(fields.take(32)), UInt32(fields.take(32)))
    var beginning =
      run.beginning
      ?? KeptRun.Beginning(
        session: 0, side: "", legLengthMillimetres: 0, calibration: 1, seconds: 0)
    switch part {
    case 0:
      beginning.session = first
      beginning.side = second & 0xFF == UInt32(Wire.Side.left.rawValue) ? "left" : "right"
      beginning.legLengthMillimetres = UInt16(second >> 16)
    case 1:
      let mass = Double(first & 0xFFFF) / 10
      beginning.bodyMassKilograms = mass > 0 ? mass : nil
      beginning.calibration = Double(first >> 16) / 10_000
      beginning.seconds = Double(second) / 16 / Double(sampleRateHertz)
    default: return
    }
    run.beginning = beginning
  }

  /// A bit for each kind of feedback, by its number in the contract.
  private func advice(_ bits: UInt32) -> [String] {
    var kinds: [String] = []
    for number in UInt8(0)..<32 where bits >> UInt32(number) & 1 == 1 {
      kinds.append(Wire.FeedbackKind(rawValue: number).map { "\($0)" } ?? "kind \(number)")
    }
    return kinds
  }

  private mutating func sum(_ fields: inout BitReader) {
    let part = fields.take(4)
    let (first, second) = (UInt32(fields.take(32)), UInt32(fields.take(32)))
    func known(_ value: UInt32) -> UInt32? { value > 0 ? value : nil }
    switch part {
    case 0: (summary.strides, summary.distanceMillimetres) = (first, second)
    case 1: (summary.movingMilliseconds, summary.durationMilliseconds) = (first, second)
    case 2: (summary.runStrides, summary.kilocalories) = (first, Double(second) / 10)
    case 3: (summary.rearfootStrides, summary.midfootStrides) = (first, second)
    case 4:
      summary.forefootStrides = first
      summary.sprints = second & 0xFFFF
      summary.topSpeedMillimetresPerSecond = second >> 16
    case 5:
      (summary.fastest400mMilliseconds, summary.fastest1000mMilliseconds) =
        (known(first), known(second))
    case 6:
      summary.fastest5000mMilliseconds = known(first)
      summary.advice = advice(second)
    default: return
    }
    summaryParts |= 1 << Int(part)
  }
}
