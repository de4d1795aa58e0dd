internal import BootWire
internal import CMicrobit
internal import SoleBoard
internal import SoleBoot

extension SoleBootloader {
  /// Answers SMP on the line until a reset.
  static func stay(_ reason: StayReason, _ running: ImageIdentity?) -> Never {
    // A reset by anyone else is none that was asked for.
    note.note(ending: .request)
    note.store(to: MemoryBus(), at: Hardware.noteAddress)
    let key = key
    var server = BootServer(
      policy: policy, check: LivelyCheck(base: Ed25519Check(key: key)),
      facts: facts(reason, key), running: running)
    var flash = ChipFlash()
    // The window may have ended with a packet, or within one.
    if reason == .held { answer(&server, &flash) }
    Hardware.feed()
    Hardware.startHeartbeat()
    while true {
      while let byte = Hardware.line.receive() {
        if reader.receive(byte) == .packet { answer(&server, &flash) }
      }
      Hardware.sleep()
    }
  }

  private static func send(_ byte: UInt8) { Hardware.line.send(byte) }

  private static var key: InlineArray<32, UInt8> {
    var key = InlineArray<32, UInt8>(repeating: 0)
    for place in 0..<32 { key[place] = microbit_public_key_byte(UInt32(place)) }
    return key
  }

  private static func facts(
    _ reason: StayReason, _ key: InlineArray<32, UInt8>
  ) -> BootFacts {
    BootFacts(
      version: ImageVersion(major: 0, minor: 1, revision: 0),
      uniqueID: UniqueIdentifier.read(from: MemoryBus()),
      resetReason: Hardware.reset.reason.rawValue, stay: reason, key: key,
      bufferBytes: bufferBytes, bufferCount: bufferCount)
  }

  /// Never inlined: the loop has it twice.
  @inline(never)
  private static func answer(
    _ server: inout BootServer<LivelyCheck>, _ flash: inout ChipFlash
  ) {
    let action = server.handle(reader.packet, &flash)
    guard action != .nothing else { return }
    SerialPacketWriter.write(server.packet.bytes, to: send)
    if action == .answerAndReset {
      note.noteLife()
      note.store(to: MemoryBus(), at: Hardware.noteAddress)
      Hardware.restart()
    }
  }
}

/// Gives a sign of life before it works for a second and a half.
private struct LivelyCheck: SignatureCheck {
  let base: Ed25519Check

  func isRight(_ signature: RawSpan, of hash: ImageHash) -> Bool {
    Hardware.feed()
    Hardware.line.send(0x0A)
    return base.isRight(signature, of: hash)
  }
}
