internal import BootWire
internal import Foundation

/// A file with firmware as a person gives it, and which image will run from it.
package struct FirmwareFile: Sendable {
  package enum Form: Sendable, Equatable {
    /// An image for a slot: what a bootloader is sent.
    case slot
    /// A chip's whole flash, bytes from address 0.
    case flash
    /// A chip's whole flash as Intel HEX.
    case hex
  }

  /// Where slot 0 starts in the flash.
  package static let slotAddress = 0x6000
  /// Bytes of the largest chip's flash.
  private static let flashBytes = 512 * 1024

  package let name: String
  package let form: Form
  /// The file's bytes, as they are.
  package let bytes: [UInt8]
  /// What the image in slot 0 says of itself: whoever runs it tells its hash.
  package let inspection: ImageInspection

  package init(_ bytes: [UInt8], name: String) throws(PackError) {
    self.name = name
    self.bytes = bytes
    form = Self.form(bytes)
    switch form {
    case .slot: inspection = try ImageInspection(bytes, name: name)
    case .flash: inspection = try Self.inspect(bytes, name)
    case .hex:
      let hex = try IntelHex(parsing: bytes, name: name)
      inspection = try Self.inspect(hex.flash(below: Self.flashBytes), name)
    }
    guard inspection.isHashRight else {
      throw PackError("use \(name)", "its SHA-256 is wrong, the file is damaged; build it anew")
    }
  }

  /// By what stands at the start: only a slot's image has MCUboot's number there. An ELF file is no
  /// flash either: to read it as a slot's image tells what to give instead.
  private static func form(_ bytes: [UInt8]) -> Form {
    let starts: [[UInt8]] = [[0x3D, 0xB8, 0xF3, 0x96], [0x7F, 0x45, 0x4C, 0x46]]
    if starts.contains(where: { bytes.starts(with: $0) }) { return .slot }
    return bytes.first == UInt8(ascii: ":") ? .hex : .flash
  }

  /// Whether a file is an image for a slot, as far as its start tells.
  package static func isSlotImage(at path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return form(Array((try? file.read(upToCount: 4)) ?? Data())) == .slot
  }

  private static func inspect(_ flash: [UInt8], _ name: String) throws(PackError) -> ImageInspection
  {
    guard flash.count > slotAddress else {
      throw PackError(
        "use \(name)", "it ends after \(flash.count) bytes, before slot 0: it is no whole flash")
    }
    do throws(PackError) {
      return try ImageInspection(Array(flash[slotAddress...]), name: name)
    } catch {
      throw PackError(
        "use \(name)",
        "there is no image in slot 0, at 0x\(String(slotAddress, radix: 16)) (\(error.cause)), so "
          + "nobody could tell afterwards whether the board runs it")
    }
  }

  /// The whole flash as a drive takes it; nil for an image that is a slot's alone.
  package var hexText: [UInt8]? {
    switch form {
    case .slot: nil
    case .hex: bytes
    case .flash: IntelHex(segments: [.init(address: 0, bytes: bytes)]).text
    }
  }
}
