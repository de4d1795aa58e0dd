import BootWire
import FirmwarePack
import SoleLink

/// The bytes of the flash: the bootloader, and slot 0 with a signed image.
struct FlashImage {
  /// From address 0 to the end of the slot's trailer; erased bytes read 0xFF.
  let merged: [UInt8]
  /// Header, image and trailers alone, as a bootloader is sent them.
  let slot: [UInt8]
  /// The bootloader alone, with its key.
  let bootloader: [UInt8]

  init(
    app: ElfImage, bootloader: ElfImage, version: ImageVersion, key: SigningKey
  ) throws(PackError) {
    let flash = try Self.flash(of: app, limit: 256 * 1024)
    let bodyStart = Int(try app.value(of: "__slot_vectors"))
    guard bodyStart == FirmwareFile.slotAddress + SignedImage.headerBytes, flash.count > bodyStart
    else {
      throw PackError("fill the image header", "there is no image behind a header at 0x6000")
    }
    slot = try SignedImage(
      body: Array(flash[bodyStart...]), version: version,
      target: ImageTarget(board: Wire.Board.microbitV1.rawValue, contract: Wire.contractHash),
      key: key
    ).bytes
    self.bootloader = try Self.bootloader(bootloader, key)
    let gap = FirmwareFile.slotAddress - self.bootloader.count
    merged = self.bootloader + [UInt8](repeating: 0xFF, count: gap) + slot
  }

  /// What the linker placed, from address 0 on.
  private static func flash(of elf: ElfImage, limit: Int) throws(PackError) -> [UInt8] {
    var flash: [UInt8] = []
    for segment in elf.segments {
      let start = Int(segment.loadAddress)
      let end = start + segment.bytes.count
      guard end <= limit else {
        throw PackError("place the segment at \(start)", "it ends behind \(limit)")
      }
      if flash.count < end {
        flash.append(contentsOf: repeatElement(0xFF, count: end - flash.count))
      }
      flash.replaceSubrange(start..<end, with: segment.bytes)
    }
    return flash
  }

  private static func bootloader(_ elf: ElfImage, _ key: SigningKey) throws(PackError) -> [UInt8] {
    var bytes = try flash(of: elf, limit: FirmwareFile.slotAddress)
    let address = Int(try elf.value(of: "microbit_public_key_bytes"))
    let publicKey = key.publicKey
    guard address + publicKey.count <= bytes.count else {
      throw PackError("write the public key", "its place lies outside the bootloader")
    }
    bytes.replaceSubrange(address..<(address + publicKey.count), with: publicKey)
    return bytes
  }
}
