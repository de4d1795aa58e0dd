/// Little-endian numbers and texts from the bytes of a file, with an error where it ends too early.
struct ByteReader {
  let name: String
  private let content: [UInt8]

  init(_ content: [UInt8], name: String) {
    self.content = content
    self.name = name
  }

  func bytes(at offset: Int, count: Int) throws(PackError) -> [UInt8] {
    guard offset >= 0, count >= 0, offset + count <= content.count else {
      throw PackError("read \(name)", "it ends at \(content.count), before \(offset + count)")
    }
    return Array(content[offset..<offset + count])
  }

  func uint16(at offset: Int) throws(PackError) -> UInt16 {
    let bytes = try bytes(at: offset, count: 2)
    return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
  }

  func uint32(at offset: Int) throws(PackError) -> UInt32 {
    let low = try uint16(at: offset)
    return UInt32(low) | UInt32(try uint16(at: offset + 2)) << 16
  }

  /// The text that starts at an offset and ends before a zero.
  func text(at offset: Int) throws(PackError) -> String {
    guard content.indices.contains(offset), let end = content[offset...].firstIndex(of: 0) else {
      throw PackError("read \(name)", "a name at \(offset) does not end")
    }
    return String(decoding: content[offset..<end], as: UTF8.self)
  }
}
