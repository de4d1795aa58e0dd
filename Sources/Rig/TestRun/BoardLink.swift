internal import CLinux
internal import Capture
internal import Glibc
internal import RigModel
internal import SerialPort
internal import SoleLink

/// The rig's end of the line: a port, what goes over it in frames, and the capture of all of it.
///
/// One thread owns it. What comes is stamped right behind the read, what goes right before the write
/// that takes its last byte: nothing happened at the other end later than the one, nor before the
/// other. A frame that did not leave whole is in no capture.
struct BoardLink: ~Copyable {
  private var port: SerialPort
  private var capture: CaptureFile
  private var decoder = FrameDecoder()
  private var encoder = FrameEncoder()
  private var outgoing = SendQueue()
  private var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  private let hearing: (ChipMessage) -> Void
  /// Set while the rig's own time is watched.
  private var watch: HostWatch?
  private var timer = DeadlineTimer.none
  /// Bytes that came since it was set to 0.
  var receivedBytes = 0

  /// How long a wait may last before the interruption is looked at.
  private static let pollNanoseconds: Int64 = 50_000_000

  /// - Parameter hearing: hears every message of the chip, on the line's thread.
  init(
    port: consuming SerialPort, capture: consuming CaptureFile,
    hearing: @escaping (ChipMessage) -> Void = { _ in }
  ) {
    self.port = port
    self.capture = capture
    self.hearing = hearing
  }

  var now: UInt64 { MonotonicClock.now() }

  mutating func send(_ message: HostMessage) { outgoing.append(encoder.encode(message).bytes) }

  /// Puts bytes on the line that are not meant to be good frames.
  mutating func spoil(_ fault: SpoiltChunk) {
    outgoing.append(fault.wireBytes(&encoder).span.bytes)
  }

  mutating func record(_ event: RigEvent) throws(CaseFailure) { try record(event, at: now) }

  /// Adds an event of an earlier moment.
  mutating func record(_ event: RigEvent, at time: UInt64) throws(CaseFailure) {
    try capturing { capture throws(CaptureError) in try capture.append(event, at: time) }
  }

  mutating func flush() throws(CaseFailure) {
    try capturing { capture throws(CaptureError) in try capture.flush(at: MonotonicClock.now()) }
  }

  /// Sends what waits and takes what comes, until something came or the deadline has passed.
  ///
  /// - Parameter body: is given every message that came, and when the read that brought it ended.
  mutating func exchange(
    until deadline: UInt64, _ body: (ChipMessage, UInt64) -> Void
  ) throws(CaseFailure) {
    try write()
    let hasCome = wait(until: min(deadline, watch?.deadline ?? .max))
    try look()
    if hasCome { try read(body) }
    try capturing { capture throws(CaptureError) in
      try capture.flushIfDue(at: MonotonicClock.now())
    }
  }

