import Glibc

/// A firmware image as QEMU is to load it: the segments given, and the chip's unique id.
///
/// QEMU 7.2 resets the UICR after its loader has run, and again at every reset of the chip, and it
/// refuses the loader's plain words in flash: so the id comes as one more segment of the image.
struct ChipImage: Sendable, Equatable {
  /// Where the emulated chip finds its unique id: at the start of the last flash page.
  ///
  /// First a mark, so that firmware on silicon does not take what it keeps there for an id; then
  /// the id, eight bytes, little-endian.
  static let uniqueIDAddress: UInt32 = 0x3_FC00
  static let uniqueIDMark = "SOLEUID1"
  static let flashBytes = 0x4_0000

  struct Segment: Sendable, Equatable {
    var address: UInt32
    var bytes: [UInt8]
  }

  var segments: [Segment]

  /// Reads an ELF file for ARM, or a raw image that starts at address zero.
  init(path: String) throws(VirtualBoardError) {
    try self.init(bytes: Self.read(path), path: path)
  }

  init(bytes: [UInt8], path: String) throws(VirtualBoardError) {
    if bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) {
      segments = try Self.loadable(bytes, path)
    } else if bytes.starts(with: [0x3A]) {
      throw .imageUnsuitable(
        path: path,
        cause: "it looks like Intel hex, which QEMU would load as if it were code; "
          + "give the ELF file or the raw image (.bin)")
    } else {
      segments = [Segment(address: 0, bytes: bytes)]
    }
    try check(path)
  }

  /// An ELF file for QEMU's `-kernel`, with the id in it.
  func elf(uniqueID: UInt64) -> [UInt8] {
    // A dump of a whole flash reaches into the id's page; erased words there say nothing.
    var all = segments.map { segment in
      let room = Int(Self.uniqueIDAddress) - Int(segment.address)
      guard (0..<segment.bytes.count).contains(room) else { return segment }
      return Segment(address: segment.address, bytes: Array(segment.bytes[..<room]))
    }
    all.append(Self.segment(ofID: uniqueID))
    var writer = ELFWriter(segmentCount: all.count)
    for segment in all { writer.add(segment) }
    return writer.bytes
  }

  /// The whole flash, erased where the image has nothing, with the id in it.
  func flash(uniqueID: UInt64) -> [UInt8] {
    var flash = [UInt8](repeating: 0xFF, count: Self.flashBytes)
    for segment in segments + [Self.segment(ofID: uniqueID)] {
      let start = Int(segment.address)
      let end = start + segment.bytes.count
      if end <= flash.count { flash.replaceSubrange(start..<end, with: segment.bytes) }
    }
    return flash
  }

  private static func segment(ofID uniqueID: UInt64) -> Segment {
    Segment(
      address: uniqueIDAddress,
      bytes: Array(uniqueIDMark.utf8)
        + (0..<8).map { UInt8(truncatingIfNeeded: uniqueID >> ($0 * 8)) })
  }

  private func check(_ path: String) throws(VirtualBoardError) {
    for segment in segments {
      let end = Int(segment.address) + segment.bytes.count
      if Int(segment.address) < Self.flashBytes && end > Self.flashBytes {
        throw .imageUnsuitable(
          path: path,
          cause: "it ends at \(hex(UInt32(clamping: end))), beyond the chip's 256 KB of flash")
      }
    }
    for segment in segments where segment.address < Self.flashBytes {
      let idPage = max(0, Int(Self.uniqueIDAddress) - Int(segment.address))
      if segment.bytes.dropFirst(idPage).contains(where: { $0 != 0xFF }) {
        throw .imageUnsuitable(
          path: path,
          cause:
            "it has something at \(hex(Self.uniqueIDAddress)) or behind, where the emulated chip "
            + "keeps its unique id; cut it off there")
      }
    }
    // Without a vector table the processor locks up at its first instruction.
    guard let first = segments.first(where: { $0.address == 0 }), first.bytes.count >= 8 else {
      throw .imageUnsuitable(
        path: path, cause: "it has no vector table at address 0 (is it only the application?)")
    }
    try checkVectors(first.bytes, path)
  }

  /// A vector table begins with the stack's top, in RAM, and with where to start, in Thumb code.
  private func checkVectors(_ bytes: [UInt8], _ path: String) throws(VirtualBoardError) {
    func word(_ offset: Int) -> UInt32 {
      (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << ($1 * 8) }
    }
    let (stack, start) = (word(0), word(4))
    let wrong: String
    if stack == Self.slotMagic {
      wrong = "it is slot 0 alone; give the whole flash, which lies beside it without .slot"
    } else if !Self.ram.contains(stack) || !stack.isMultiple(of: 4) {
      wrong = "it does not begin with a vector table: \(hex(stack)) is no stack in the chip's RAM"
    } else if start >= Self.flashBytes || start & 1 == 0 {
      wrong = "its vector table starts at \(hex(start)), which is no Thumb code in the chip's flash"
    } else {
      return
    }
    throw .imageUnsuitable(path: path, cause: wrong + ". scripts/firmware/build makes one")
  }

  /// The first word of an MCUboot header.
  private static let slotMagic: UInt32 = 0x96F3_B83D

  /// Where the stack may begin: the word behind the chip's 16 KB counts, since a push comes first.
  private static let ram: ClosedRange<UInt32> = 0x2000_0004...0x2000_4000

  static func read(_ path: String) throws(VirtualBoardError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .imageUnreadable(path: path, cause: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { Descriptors.readSome(descriptor, into: $0) }
      if count < 0 {
        throw .imageUnreadable(path: path, cause: String(cString: strerror(CInt(-count))))
      }
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
      // An image with debug information has a few megabytes.
      if bytes.count > 64 << 20 {
        throw .imageUnsuitable(path: path, cause: "it has more than 64 MB")
      }
    }
  }
}

