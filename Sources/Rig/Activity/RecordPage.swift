internal import SoleLink

/// One page of a kept record, its header checked.
struct RecordPage {
  static let byteCount = 1024
  private static let headerBytes = 40
  private static let magic: UInt16 = 0x5253
  private static let recordKind: UInt8 = 1

  let intervalSeconds: UInt8
  let record: UInt32
  /// Place in its record, from 0.
  let place: UInt16
  let sampleRateHertz: UInt16
  /// Time at which it begins, in sixteenths of a sample.
  let begin: UInt32
  let entries: [RecordEntry]
  /// Entries that failed their check.
  let skipped: Int

  /// nil for what is no page of a record, or is damaged.
  init?(_ bytes: ArraySlice<UInt8>, place expected: Int) {
    var reader = LittleEndianReader(bytes)
    guard bytes.count == Self.byteCount, reader.take16() == Self.magic,
      reader.take8() == Self.recordKind
    else { return nil }
    intervalSeconds = reader.take8()
    record = reader.take32()
    _ = reader.take32()
    place = reader.take16()
    sampleRateHertz = reader.take16()
    begin = reader.take32()
    _ = (reader.take32(), reader.take32())
    let checksum = reader.take32()
    let header = Array(bytes.prefix(28))
    guard checksum == CRC32.checksum(header.span.bytes), place == expected,
      sampleRateHertz > 0
    else { return nil }
    var entries: [RecordEntry] = []
    var skipped = 0
    var rest = bytes.dropFirst(Self.headerBytes)
    while rest.count >= RecordEntry.byteCount {
      let entry = rest.prefix(RecordEntry.byteCount)
      rest = rest.dropFirst(RecordEntry.byteCount)
      // What was not written yet: nothing follows it.
      if entry.allSatisfy({ $0 == 0xFF }) { break }
      if let read = RecordEntry(entry) { entries.append(read) } else { skipped += 1 }
    }
    self.entries = entries
    self.skipped = skipped
  }
}

/// Numbers out of bytes, lowest byte first.
struct LittleEndianReader {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  mutating func take8() -> UInt8 { bytes.popFirst() ?? 0 }
  mutating func take16() -> UInt16 { UInt16(take8()) | UInt16(take8()) << 8 }
  mutating func take32() -> UInt32 { UInt32(take16()) | UInt32(take16()) << 16 }
}