  /// Waits until something came, the port takes what waits, or the deadline has passed; tells whether
  /// something came.
  private mutating func wait(until deadline: UInt64) -> Bool {
    let left = Int64(clamping: deadline) - Int64(clamping: now)
    if watch != nil { timer.arm(deadline) }
    var entries: InlineArray<2, pollfd> = [
      pollfd(
        fd: port.descriptor, events: Int16(POLLIN) | (outgoing.isEmpty ? 0 : Int16(POLLOUT)),
        revents: 0),
      pollfd(fd: watch == nil ? -1 : timer.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = max(0, min(left, Self.pollNanoseconds))
    let ready = withUnsafeMutableBytes(of: &entries) {
      clinux_ppoll($0.assumingMemoryBound(to: pollfd.self).baseAddress, 2, timeout)
    }
    return ready > 0 && entries[0].revents & ~Int16(POLLOUT) != 0
  }

  /// Watches the rig's own time from here on: it looks at the port at least so often, and records
  /// where it could not.
  mutating func beginWatch(everyNanoseconds period: UInt64) throws(CaseFailure) {
    // The 50 µs that Linux adds to waits by default are no deadline kept.
    _ = clinux_set_timer_slack(1000)
    do throws(SerialError) {
      if timer.descriptor < 0 { timer = try DeadlineTimer.make() }
    } catch {
      throw CaseFailure(.rig, error.message)
    }
    let start = now
    let watch = HostWatch(periodNanoseconds: period, at: start)
    try record(.hostWatch(.init(everyNanoseconds: watch.promisedNanoseconds)), at: start)
    self.watch = watch
  }

  mutating func endWatch() throws(CaseFailure) {
    guard watch != nil else { return }
    try look()
    let end = now
    if let late = watch?.takeGathered(at: end) { try record(.hostLate(late), at: end) }
    watch = nil
    try record(.hostWatch(.init(everyNanoseconds: 0)), at: end)
  }

  private mutating func look() throws(CaseFailure) {
    guard watch != nil else { return }
    let time = now
    if let late = watch?.look(at: time) { try record(.hostLate(late), at: time) }
  }

  /// Goes on over another port: what waited to be sent was the old one's.
  mutating func reopen(_ port: consuming SerialPort) {
    self.port = port
    outgoing = SendQueue()
    decoder = FrameDecoder()
  }

  /// Resets the chip by a line of the port: whether that is the way.
  mutating func reset(_ way: Rig.ResetWay) throws(CaseFailure) -> Bool {
    do throws(SerialError) {
      return try HardReset.perform(way, on: port)
    } catch {
      throw CaseFailure(.linkLost, error.message)
    }
  }

  /// Puts the beginning of a frame that will have no end into the capture: no byte goes unseen.
  mutating func endChunk() throws(CaseFailure) {
    if decoder.pendingBytes > 0 { try decode([0], at: now) { _, _ in } }
  }

  /// What became of the wish that the port's driver hand over every byte at once.
  var lowLatency: String { port.lowLatency.rawValue }

  /// Records what the port's driver has counted, where it counts.
  mutating func recordDriverCounters() throws(CaseFailure) {
    guard let counters = port.driverCounters() else { return }
    try record(.driverCounters(RigEvent.DriverCounters(counters)))
  }

  /// Gives the port back.
  consuming func close() throws(CaseFailure) {
    try flush()
    do throws(SerialError) {
      try port.close()
    } catch {
      throw CaseFailure(.linkLost, error.message)
    }
  }

  /// Hands to the port what it takes at once.
  mutating func write() throws(CaseFailure) {
    guard !outgoing.isEmpty else { return }
    let time = now
    let count: Int
    do throws(SerialError) {
      count = try port.write(outgoing.waiting)
    } catch {
      throw CaseFailure(.linkLost, error.message)
    }
    // Held apart while it tells what has left: that goes to the rest of this link.
    var queue = SendQueue()
    swap(&queue, &outgoing)
    var failure: CaptureError?
    queue.remove(count) { piece in
      do throws(CaptureError) {
        try keep(piece, at: time)
      } catch {
        failure = error
      }
    }
    swap(&queue, &outgoing)
    if let failure { throw CaseFailure(.rig, failure.description) }
  }

  /// Puts a piece that has left into the capture, as what the chip's decoder is to make of it.
  private mutating func keep(_ piece: RawSpan, at time: UInt64) throws(CaptureError) {
    var failure: CaptureError?
    var decoder = FrameDecoder()
    decoder.receive(piece) { kind, encoded, _ in
      do throws(CaptureError) {
        // Of an oversize chunk the decoder keeps the start; the piece is that and two delimiters.
        let length = kind == .oversize ? piece.byteCount - 2 : encoded.byteCount
        try capture.append(kind, encoded, length: length, .toChip, at: time)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private mutating func read(_ body: (ChipMessage, UInt64) -> Void) throws(CaseFailure) {
    let count: Int
    do throws(SerialError) {
      count = try port.read(into: &buffer)
    } catch {
      throw CaseFailure(.linkLost, error.message)
    }
    let time = now
    receivedBytes += count
    var bytes: [UInt8] = []
    swap(&bytes, &buffer)
    defer { swap(&bytes, &buffer) }
    try decode(bytes[..<count], at: time, body)
  }

  private mutating func decode(
    _ bytes: ArraySlice<UInt8>, at time: UInt64, _ body: (ChipMessage, UInt64) -> Void
  ) throws(CaseFailure) {
    // Held apart while the decoder runs: what it finds goes to the rest of this link.
    var decoder = FrameDecoder()
    swap(&decoder, &self.decoder)
    var failure: CaptureError?
    decoder.receive(bytes.span.bytes) { kind, encoded, frame in
      do throws(CaptureError) {
        try capture.append(kind, encoded, length: encoded.byteCount, .toHost, at: time)
      } catch {
        failure = error
      }
      if kind == .frame, let message = Self.message(frame) {
        hearing(message)
        body(message, time)
      }
    }
    swap(&decoder, &self.decoder)
    if let failure { throw CaseFailure(.rig, failure.description) }
  }

  /// The message of a good frame; nil for one that is not of the contract, which the capture keeps.
  private static func message(_ frame: RawSpan) -> ChipMessage? {
    do throws(PayloadError) {
      return try ChipMessage(
        type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
    } catch {
      return nil
    }
  }

  private mutating func capturing(
    _ body: (inout CaptureFile) throws(CaptureError) -> Void
  ) throws(CaseFailure) {
    do throws(CaptureError) {
      try body(&capture)
    } catch {
      throw CaseFailure(.rig, error.description)
    }
  }
}