// MARK: - ELF

extension ChipImage {
  /// The segments that an ELF file wants loaded (System V ABI, chapter 5; 32 bits, ARM is 40).
  static func loadable(
    _ bytes: [UInt8], _ path: String
  ) throws(VirtualBoardError) -> [Segment] {
    func number(_ offset: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) }
    }
    guard bytes.count >= 52, bytes[4] == 1, bytes[5] == 1, number(18, 2) == 40 else {
      throw .imageUnsuitable(path: path, cause: "it is an ELF file, but not for a 32-bit ARM")
    }
    let (table, size, count) = (number(28, 4), number(42, 2), number(44, 2))
    var segments: [Segment] = []
    for index in 0..<count {
      let header = table + index * size
      guard size >= 32, header + 32 <= bytes.count else {
        throw .imageUnsuitable(path: path, cause: "its program headers are cut off")
      }
      let (offset, length) = (number(header + 4, 4), number(header + 16, 4))
      guard number(header, 4) == 1, length > 0 else { continue }
      guard offset + length <= bytes.count else {
        throw .imageUnsuitable(path: path, cause: "its segment \(index) is cut off")
      }
      segments.append(
        Segment(
          address: UInt32(number(header + 12, 4)),
          bytes: Array(bytes[offset..<(offset + length)])))
    }
    return segments
  }

  /// Writes the least of an ELF file that a loader needs: header, program headers, contents.
  private struct ELFWriter {
    private(set) var bytes: [UInt8] = []
    private let contentsStart: Int
    private var index = 0

    init(segmentCount: Int) {
      contentsStart = 52 + segmentCount * 32
      bytes = [0x7F, 0x45, 0x4C, 0x46, 1, 1, 1] + [UInt8](repeating: 0, count: 9)
      put([(2, 2), (40, 2), (1, 4), (0, 4), (52, 4), (0, 4), (0x0500_0000, 4)])
      put([(52, 2), (32, 2), (segmentCount, 2), (40, 2), (0, 2), (0, 2)])
      bytes += [UInt8](repeating: 0, count: contentsStart - bytes.count)
    }

    mutating func add(_ segment: Segment) {
      let (offset, count) = (bytes.count, segment.bytes.count)
      let address = Int(segment.address)
      bytes += segment.bytes
      let header = fields([
        (1, 4), (offset, 4), (address, 4), (address, 4), (count, 4), (count, 4), (5, 4), (1, 4),
      ])
      bytes.replaceSubrange((52 + index * 32)..<(84 + index * 32), with: header)
      index += 1
    }

    private mutating func put(_ values: [(value: Int, size: Int)]) {
      bytes += fields(values)
    }

    private func fields(_ values: [(value: Int, size: Int)]) -> [UInt8] {
      values.flatMap { field in
        (0..<field.size).map { UInt8(truncatingIfNeeded: field.value >> ($0 * 8)) }
      }
    }
  }
}

/// A number as 0x…, for messages.
func hex(_ value: UInt32) -> String {
  "0x" + String(value, radix: 16, uppercase: true)
}
