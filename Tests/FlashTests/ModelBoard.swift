import BootWire
import FirmwarePack
import Foundation
import Glibc
import SoleLink
import Synchronization

@testable import Flash

/// A board that speaks SMP at the far end of a real pty, on a thread of its own: ours in its
/// bootloader, or one with an app of Zephyr's MCUmgr, which takes an image into slot 1.
final class ModelBoard: Sendable {
  enum Manner: Sendable {
    case ours, zephyr
    /// MCUboot starts the old image all the same.
    case refuses
    /// The new image has no SMP.
    case silent
    /// So many pieces behind the tenth are lost.
    case losesPieces(Int)
    /// One of ours, whose answer to a reset is lost.
    case losesReset
  }

  private struct State {
    var slots: [[UInt8]]
    var isPending = false
    var received: [UInt8] = []
    var wantedBytes = 0
    var pieces = 0
    var wasReset = false
  }

  let portPath: String
  private let manner: Manner
  private let running: Mutex<[UInt8]>
  private let master: CInt
  private let slave: CInt
  private let isStopping = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  static let old = [UInt8](repeating: 0x0D, count: 32)

  init(_ manner: Manner) {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var name = [CChar](repeating: 0, count: 64)
    var settings = termios()
    cfmakeraw(&settings)
    precondition(openpty(&master, &slave, &name, &settings, nil) == 0, "no pty is left")
    self.manner = manner
    self.master = master
    self.slave = slave
    running = Mutex(Self.old)
    portPath = name.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
    let thread = Thread { [self] in
      serve()
      ended.signal()
    }
    thread.name = "model board"
    thread.start()
  }

  /// The hash of what slot 0 holds.
  var runningHash: [UInt8] { running.withLock { $0 } }

  func stop() {
    isStopping.store(true, ordering: .relaxed)
    ended.wait()
  }

  private var isOurs: Bool {
    switch manner {
    case .ours, .losesReset: true
    default: false
    }
  }

  private func serve() {
    var state = State(slots: [Self.old, []])
    var packets = SerialPacketReader<4096>()
    var frames = FrameDecoder()
    var encoder = FrameEncoder()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    defer {
      close(slave)
      close(master)
    }
    while !isStopping.load(ordering: .relaxed) {
      var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 20) > 0 else { continue }
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { continue }
      for byte in buffer[..<count] {
        if packets.receive(byte) == .packet {
          let bytes = packets.packet.withUnsafeBytes { Array($0) }
          if let message = SMPMessage(parsing: bytes) { answer(message, &state) }
        }
        if frames.receive(byte) == .frame, isOurs, state.wasReset {
          let frame = encoder.encode(ChipMessage.identity(identity))
          frame.bytes.withUnsafeBytes { say(Array($0)) }
        }
      }
    }
  }

  private func say(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
  }

  private var identity: Wire.Identity {
    var identity = Wire.Identity(
      contractHash: Wire.contractHash, uniqueId: 0xAB, board: .microbitV1, boots: 1)
    for (index, byte) in runningHash.enumerated() { identity.imageHash[index] = byte }
    return identity
  }

  private func answer(_ message: SMPMessage, _ state: inout State) {
    if state.wasReset {
      if isOurs { return }
      if case .silent = manner { return }
    }
    guard let pairs = self.pairs(message, &state) else { return }
    let packet = SMPMessage.request(
      message.header.operation.answer, group: message.header.group,
      command: message.header.command, sequence: message.header.sequence, pairs)
    var bytes: [UInt8] = []
    SerialPacketWriter.write(packet.span.bytes) { bytes.append($0) }
    say(bytes)
  }

  /// What a request is answered with; nil where request or answer is lost.
  private func pairs(_ message: SMPMessage, _ state: inout State) -> [(String, CBORValue)]? {
    let isWrite = message.header.operation == .write
    switch (message.header.group, message.header.command) {
    case (SMP.Group.system, SMP.SystemCommand.echo): return [("r", .text("here"))]
    case (SMP.Group.system, SMP.SystemCommand.parameters):
      return [("buf_size", .unsigned(256)), ("buf_count", .unsigned(4))]
    case (SMP.Group.system, SMP.SystemCommand.reset): return reset(&state)
    case (SMP.Group.own, SMP.OwnCommand.bootloader) where isOurs:
      return [
        ("board", .unsigned(1)), ("layout", .unsigned(UInt64(ImageTarget.layout))),
        ("unsigned", .boolean(true)),
      ]
    case (SMP.Group.image, SMP.ImageCommand.state):
      if isWrite, message.body["hash"]?.data == state.slots[1] {
        state.isPending = message.body["confirm"]?.truth == true
      }
      return [("images", .array(images(state)))]
    case (SMP.Group.image, SMP.ImageCommand.upload): return upload(message, &state)
    default: return [("rc", .unsigned(8))]
    }
  }

  private func images(_ state: State) -> [CBORValue] {
    state.slots.enumerated().filter { !$0.element.isEmpty }.map { slot, hash in
      .map([
        "slot": .unsigned(UInt64(slot)), "version": .text("1.0.0"), "hash": .bytes(hash),
        "pending": .boolean(slot == 1 && state.isPending),
      ])
    }
  }

  private func reset(_ state: inout State) -> [(String, CBORValue)]? {
    state.wasReset = true
    if case .refuses = manner {
      state.isPending = false
      return [("rc", .unsigned(0))]
    }
    if state.isPending || isOurs {
      // Once: a request that was sent again resets it again.
      state.isPending = false
      state.slots = [state.slots[1], state.slots[0]]
      let hash = state.slots[0]
      running.withLock { $0 = hash }
    }
    if case .losesReset = manner { return nil }
    return [("rc", .unsigned(0))]
  }

  private func upload(_ message: SMPMessage, _ state: inout State) -> [(String, CBORValue)]? {
    state.pieces += 1
    if case .losesPieces(let count) = manner, state.pieces > 10, state.pieces <= 10 + count {
      return nil
    }
    if let length = message.body["len"]?.number { state.wantedBytes = Int(length) }
    if message.body["off"]?.number == UInt64(state.received.count) {
      state.received += message.body["data"]?.data ?? []
    }
    if state.received.count == state.wantedBytes,
      let found = try? ImageInspection(state.received, name: "received")
    {
      state.slots[1] = found.hash
    }
    return [("rc", .unsigned(0)), ("off", .unsigned(UInt64(state.received.count)))]
  }
}
