import BootWire
import Foundation
import Testing

/// The firmware's own image against MCUboot's own tool: `scripts/firmware/build` makes the image,
/// `.build/venv/bin/pip install imgtool` the tool. Skipped, and shown as such, where one is missing.
@Suite struct ImgtoolTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let tool = root.appendingPathComponent(".build/venv/bin/imgtool").path
  private static let image = root.appendingPathComponent(
    ".build/firmware/solerig-microbit.slot.bin")

  private static let key = root.appendingPathComponent(
    "scripts/firmware/development-key.pem"
  ).path

  private static var isReady: Bool {
    FileManager.default.isExecutableFile(atPath: tool)
      && FileManager.default.fileExists(atPath: image.path)
  }

  private func verify(_ path: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.tool)
    process.arguments = ["verify", "-k", Self.key, path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test(.enabled(if: isReady, "imgtool or the firmware's image is missing"))
  func imgtoolVerifiesOurImage() throws {
    #expect(try verify(Self.image.path))
  }

  @Test(.enabled(if: isReady, "imgtool or the firmware's image is missing"))
  func imgtoolRefusesAChangedImage() throws {
    var bytes = Array(try Data(contentsOf: Self.image))
    bytes[bytes.count / 2] ^= 1
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("solerig-\(UUID().uuidString).bin")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(bytes).write(to: path)
    #expect(try !verify(path.path))
  }

  @Test(.enabled(if: isReady, "imgtool or the firmware's image is missing"))
  func ourReaderAgrees() throws {
    let bytes = Array(try Data(contentsOf: Self.image))
    let image = try SlotImage(parsing: bytes.span.bytes)
    #expect(image.byteCount == bytes.count)
    #expect(image.header.headerBytes == 0x100)
  }
}
