package import BootWire
internal import Glibc
package import SerialPort
package import SoleLink

/// The line to a board that may run its bootloader or its app: both are heard at once.
///
/// One thread owns it.
package struct BoardLine: ~Copyable {
  /// What came over the line.
  package enum Heard: Sendable {
    case smp(SMPMessage)
    case app(ChipMessage)
  }

  private let port: SerialPort
  private var packets = SerialPacketReader<4096>()
  private var frames = FrameDecoder()
  private var encoder = FrameEncoder()
  private var buffer = [UInt8](repeating: 0, count: 16 * 1024)
  private var outgoing: [UInt8] = []

  package init(port: consuming SerialPort) {
    self.port = port
  }

  package var now: UInt64 { MonotonicClock.now() }
  package var path: String { port.path }
  /// When the last byte came, of whatever kind; 0 for none.
  package private(set) var lastByteTime: UInt64 = 0

  package mutating func send(packet: [UInt8]) {
    SerialPacketWriter.write(packet.span.bytes) { outgoing.append($0) }
  }

  package mutating func send(_ message: HostMessage) {
    // A delimiter first: what was said to a bootloader must not stand before the frame.
    outgoing.append(0)
    encoder.encode(message).bytes.withUnsafeBytes { outgoing.append(contentsOf: $0) }
  }

  /// Ends the line that a frame for the app looks like to others, who wait for its end.
  package mutating func startLine() { outgoing.append(0x0A) }

  /// Forgets what waits to be sent.
  package mutating func discardOutgoing() { outgoing = [] }

  /// Sends what waits and takes what comes, until something came or the deadline has passed.
  package mutating func exchange(
    until deadline: UInt64, _ body: (Heard, UInt64) -> Void
  ) throws(FlashError) {
    do throws(SerialError) {
      if !outgoing.isEmpty { outgoing.removeFirst(try port.write(outgoing)) }
      let time = now
      let left = min(deadline > time ? deadline - time : 0, 50_000_000)
      // With bytes still to send the driver is asked again soon: its buffer drains by itself.
      let wait = outgoing.isEmpty ? left : min(left, 1_000_000)
      guard try port.wait(for: .readable, timeoutNanoseconds: wait) else { return }
      let count = try port.read(into: &buffer)
      let arrival = now
      if count > 0 { lastByteTime = arrival }
      for index in 0..<count { take(buffer[index], arrival, body) }
    } catch {
      throw FlashError(.board, error.message)
    }
  }

  private mutating func take(_ byte: UInt8, _ time: UInt64, _ body: (Heard, UInt64) -> Void) {
    if packets.receive(byte) == .packet {
      let bytes = packets.packet.withUnsafeBytes { Array($0) }
      if let message = SMPMessage(parsing: bytes) { body(.smp(message), time) }
    }
    if frames.receive(byte) == .frame {
      let frame = frames.frame
      if let message = try? ChipMessage(
        type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      {
        body(.app(message), time)
      }
    }
  }

  /// Gives the port back.
  package consuming func close() throws(FlashError) {
    do throws(SerialError) {
      try port.close()
    } catch {
      throw FlashError(.board, error.message)
    }
  }
}
