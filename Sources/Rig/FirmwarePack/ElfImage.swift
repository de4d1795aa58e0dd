/// What a linker left for a 32-bit little-endian chip: what goes into flash, and what takes memory.
///
/// Source of the layout: the System V ABI, chapters 4 and 5.
package struct ElfImage: Sendable {
  /// Bytes that are loaded, and where.
  package struct Segment: Sendable {
    package let loadAddress: UInt32
    package let bytes: [UInt8]
  }

  /// A named part of memory.
  package struct Section: Sendable {
    package let name: String
    package let address: UInt32
    package let byteCount: UInt32
    package let fileOffset: UInt32
    package let takesMemory: Bool
  }

  /// A name for an address.
  package struct Symbol: Sendable {
    package let name: String
    package let value: UInt32
    package let byteCount: UInt32
    package let isFunction: Bool
  }

  package let segments: [Segment]
  package let sections: [Section]
  package let symbols: [Symbol]
  private let file: ByteReader

  /// - Parameter name: of the file, for whoever reads an error.
  package init(_ bytes: [UInt8], name: String) throws(PackError) {
    file = ByteReader(bytes, name: name)
    guard try file.uint32(at: 0) == 0x464C_457F, try file.uint16(at: 4) == 0x0101 else {
      throw PackError("read \(name)", "it is no 32-bit little-endian ELF file")
    }
    let headers = try Self.readSectionHeaders(file)
    segments = try Self.readSegments(file)
    sections = try Self.nameSections(headers, file)
    symbols = try Self.readSymbols(headers, file)
  }

  /// The value of a symbol that the linker script or the code defines.
  package func value(of name: String) throws(PackError) -> UInt32 {
    guard let symbol = symbols.first(where: { $0.name == name }) else {
      throw PackError("find the symbol \(name)", "\(file.name) does not define it")
    }
    return symbol.value
  }

  /// Bytes of all functions of one module, the module's name as Swift mangles it: `8SoleGait`.
  package func codeBytes(ofModule mangled: String) -> UInt32 {
    let total: Int = symbols.reduce(0) { sum, symbol in
      let isIts = symbol.name.hasPrefix("$e" + mangled) || symbol.name.hasPrefix("$s" + mangled)
      return sum + (symbol.isFunction && isIts ? Int(symbol.byteCount) : 0)
    }
    // A file may claim more than there is.
    return UInt32(clamping: total)
  }

  /// The bytes of a section.
  package func contents(of section: Section) throws(PackError) -> [UInt8] {
    try file.bytes(at: Int(section.fileOffset), count: Int(section.byteCount))
  }

  private struct SectionHeader {
    let name, type, flags, address, offset, byteCount, link: UInt32
  }

  private static func readSectionHeaders(_ file: ByteReader) throws(PackError) -> [SectionHeader] {
    let start = Int(try file.uint32(at: 32))
    let size = Int(try file.uint16(at: 46))
    var headers: [SectionHeader] = []
    for index in 0..<Int(try file.uint16(at: 48)) {
      let offset = start + index * size
      headers.append(
        SectionHeader(
          name: try file.uint32(at: offset), type: try file.uint32(at: offset + 4),
          flags: try file.uint32(at: offset + 8), address: try file.uint32(at: offset + 12),
          offset: try file.uint32(at: offset + 16), byteCount: try file.uint32(at: offset + 20),
          link: try file.uint32(at: offset + 24)))
    }
    return headers
  }

  private static func readSegments(_ file: ByteReader) throws(PackError) -> [Segment] {
    let start = Int(try file.uint32(at: 28))
    let size = Int(try file.uint16(at: 42))
    var segments: [Segment] = []
    for index in 0..<Int(try file.uint16(at: 44)) {
      let offset = start + index * size
      let count = Int(try file.uint32(at: offset + 16))
      guard try file.uint32(at: offset) == 1, count > 0 else { continue }
      segments.append(
        Segment(
          loadAddress: try file.uint32(at: offset + 12),
          bytes: try file.bytes(at: Int(try file.uint32(at: offset + 4)), count: count)))
    }
    return segments
  }

  private static func nameSections(
    _ headers: [SectionHeader], _ file: ByteReader
  ) throws(PackError) -> [Section] {
    let names = Int(try file.uint16(at: 50))
    guard headers.indices.contains(names) else {
      throw PackError("read \(file.name)", "its sections have no names")
    }
    var sections: [Section] = []
    for header in headers {
      sections.append(
        Section(
          name: try file.text(at: Int(headers[names].offset) + Int(header.name)),
          address: header.address, byteCount: header.byteCount, fileOffset: header.offset,
          takesMemory: header.flags & 2 != 0))
    }
    return sections
  }

  private static func readSymbols(
    _ headers: [SectionHeader], _ file: ByteReader
  ) throws(PackError) -> [Symbol] {
    guard let table = headers.first(where: { $0.type == 2 }),
      headers.indices.contains(Int(table.link))
    else { throw PackError("read \(file.name)", "it has no symbols; do not strip it") }
    let names = Int(headers[Int(table.link)].offset)
    var symbols: [Symbol] = []
    for index in 0..<Int(table.byteCount) / 16 {
      let offset = Int(table.offset) + index * 16
      symbols.append(
        Symbol(
          name: try file.text(at: names + Int(try file.uint32(at: offset))),
          value: try file.uint32(at: offset + 4), byteCount: try file.uint32(at: offset + 8),
          isFunction: try file.uint16(at: offset + 12) & 15 == 2))
    }
    return symbols
  }
}
