internal import Capture
internal import RigModel
internal import SoleLink

// What the chip keeps: asked for one by one, read piece by piece (protocols/session-record.md).

extension LinkDriver {
  /// Erasing takes the chip 1.7 s, during which it hears nothing.
  private static let eraseMilliseconds: UInt32 = 10_000
  /// What a chip's store can hold at most: a record takes a page of it or more.
  private static let storePages = 72
  static let pageBytes = 1024

  /// The oldest record whose number is not below one; nil where there is none.
  mutating func record(from number: UInt32) throws(CaseFailure) -> Wire.RecordInfo? {
    var found: Wire.RecordInfo?
    try askForRecord("Asking the chip for its records", .recordQuery(.init(record: number))) {
      guard case .recordInfo(let info) = $0, info.record >= number else { return false }
      found = info
      return true
    }
    return found
  }

  /// All records, oldest first. A chip that tells of more than a store can hold is refused.
  mutating func records() throws(CaseFailure) -> [Wire.RecordInfo] {
    var infos: [Wire.RecordInfo] = []
    var next: UInt32? = 0
    while let number = next, let info = try record(from: number) {
      guard infos.count < Self.storePages else {
        throw CaseFailure(
          .refused,
          """
          Asking the chip for its records failed: it told of more than \(Self.storePages), the \
          last one record \(info.record), and its store has \(Self.storePages) pages. Check that \
          the firmware is solerig's.
          """)
      }
      infos.append(info)
      next = info.record == .max ? nil : info.record + 1
    }
    return infos
  }

  /// A piece of a record, which is shorter where the record ends; nil where there is no such record.
  mutating func piece(
    of record: UInt32, offset: UInt32, length: UInt16
  ) throws(CaseFailure) -> [UInt8]? {
    var bytes: [UInt8]?
    let request = HostMessage.recordRead(.init(record: record, offset: offset, length: length))
    try askForRecord("Reading record \(record) at byte \(offset)", request) {
      guard case .recordChunk(let chunk) = $0, chunk.record == record, chunk.offset == offset
      else { return false }
      bytes = (0..<chunk.data.count).map { chunk.data[$0] }
      return true
    }
    return bytes
  }

  /// The pages of a record, as the chip has them. One that no store can hold is refused.
  ///
  /// - Parameter progress: is told how many bytes have come.
  mutating func pages(
    of info: Wire.RecordInfo, progress: (Int) -> Void = { _ in }
  ) throws(CaseFailure) -> [UInt8] {
    guard info.bytes <= Self.storePages * Self.pageBytes else {
      throw CaseFailure(
        .refused,
        """
        Reading record \(info.record) failed: the chip told that it has \(info.bytes) bytes, and \
        its store has \(Self.storePages * Self.pageBytes). Check that the firmware is solerig's.
        """)
    }
    var bytes: [UInt8] = []
    while bytes.count < Int(info.bytes) {
      let length = min(240, Int(info.bytes) - bytes.count)
      guard
        let piece = try piece(
          of: info.record, offset: UInt32(bytes.count), length: UInt16(length)), !piece.isEmpty
      else {
        throw CaseFailure(
          .refused,
          """
          Reading record \(info.record) failed: the chip gave \(bytes.count) of its \(info.bytes) \
          bytes, and no more. List the records again; it may have been overwritten.
          """)
      }
      bytes += piece
      progress(bytes.count)
    }
    return bytes
  }

  /// Tells the chip that a record is in safe hands, so that it may give way; false where there is no
  /// such record.
  mutating func markFetched(_ record: UInt32) throws(CaseFailure) -> Bool {
    let request = HostMessage.recordFetched(.init(record: record))
    return try acknowledged("Marking record \(record) as fetched", request) != .notFound
  }

  /// Erases all records up to one.
  mutating func eraseRecords(upTo record: UInt32) throws(CaseFailure) {
    let operation = "Erasing the records up to \(record)"
    let result = try acknowledged(
      operation, .recordErase(.init(record: record)), within: Self.eraseMilliseconds)
    guard result == .done else {
      throw CaseFailure(
        .refused,
        "\(operation) failed: the chip said \(result.wireName). It erases only between sessions.")
    }
  }

  /// The totals of the last session and of the lifetime.
  mutating func totals() throws(CaseFailure) -> [Wire.Totals] {
    var found: [Wire.Totals] = []
    try ask("Asking the chip for its totals", .totalsQuery(.init())) {
      guard case .totals(let totals) = $0 else { return false }
      found.append(totals)
      return totals.scope == .lifetime
    }
    return found
  }

  /// Asks until the answer came, or the word that there is no such record.
  private mutating func askForRecord(
    _ operation: String, _ request: HostMessage, _ isAnswer: (ChipMessage) -> Bool
  ) throws(CaseFailure) {
    try ask(operation, request) { message in
      if isAnswer(message) { return true }
      guard case .acknowledgement(let answer) = message else { return false }
      return answer.request == request.messageType
    }
  }

  private mutating func acknowledged(
    _ operation: String, _ request: HostMessage, within milliseconds: UInt32? = nil
  ) throws(CaseFailure) -> Wire.Result {
    var result = Wire.Result.done
    // Asked once where it takes its time: what comes again meanwhile would be done again.
    try ask(
      operation, request, again: milliseconds.map { UInt64($0) * 1_000_000 / 2 },
      within: milliseconds
    ) {
      guard case .acknowledgement(let answer) = $0, answer.request == request.messageType else {
        return false
      }
      result = answer.result
      return true
    }
    return result
  }
}
