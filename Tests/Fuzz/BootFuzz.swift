import BootWire
import SoleBoot
import SoleFlash

/// Bytes for the bootloader: as a line, as requests of their own, as an image in a slot. Nothing
/// traps, no flash operation leaves the slots, and slot 0 stays as it is.
@c(LLVMFuzzerTestOneInput)
public func fuzzBoot(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  var flash = FuzzFlash()
  let before = flash.slot0
  var server = BootServer(
    policy: FuzzFlash.policy, check: NoCheck(),
    facts: BootFacts(
      version: ImageVersion(major: 0, minor: 1, revision: 0), uniqueID: 1, resetReason: 0,
      stay: .asked, key: InlineArray(repeating: 5), bufferBytes: 256, bufferCount: 4), running: nil)
  var reader = SerialPacketReader<256>()
  for byte in bytes where reader.receive(byte) == .packet {
    _ = server.handle(reader.packet, &flash)
  }
  // Base64 and the CRC are out of a fuzzer's reach: requests of the rest, each behind its length.
  var offset = 0
  while offset < count {
    let end = min(offset + 1 + Int(bytes[offset]), count)
    _ = server.handle(bytes.span.bytes.extracting((offset + 1)..<end), &flash)
    _ = server.handle(request(Array(bytes[(offset + 1)..<end])).span.bytes, &flash)
    offset = end
  }
  precondition(flash.slot0 == before, "slot 0 was written")
  flash.place(bytes)
  var installer = Installer(policy: FuzzFlash.policy)
  for _ in 0..<100_000 {
    guard case .perform(let operation) = installer.next(flash) else { return 0 }
    flash.perform(operation)
  }
  preconditionFailure("the installer does not end")
}

/// An upload request around a body, with a header that fits it.
private func request(_ body: [UInt8]) -> [UInt8] {
  let header = SMPHeader(
    .write, group: 1, command: 1, sequence: 0, payloadBytes: UInt16(body.count)
  ).encoded()
  return (0..<SMPHeader.byteCount).map { header[$0] } + body
}

private struct NoCheck: SignatureCheck {
  func isRight(_ signature: RawSpan, of hash: ImageHash) -> Bool { signature.byteCount == 64 }
}

/// Two slots of four pages.
private struct FuzzFlash: FlashMemory {
  static let layout = FlashLayout(slot0: 0x400, slot1: 0x1400, slotPages: 4)
  static let policy = BootPolicy(board: 1, layout: layout, allowsUnsigned: true)

  private var bytes = [UInt8](repeating: 0xFF, count: 0x2400)

  var slot0: ArraySlice<UInt8> { bytes[0x400..<0x1400] }

  /// Puts the bytes where an image and its record would stand.
  mutating func place(_ input: [UInt8]) {
    let half = input.count / 2
    for (index, byte) in input.prefix(half).prefix(0xC00).enumerated() {
      bytes[0x1400 + index] = byte
    }
    for (index, byte) in input.dropFirst(half).prefix(0x400).enumerated() {
      bytes[0x2000 + index] = byte
    }
  }

  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result {
    body(bytes.span.bytes.extracting(Int(address)..<Int(address + count)))
  }

  mutating func erase(page: UInt32) {
    precondition(page % 1024 == 0 && page >= 0x400 && page < 0x2400, "erase of \(page)")
    for index in Int(page)..<Int(page) + 1024 { bytes[index] = 0xFF }
  }

  mutating func write(_ word: UInt32, at address: UInt32) {
    precondition(address % 4 == 0 && address >= 0x400 && address < 0x2400, "write at \(address)")
    for index in 0..<4 {
      bytes[Int(address) + index] &= UInt8(truncatingIfNeeded: word >> UInt32(index * 8))
    }
  }
}
