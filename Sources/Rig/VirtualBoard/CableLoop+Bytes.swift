import CLinux
import Glibc
import RigModel
import SerialPort

// MARK: - Moving bytes

extension CableLoop {
  mutating func pumpToChip(at now: UInt64) {
    guard chip >= 0 else { return }
    flushToChip(at: now)
    // A bound on the turn: the other direction must get its own.
    var turns = 8
    while ready.master && turns > 0 && model.isIdeal(.toChip) && forChip.isEmpty {
      let count = Descriptors.readSome(master, into: buffer)
      if count <= 0 { break }
      model.toChip.pass(count)
      forChip.append(forward(count, .toChip, at: now))
      turns -= 1
    }
    if model.isIdeal(.toChip) { return }
    if ready.master { takeFromHost(at: now) }
    guard forChip.count < Self.outputLimit else { return }
    let chipHasRead = model.fifo?.isInFlight != true || unreadByChip() == 0
    model.deliverToChip(at: now, chipHasRead: chipHasRead, into: &forChip)
    flushToChip(at: now)
  }

  mutating func pumpToHost(at now: UInt64) {
    flushToHost(at: now)
    var turns = 8
    while ready.chip && turns > 0 && model.isIdeal(.toHost) && forHost.isEmpty {
      let count = readChip(limit: buffer.count, at: now)
      if count <= 0 { break }
      model.toHost.pass(count)
      forHost.append(forward(count, .toHost, at: now))
      turns -= 1
    }
    if model.isIdeal(.toHost) { return }
    if ready.chip { takeFromChip(at: now) }
    if !model.isPlugged {
      // No one is there to hear it.
      model.toHost.discardQueued()
      return
    }
    guard forHost.count < Self.outputLimit else { return }
    model.deliverToHost(at: now, into: &forHost)
    flushToHost(at: now)
  }

  private mutating func takeFromHost(at now: UInt64) {
    let room = min(model.toChip.room, buffer.count)
    guard room > 0, master >= 0 else { return }
    let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])
    let count = Descriptors.readSome(master, into: part)
    if count > 0 {
      model.toChip.accept(UnsafeRawBufferPointer(rebasing: part[..<count]), at: now)
    }
  }

  private mutating func takeFromChip(at now: UInt64) {
    let count = readChip(limit: min(model.toHost.room, buffer.count), at: now)
    if count > 0 {
      model.toHost.accept(UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: now)
    }
  }

  private mutating func readChip(limit: Int, at now: UInt64) -> Int {
    guard chip >= 0, limit > 0 else { return 0 }
    let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<limit])
    let count = Descriptors.readSome(chip, into: part)
    if count == 0 || (count < 0 && count != -Int(EAGAIN)) { chipLineClosed(at: now) }
    return count
  }

  /// Writes the buffer's first bytes to the far end: the ones that it does not take.
  private mutating func forward(
    _ count: Int, _ direction: CableDirection, at now: UInt64
  ) -> UnsafeRawBufferPointer {
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    let isSocket = direction == .toChip
    let descriptor = isSocket ? chip : master
    let time = writeTime(at: now)
    let written = max(0, Descriptors.writeSome(descriptor, bytes, isSocket: isSocket))
    model.noteForwarded(direction, count: written, at: time)
    return UnsafeRawBufferPointer(rebasing: bytes[written...])
  }

  private mutating func flushToChip(at now: UInt64) {
    guard chip >= 0, !forChip.isEmpty else { return }
    let time = writeTime(at: now)
    let written = Self.drain(&forChip, to: chip, isSocket: true)
    model.noteForwarded(.toChip, count: written, at: time)
  }

  private mutating func flushToHost(at now: UInt64) {
    guard master >= 0, !forHost.isEmpty else { return }
    let time = writeTime(at: now)
    let written = Self.drain(&forHost, to: master, isSocket: false)
    model.noteForwarded(.toHost, count: written, at: time)
  }

  private static func drain(
    _ queue: inout ByteQueue, to descriptor: CInt, isSocket: Bool
  ) -> Int {
    let written = queue.withUnsafeBytes {
      max(0, Descriptors.writeSome(descriptor, $0, isSocket: isSocket))
    }
    queue.removeFirst(written)
    return written
  }

  /// The time to log for a write that comes now.
  ///
  /// Taken before the write: the far end never has a byte before the log says so, and a log that
  /// others take as the truth about time wants it to the microsecond.
  private func writeTime(at now: UInt64) -> UInt64 {
    model.settings.logsTraffic ? MonotonicClock.now() : now
  }

  /// What the kernel holds for the chip's process: zero only when it has read everything.
  private func unreadByChip() -> CInt {
    var count: CInt = 0
    return ioctl(chip, UInt(TIOCOUTQ), &count) < 0 ? 0 : count
  }
}

