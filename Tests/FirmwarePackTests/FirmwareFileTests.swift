import BootWire
import FirmwarePack
import Foundation
import TestSupport
import Testing

struct IntelHexTests {
  /// The example of the format's own description: 16 bytes at 0x0100.
  @Test func aKnownRecordIsWritten() {
    let hex = IntelHex(segments: [
      .init(
        address: 0x0100,
        bytes: [
          0x21, 0x46, 0x01, 0x36, 0x01, 0x21, 0x47, 0x01, 0x36, 0x00, 0x7E, 0xFE, 0x09, 0xD2, 0x19,
          0x01,
        ])
    ])
    #expect(
      String(decoding: hex.text, as: UTF8.self)
        == ":10010000214601360121470136007EFE09D2190140\n:00000001FF\n")
  }

  @Test(arguments: [1, 15, 16, 17, 65_535, 65_536, 65_537, 200_001])
  func whatIsWrittenIsRead(count: Int) throws {
    // No byte is 0xFF for a whole record: those are left out.
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) & 0x7F }
    let hex = IntelHex(segments: [.init(address: 0, bytes: bytes)])
    #expect(try IntelHex(parsing: hex.text, name: "t").flash(below: 1 << 20) == bytes)
  }

  @Test func whatIsErasedIsLeftOutAndReadAsErased() throws {
    var bytes = [UInt8](repeating: 0xFF, count: 4096)
    (bytes[0], bytes[4095]) = (1, 2)
    let text = IntelHex(segments: [.init(address: 0, bytes: bytes)]).text
    #expect(text.count { $0 == 0x0A } == 3)
    #expect(try IntelHex(parsing: text, name: "t").flash(below: 1 << 20) == bytes)
  }

  /// A record's bytes count; what lies beyond the flash, as a chip's user registers, does not.
  @Test func addressesOfBothKindsAreFollowed() throws {
    let text = """
      :020000021000EC\r
      :0100000055AA\r
      :0200000400017F9\r
      """.replacing("7F9", with: "F9")
      + "\n:0100020066 97\n:020000041000EA\n:0110140011CA\n:00000001FF\n".replacing(" ", with: "")
    let hex = try IntelHex(parsing: Array(text.utf8), name: "t")
    #expect(hex.segments.map(\.address) == [0x10000, 0x10002, 0x1000_1014])
    #expect(hex.flash(below: 1 << 20).suffix(3) == [0x55, 0xFF, 0x66])
  }

  @Test(arguments: [
    (":0100000055AB\n:00000001FF\n", "line 1: its checksum is wrong"),
    (":0100000055AA\n", "no end record"),
    ("\n\nhello\n", "line 3: it is no record"),
    (":02000000AA54\n:00000001FF\n", "line 1: it is no record"),
    (":00000001FF\n:0100000055AA\n", "line 2: there is more"),
    (":0000000AF6\n", "line 1: a record of type 10"),
    (":0100000400FB\n", "line 1: an address of 1 bytes"),
  ])
  func whatIsWrongIsToldByItsLine(text: String, words: String) {
    let error = #expect(throws: PackError.self) {
      try IntelHex(parsing: Array(text.utf8), name: "a.hex")
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func noiseNeverTraps() {
    let seed = TestSeed.next()
    var random = TestRandom(seed: seed)
    for _ in 0..<2000 {
      var text = IntelHex(segments: [.init(address: 0, bytes: [1, 2, 3, 4])]).text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      // What is left of it may be a file still, but never one that ends the program.
      guard let hex = try? IntelHex(parsing: text, name: "t") else { continue }
      #expect(hex.flash(below: 1 << 20).count <= 1 << 20, "seed \(seed)")
    }
  }
}

struct FirmwareFileTests {
  private func slot() throws -> SignedImage {
    try SignedImage(
      body: [UInt8](1...101), version: ImageVersion(major: 1, minor: 2, revision: 3),
      target: ImageTarget(board: 1, contract: 7), key: nil)
  }

  private func flash() throws -> [UInt8] {
    try [UInt8](repeating: 0x11, count: 0x5000) + [UInt8](repeating: 0xFF, count: 0x1000)
      + slot().bytes
  }

  private func hash(_ image: SignedImage) -> [UInt8] { (0..<32).map { image.hash[$0] } }

  @Test func everyFormTellsTheImageThatWillRun() throws {
    let image = try slot()
    let flash = try flash()
    let hex = IntelHex(segments: [.init(address: 0, bytes: flash)]).text
    for (bytes, form) in [
      (image.bytes, FirmwareFile.Form.slot), (flash, .flash), (hex, .hex),
    ] {
      let file = try FirmwareFile(bytes, name: "a")
      #expect(file.form == form)
      #expect(file.inspection.hash == hash(image))
    }
    #expect(try FirmwareFile(image.bytes, name: "a").hexText == nil)
    #expect(try FirmwareFile(flash, name: "a").hexText == hex)
    #expect(try FirmwareFile(hex, name: "a").hexText == hex)
  }

  @Test func whatNobodyCouldVerifyIsRefused() throws {
    var spoilt = try flash()
    spoilt[0x6000 + 0x110] ^= 1
    let files: [([UInt8], String)] = [
      (spoilt, "SHA-256 is wrong"), ([1, 2, 3], "before slot 0"),
      ([UInt8](repeating: 0, count: 0x8000), "no image in slot 0"),
      ([0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 0x8000), "ELF"),
      (Array(":00".utf8), "line 1"),
    ]
    for (bytes, words) in files {
      let error = #expect(throws: PackError.self) { try FirmwareFile(bytes, name: "a") }
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
  }

  @Test func aSlotImageIsKnownByItsStart() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data(try slot().bytes), to: "a.slot.bin")
    try folder.write(Data(try flash()), to: "a.bin")
    try folder.write(Data(), to: "empty")
    #expect(FirmwareFile.isSlotImage(at: folder.path("a.slot.bin")))
    for name in ["a.bin", "empty", "none"] {
      #expect(!FirmwareFile.isSlotImage(at: folder.path(name)))
    }
  }
}
