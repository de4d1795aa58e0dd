import Foundation
import Glibc
import SoleLink
import Synchronization

/// A chip at the far end of a real pty, on a thread of its own: it speaks the sole link as its script
/// has it.
final class FakeChip: Sendable {
  /// The port for the rig.
  let portPath: String
  private let master: CInt
  private let slave: CInt
  private let isStopping = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  /// - Parameter script: is given every message; `SpokenLine.answer` is what a good chip does.
  init(_ script: @escaping @Sendable (HostMessage, inout SpokenLine) -> Void) {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var name = [CChar](repeating: 0, count: 64)
    var settings = termios()
    cfmakeraw(&settings)
    precondition(openpty(&master, &slave, &name, &settings, nil) == 0, "no pty is left")
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    self.master = master
    self.slave = slave
    portPath = name.withUnsafeBufferPointer { String(cString: $0.baseAddress.unsafelyUnwrapped) }
    let thread = Thread { [self] in
      serve(script)
      ended.signal()
    }
    thread.name = "fake chip"
    thread.start()
  }

  /// Ends the thread, and with it the line.
  func stop() {
    isStopping.store(true, ordering: .relaxed)
    ended.wait()
  }

  private func serve(_ script: (HostMessage, inout SpokenLine) -> Void) {
    var line = SpokenLine()
    var decoder = FrameDecoder()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    defer {
      // The slave first: the master's closing is then the hang-up.
      close(slave)
      close(master)
    }
    while !isStopping.load(ordering: .relaxed), !line.hangsUp || !line.outgoing.isEmpty {
      var request = pollfd(
        fd: master, events: Int16(POLLIN) | (line.outgoing.isEmpty ? 0 : Int16(POLLOUT)),
        revents: 0)
      guard poll(&request, 1, 20) > 0 else { continue }
      if request.revents & Int16(POLLOUT) != 0 {
        let written = line.outgoing.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        if written > 0 { line.outgoing.removeFirst(written) }
      }
      guard request.revents & Int16(POLLIN) != 0 else { continue }
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { continue }
      decoder.receive(buffer.span.bytes.extracting(first: count)) { kind, _, frame in
        guard kind == .frame, !line.hangsUp,
          let message = try? HostMessage(
            type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
        else { return }
        script(message, &line)
      }
    }
  }
}

/// What a fake chip keeps in mind, and what it has to say.
struct SpokenLine {
  var identity = Wire.Identity(
    contractHash: Wire.contractHash, uniqueId: 0xAB, board: .native, boots: 1)
  fileprivate(set) var outgoing: [UInt8] = []
  /// Set to end the line once all is said.
  var hangsUp = false
  /// Samples that have come.
  private(set) var next: UInt32 = 0
  private var encoder = FrameEncoder()

  mutating func say(_ message: ChipMessage) {
    let frame = encoder.encode(message)
    frame.bytes.withUnsafeBytes { outgoing.append(contentsOf: $0) }
  }

  mutating func sayRaw(_ bytes: [UInt8]) { outgoing += bytes }

  /// Starts anew, without a word before.
  mutating func restart(_ reason: Wire.ResetReason = .software) {
    identity.boots += 1
    identity.resetReason = reason
    encoder = FrameEncoder()
    say(.identity(identity))
  }

  /// Does what a good chip does.
  mutating func answer(_ message: HostMessage) {
    switch message {
    case .hello: say(.identity(identity))
    case .reset: restart()
    case .loopback(let request): say(.loopbackReply(.init(data: request.data)))
    case .statusQuery: say(.status(.init()))
    case .start:
      next = 0
      acknowledge(message)
      say(.credit(.init(nextIndex: 0, freeSlots: 100)))
    case .samples(let samples):
      next = samples.firstIndex + UInt32(samples.samples.count)
      say(.credit(.init(nextIndex: next, freeSlots: 100, consumed: next)))
    case .configure, .stop: acknowledge(message)
    default: break
    }
  }

  private mutating func acknowledge(_ message: HostMessage) {
    say(.acknowledgement(.init(request: message.messageType, sequence: 0, result: .done)))
  }
}