// MARK: - Waiting

extension CableLoop {
  /// Waits for the first thing there is to do.
  mutating func waitForWork(at now: UInt64) {
    let readable = Int16(POLLIN)
    let writable = Int16(POLLOUT)
    let fromMaster = wantsFromHost ? readable : 0
    let fromChip = wantsFromChip ? readable : 0
    let toMaster = forHost.isEmpty ? 0 : writable
    let toChip = forChip.isEmpty ? 0 : writable
    var entries: InlineArray<5, pollfd> = [
      pollfd(fd: state.wakeUpDescriptor, events: readable, revents: 0),
      Self.entry(master, fromMaster | toMaster),
      Self.entry(chip, fromChip | toChip),
      Self.entry(childOutput, readable),
      Self.entry(listener?.descriptor ?? -1, readable),
    ]
    let timeout = timeoutNanoseconds(at: now)
    let found = withUnsafeMutableBytes(of: &entries) {
      clinux_ppoll($0.assumingMemoryBound(to: pollfd.self).baseAddress, 5, timeout)
    }
    // A signal: look at everything, as nothing is lost by looking.
    let all = found < 0
    ready.orders = all || entries[0].revents != 0
    ready.master = all || entries[1].revents & readable != 0
    ready.chip = all || entries[2].revents & ~writable != 0
    ready.childOutput = all || entries[3].revents != 0
  }

  /// A descriptor of which nothing is wanted is left out: poll would report its hang-up for ever.
  private static func entry(_ descriptor: CInt, _ events: Int16) -> pollfd {
    pollfd(fd: events == 0 ? -1 : descriptor, events: events, revents: 0)
  }

  private var wantsFromHost: Bool {
    guard chip >= 0 else { return false }
    if model.isIdeal(.toChip) { return forChip.isEmpty }
    return model.toChip.room > 0 && forChip.count < Self.outputLimit
  }

  private var wantsFromChip: Bool {
    if model.isIdeal(.toHost) { return forHost.isEmpty }
    return model.toHost.room > 0 && forHost.count < Self.outputLimit
  }

  /// How long nothing will happen by itself; negative: for ever.
  private func timeoutNanoseconds(at now: UInt64) -> Int64 {
    var next: UInt64?
    if forChip.count < Self.outputLimit { next = Self.earlier(next, model.toChip.nextDue) }
    if forHost.count < Self.outputLimit { next = Self.earlier(next, model.toHost.nextDue) }
    if model.waitsForChip { next = Self.earlier(next, now) }
    if model.settings.baud != nil || model.waitsForChip {
      // Not once for every byte of a fast line: that took a whole core at 1 Mbaud.
      next = next.map { max($0, now + CableModel.turnNanoseconds) }
    }
    next = Self.earlier(next, model.nextPlugTime)
    if lastWordsUntil != nil && master >= 0 { next = Self.earlier(next, now + 1_000_000) }
    if let closed = chipLineClosedAt, lastWordsUntil == nil {
      next = Self.earlier(next, closed + Self.lingerNanoseconds + 1)
    }
    return next.map { $0 > now ? Int64($0 - now) : 0 } ?? -1
  }

  private static func earlier(_ left: UInt64?, _ right: UInt64?) -> UInt64? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}
