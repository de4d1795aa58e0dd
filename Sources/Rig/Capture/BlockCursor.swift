internal import SoleLink

/// Walks over the blocks of a pcapng file in memory, and stops at one that is not whole.
struct BlockCursor: ~Escapable {
  private let bytes: RawSpan
  private let path: String
  /// Where the bytes begin in the file.
  private let base: Int
  private var offset = 0

  struct Block: ~Escapable {
    var type: UInt32
    /// Where the block starts, in bytes.
    var offset: Int
    /// What stands between the two lengths.
    var body: RawSpan

    @_lifetime(copy body)
    init(type: UInt32, offset: Int, body: RawSpan) {
      self.type = type
      self.offset = offset
      self.body = body
    }
  }

  /// A block that claims to be longer than this is a damaged file, not a torn one.
  private static let longestBlock = 1 << 28

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, path: String, from base: Int = 0) {
    self.bytes = bytes
    self.path = path
    self.base = base
  }

  /// Bytes that are left where the last whole block ends.
  var rest: Int { bytes.byteCount - offset }
  /// Bytes of the blocks so far.
  var passed: Int { offset }

  @_lifetime(copy self)
  mutating func next() throws(CaptureError) -> Block? {
    guard rest >= 12 else { return nil }
    let type = bytes.uint32(at: offset)
    let length = Int(bytes.uint32(at: offset + 4))
    let isSection =
      type == Pcapng.sectionHeader && bytes.uint32(at: 8) == Pcapng.byteOrderMagic
    if base + offset == 0, !isSection {
      throw .foreign(path: path, offset: 0, cause: "it is no little-endian pcapng file")
    }
    guard length >= 12, length % 4 == 0, length <= Self.longestBlock else {
      throw .foreign(
        path: path, offset: base + offset, cause: "a block claims \(length) bytes")
    }
    guard rest >= length else { return nil }
    guard bytes.uint32(at: offset + length - 4) == UInt32(length) else {
      throw .foreign(
        path: path, offset: base + offset, cause: "a block's two lengths differ")
    }
    let block = Block(
      type: type, offset: base + offset, body: bytes.extracting(offset + 8..<offset + length - 4))
    offset += length
    return block
  }
}
