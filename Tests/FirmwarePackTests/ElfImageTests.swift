import FirmwarePack
import Testing

/// ELF files that no linker left.
@Suite struct ElfImageTests {
  /// Two sections in memory and two functions, each as long as a number of 32 bits says.
  private static var vast: [UInt8] {
    let names = Array("\0$s8SoleGait\0".utf8) + [0, 0, 0]
    let (symbols, headers) = (52 + names.count, 52 + names.count + 32)
    var bytes: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 1, 1] + [UInt8](repeating: 0, count: 46)
    bytes[32] = UInt8(headers)
    (bytes[46], bytes[48]) = (40, 4)
    bytes += names
    for _ in 0..<2 { bytes += words([1, 0, .max, 2]) }
    // Names, two sections that take memory, symbols.
    bytes += words([0, 3, 0, 0, 52, UInt32(names.count), 0, 0, 0, 0])
    for _ in 0..<2 { bytes += words([0, 8, 2, 0x2000_0000, 0, .max, 0, 0, 0, 0]) }
    bytes += words([0, 2, 0, 0, UInt32(symbols), 32, 0, 0, 0, 0])
    return bytes
  }

  private static func words(_ values: [UInt32]) -> [UInt8] {
    values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }
  }

  @Test func sumsBeyond32BitsAreTold() throws {
    let image = try ElfImage(Self.vast, name: "vast.elf")
    #expect(image.text.contains("8589934590"), "\(image.text)")
    #expect(image.codeBytes(ofModule: "8SoleGait") == .max)
  }
}
