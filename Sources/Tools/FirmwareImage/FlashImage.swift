import BootWire
import Crypto

/// The bytes of the flash: what lives at 0, and slot 0 with its header filled and its hash behind.
struct FlashImage {
  /// Where slot 0 starts.
  static let slotAddress: UInt32 = 0x6000

  /// From address 0 to the end of the slot's trailer; erased bytes read 0xFF.
  let merged: [UInt8]
  /// Header, image and trailer alone, as a bootloader is sent them.
  let slot: [UInt8]
  let hash: ImageHash

  init(_ elf: ElfImage, version: ImageVersion) throws(ToolError) {
    let slotStart = Int(Self.slotAddress)
    var flash: [UInt8] = []
    for segment in elf.segments {
      let start = Int(segment.loadAddress)
      let end = start + segment.bytes.count
      guard end <= 256 * 1024 else {
        throw ToolError("place the segment at \(start)", "it ends behind the flash")
      }
      if flash.count < end {
        flash.append(contentsOf: repeatElement(0xFF, count: end - flash.count))
      }
      flash.replaceSubrange(start..<end, with: segment.bytes)
    }
    let headerBytes = Int(try elf.value(of: "__slot_vectors")) - slotStart
    guard flash.count > slotStart + headerBytes, headerBytes >= ImageHeader.byteCount else {
      throw ToolError("fill the image header", "there is no image behind a header at 0x6000")
    }
    var slot = Array(flash[slotStart...])
    // The alignment keeps the trailer's numbers on even addresses, as MCUboot's own tool does.
    while slot.count % 4 != 0 { slot.append(0xFF) }
    let header = ImageHeader(
      headerBytes: UInt16(headerBytes), imageBytes: UInt32(slot.count - headerBytes),
      version: version
    ).encoded()
    for index in 0..<ImageHeader.byteCount { slot[index] = header[index] }
    var hash = ImageHash()
    for (index, byte) in SHA256.hash(data: slot).enumerated() { hash[index] = byte }
    let trailer = ImageTrailer.encoded(hash: hash)
    for index in 0..<ImageTrailer.hashOnlyByteCount { slot.append(trailer[index]) }
    self.slot = slot
    self.hash = hash
    merged = Array(flash[..<slotStart]) + slot
  }
}
