import Foundation
import TestSupport
import Testing

/// `solerig image` and `solerig flash` as a person runs them; the board is the bootloader as a host
/// process.
@Suite struct FlashCommandTests {
  private let folder: TemporaryFolder
  private let key = Solerig.project + "/scripts/firmware/development-key.pem"

  init() throws {
    folder = try TemporaryFolder()
    // A stack in RAM and a start in slot 0, then whatever: what a linker places from 0x6100 on.
    let vectors: [UInt8] = [0x00, 0x30, 0x00, 0x20, 0x41, 0x61, 0x00, 0x00]
    let body = vectors + (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try folder.write(Data(body), to: "app.bin")
  }

  /// Makes an image of the program, and gives its path.
  private func make(_ name: String, _ options: [String]) throws -> String {
    let path = folder.path(name)
    let ending = try Solerig.run(
      ["image", "make", folder.path("app.bin"), "--version", "1.2.3", "-o", path] + options)
    #expect(ending.code == 0, "\(ending.errors)")
    return path
  }

  private func flash(_ image: String, _ options: [String] = []) throws -> Child.Ending {
    try Solerig.run(["flash", image, "--rig", "native"] + options)
  }

  @Test func anImageIsFlashedAndWhatIsToKnowIsSaid() throws {
    let ending = try flash(make("unsigned.bin", ["--board", "native"]))
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("native") && ending.output.contains("firmware 1.2.3 runs it"))
    #expect(ending.output.contains("note: the bootloader is a development build"))
    // This one has no key, so what is signed is signed with another.
    let signed = try flash(make("signed.bin", ["--board", "native", "--key", key]))
    signed.expectError(64, ["not signed with this board's key", "Nothing was sent"])
  }

  @Test func aScriptReadsJSON() throws {
    let image = try make("unsigned.bin", ["--board", "native"])
    let ending = try flash(image, ["--json"])
    #expect(ending.code == 0, "\(ending.errors)")
    let found = try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
    let fields = try #require(found as? [String: Any])
    #expect(fields["sent_bytes"] as? Int == fields["bytes"] as? Int)
    #expect(fields["skipped"] as? Bool == false)
    #expect(fields["reset_reason"] as? String == "power on")
    #expect((fields["notes"] as? [String])?.count == 1)
  }

  @Test func anotherBoardsImageIsRefused() throws {
    let ending = try flash(make("foreign.bin", ["--board", "microbit_v2"]))
    ending.expectError(64, ["microbit_v2", "Nothing was sent"])
    let unknown = try Solerig.run([
      "image", "make", folder.path("app.bin"), "--version", "1.2.3", "--board", "toaster", "-o",
      folder.path("x.bin"),
    ])
    unknown.expectError(64, ["toaster", "microbit_v1", "native"])
  }

  @Test func whatIsNoImageIsNamed() throws {
    try flash(folder.path("missing.bin")).expectError(64, ["missing.bin", "cannot be read"])
    try flash(folder.path("app.bin")).expectError(64, ["app.bin", "no whole flash"])
    var bytes = try Data(contentsOf: URL(filePath: make("spoilt.bin", ["--board", "native"])))
    bytes[600] ^= 1
    try folder.write(bytes, to: "spoilt.bin")
    try flash(folder.path("spoilt.bin")).expectError(64, ["SHA-256 is wrong"])
  }

  /// A hash made anew would vouch for a damaged body, or for one that was cut at the wrong place.
  @Test func onlyASoundImageIsMadeAnew() throws {
    let bytes = try Data(contentsOf: URL(filePath: make("own.bin", [])))
    var spoilt = bytes
    spoilt[600] ^= 1
    // A header of 32 bytes, and a body that is longer by the rest.
    var other = bytes
    let body = Int(bytes[12]) + Int(bytes[13]) << 8 + 0xE0
    (other[8], other[9]) = (0x20, 0)
    (other[12], other[13]) = (UInt8(body & 0xFF), UInt8(body >> 8))
    for (image, words) in [(spoilt, "SHA-256 is wrong"), (other, "its header is 32 bytes long")] {
      try folder.write(image, to: "given.bin")
      let ending = try Solerig.run(
        ["image", "make", folder.path("given.bin"), "--key", key, "-o", folder.path("made.bin")])
      ending.expectError(64, [words])
      #expect(!FileManager.default.fileExists(atPath: folder.path("made.bin")))
    }
  }

  @Test func anImageIsShownByItsParts() throws {
    let image = try make("signed.bin", ["--key", key])
    let shown = try Solerig.run(["image", "show", image, "--key", key])
    #expect(shown.code == 0, "\(shown.errors)")
    for words in ["version      1.2.3", "header     256", "body       5008", "trailers   164"] {
      #expect(shown.output.contains(words), "\(shown.output)")
    }
    #expect(shown.output.contains("Ed25519, right"))
    #expect(shown.output.contains("by the development key, which everyone has"))
    let plain = try Solerig.run(["image", "show", make("unsigned.bin", [])])
    #expect(plain.output.contains("none; a release bootloader refuses it"))
    #expect(!plain.output.contains("development"))
  }

  @Test(
    .enabled(if: Firmware.isPresent, "there is no firmware: scripts/firmware/build makes it"))
  func aProgramIsShownBySections() throws {
    let elf = Solerig.firmware.replacing(".bin", with: ".elf")
    let shown = try Solerig.run(["image", "show", elf])
    #expect(shown.code == 0, "\(shown.errors)")
    for words in [".text", ".bss", "0x00006100", "in flash", "in memory"] {
      #expect(shown.output.contains(words), "\(shown.output)")
    }
  }
}
