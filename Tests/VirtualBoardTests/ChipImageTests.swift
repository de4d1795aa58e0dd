import Testing

@testable import VirtualBoard

@Suite struct ChipImageTests {
  private func image(_ bytes: [UInt8]) throws(VirtualBoardError) -> ChipImage {
    try ChipImage(bytes: bytes, path: "firmware")
  }

  private func cause(_ bytes: [UInt8]) -> String? {
    let error = #expect(throws: VirtualBoardError.self) { _ = try image(bytes) }
    guard case .imageUnsuitable("firmware", let cause) = error else { return nil }
    return cause
  }

  /// A stack's top at the end of RAM, code to start with at 0x41, and some bytes.
  private static let plain: [UInt8] = [0, 0x40, 0, 0x20, 0x41, 0, 0, 0] + [UInt8](1...92)

  @Test func aRawImageStartsAtZero() throws {
    let bytes = Self.plain
    #expect(try image(bytes).segments == [.init(address: 0, bytes: bytes)])
  }

  @Test func theIDIsOneMoreSegmentAndTheRestIsUnchanged() throws {
    let plain = try image(Self.plain)
    let read = try ChipImage.loadable(plain.elf(uniqueID: 0x0102_0304_0506_0708), "x.elf")
    #expect(read.first == plain.segments.first)
    #expect(
      read.last
        == .init(address: 0x3_FC00, bytes: Array("SOLEUID1".utf8) + [8, 7, 6, 5, 4, 3, 2, 1]))
    #expect(read.count == 2)
  }

  @Test func whatIsNoImageIsToldApart() throws {
    #expect(cause(Array(":020000040000FA".utf8))?.contains("Intel hex") == true)
    #expect(cause([])?.contains("vector table") == true)
    #expect(cause([1, 2, 3])?.contains("vector table") == true)
    #expect(cause([UInt8](repeating: 1, count: 0x4_0001))?.contains("256 KB") == true)
    var elf = try image(Self.plain).elf(uniqueID: 1)
    #expect(cause(Array(elf.prefix(70)))?.contains("cut off") == true)
    #expect(cause(Array(elf.prefix(150)))?.contains("cut off") == true)
    elf[18] = 62
    #expect(cause(elf)?.contains("32-bit ARM") == true)
  }

  /// Text, an ARM image for other RAM, one with code outside of flash, one in ARM code.
  @Test(arguments: [
    Array("# solerig\n\nA smart running shoe".utf8), [0, 0x40, 1, 0x20, 0x41, 0, 0, 0],
    [0, 0x40, 0, 0x20, 0x41, 0, 4, 0], [0, 0x40, 0, 0x20, 0x40, 0, 0, 0],
    [0, 0, 0, 0x20, 0x41, 0, 0, 0], [2, 0x40, 0, 0x20, 0x41, 0, 0, 0],
  ])
  func whatBeginsWithNoVectorTableIsRefused(bytes: [UInt8]) {
    #expect(cause(bytes)?.contains("vector table") == true)
  }

  @Test func theSlotAloneIsToldAsSuch() {
    #expect(cause([0x3D, 0xB8, 0xF3, 0x96, 0, 0, 0, 0])?.contains("slot 0 alone") == true)
  }

  /// A dump of the whole flash has the page that the id goes to.
  @Test func aWholeFlashGivesWayToTheIDWhereItIsErased() throws {
    var flash = Self.plain + [UInt8](repeating: 0xFF, count: ChipImage.flashBytes - 100)
    let read = try ChipImage.loadable(image(flash).elf(uniqueID: 5), "x.elf")
    #expect(read.map(\.address) == [0, ChipImage.uniqueIDAddress])
    #expect(read.first?.bytes.count == Int(ChipImage.uniqueIDAddress))
    flash[Int(ChipImage.uniqueIDAddress) + 20] = 0
    #expect(cause(flash)?.contains("0x3FC00") == true)
  }

  @Test func aMissingImageIsNamed() {
    let error = #expect(throws: VirtualBoardError.self) {
      _ = try ChipImage(path: "/nowhere/firmware.elf")
    }
    #expect(error?.message.contains("/nowhere/firmware.elf") == true)
    #expect(error?.message.contains("No such file") == true)
  }
}
