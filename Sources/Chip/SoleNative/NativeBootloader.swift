import BootWire
import SoleBoot
import SoleFlash
import SoleLink

/// The bootloader's server and installer as on the chip, over a flash in memory.
///
/// It shows what the code alone can do: no UART that is polled, no flash that is slow.
struct NativeBootloader {
  /// Both slots; the bootloader itself is this program.
  private var flash = MemoryFlash(
    range: FlashLayout.microbit.slot0..<FlashLayout.microbit.slot1
      + FlashLayout.microbit.slotBytes)
  private let policy: BootPolicy
  private let key: InlineArray<32, UInt8>
  private let uniqueID: UInt64

  init(_ options: Options) {
    policy = BootPolicy(
      board: Wire.Board.native.rawValue, layout: .microbit,
      allowsUnsigned: options.publicKey == nil)
    var key = InlineArray<32, UInt8>(repeating: 0)
    for (index, byte) in (options.publicKey ?? []).enumerated() { key[index] = byte }
    self.key = key
    uniqueID = options.uniqueID
  }

  /// What a reset does: finishes an upgrade; the image that slot 0 holds then.
  mutating func install() -> ImageIdentity? {
    var installer = Installer(policy: policy)
    while case .perform(let operation) = installer.next(flash) { flash.perform(operation) }
    return installer.image
  }

  /// Answers SMP until a reset is asked for (true) or the line ends (false).
  mutating func serve(_ line: Line, _ running: ImageIdentity?) throws(NativeError) -> Bool {
    var server = BootServer(
      policy: policy, check: Ed25519Check(key: key), facts: facts, running: running)
    var reader = SerialPacketReader<256>()
    var buffer = [UInt8](repeating: 0, count: 4096)
    var outgoing: [UInt8] = []
    var wantsReset = false
    while true {
      try line.send(&outgoing)
      if wantsReset && outgoing.isEmpty { return true }
      guard try line.wait(microseconds: nil, toSend: !outgoing.isEmpty) else { continue }
      guard let count = try line.receive(into: &buffer) else { return false }
      for byte in buffer[..<count] where reader.receive(byte) == .packet {
        let action = server.handle(reader.packet, &flash)
        guard action != .nothing else { continue }
        SerialPacketWriter.write(server.packet.bytes) { outgoing.append($0) }
        if action == .answerAndReset { wantsReset = true }
      }
    }
  }

  private var facts: BootFacts {
    BootFacts(
      version: ImageVersion(major: 0, minor: 1, revision: 0), uniqueID: uniqueID, resetReason: 0,
      stay: .asked, key: key, bufferBytes: 256, bufferCount: 4)
  }
}
