import CLinux
import Glibc
import Logging
import RigModel
import SerialPort

/// The cable's thread: performs what `CableModel` says between the pty and the chip's socket.
///
/// It alone owns these descriptors, and ends when it is told to stop.
struct CableLoop: ~Copyable {
  /// How long the rig may take to read a dead chip's last words before the port hangs up.
  static let lastWordsNanoseconds: UInt64 = 1_000_000_000
  /// How long a chip's process may outlive its line before that counts as its end.
  static let lingerNanoseconds: UInt64 = 1_000_000_000
  /// Bytes held for a far end that does not take them.
  static let outputLimit = 65_536

  let state: CableState
  let program: String
  let logger: Logger
  var model: CableModel
  var terminal: Pseudoterminal?
  var listener: UnixListener?
  var master: CInt
  var slave: CInt
  var chip: CInt = -1
  var childOutput: CInt
  var tail = OutputTail()
  var forChip = ByteQueue()
  var forHost = ByteQueue()
  var ready = Readiness()
  var chipEnd: ChipTermination.Cause?
  var chipLineClosedAt: UInt64?
  var lastWordsUntil: UInt64?
  var isStopped = false
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 64)

  /// What the last wait found.
  struct Readiness {
    var master = false
    var chip = false
    var childOutput = false
    var orders = true
  }

  init(
    state: CableState, program: String, settings: CableSettings, logger: Logger,
    terminal: consuming Pseudoterminal, listener: consuming UnixListener, childOutput: CInt
  ) {
    self.state = state
    self.program = program
    self.logger = logger
    self.childOutput = childOutput
    model = CableModel(settings: settings, at: MonotonicClock.now())
    master = terminal.master
    slave = terminal.slave
    self.terminal = consume terminal
    self.listener = consume listener
  }

  deinit {
    if chip >= 0 { close(chip) }
    if childOutput >= 0 { close(childOutput) }
    buffer.deallocate()
  }

  /// Runs until it is told to stop.
  mutating func run() {
    // The 50 µs that Linux adds to waits by default are half a byte time at 115200 baud.
    _ = clinux_set_timer_slack(1000)
    while !isStopped {
      let now = MonotonicClock.now()
      if ready.orders { obeyOrders(at: now) }
      followPlug(at: now)
      acceptChip()
      pumpToChip(at: now)
      pumpToHost(at: now)
      if ready.childOutput { readChildOutput() }
      endIfChipIsGone(at: now)
      publish()
      if !isStopped { waitForWork(at: now) }
    }
    hangUp()
    state.connectedOrEnded.open()
    state.ended.open()
  }
}

// MARK: - Orders and the plug

extension CableLoop {
  private mutating func obeyOrders(at now: UInt64) {
    for (order, done) in state.takeOrders() {
      switch order {
      case .apply(let settings): model.apply(settings, at: now)
      case .unplug:
        model.unplug(at: now)
        unplug()
      case .plug:
        model.plug(at: now)
        plug()
      case .chipEnded(let cause): chipEnd = chipEnd ?? cause
      case .stop: isStopped = true
      }
      // What was ordered shows in the log when the caller goes on.
      publish()
      done?.open()
    }
  }

  private mutating func followPlug(at now: UInt64) {
    switch model.plugEvent(at: now) {
    case .unplug: unplug()
    case .plug: plug()
    case nil: break
    }
  }

  private mutating func unplug() {
    // Before the hang-up, so that whoever sees that finds it told.
    state.update { $0.isPlugged = false }
    publish()
    hangUp()
    forHost.removeAll()
    forChip.removeAll()
  }

  private mutating func plug() {
    // A dead chip's board has no port to come back with.
    guard master < 0, lastWordsUntil == nil else { return }
    do {
      let new = try Pseudoterminal.open()
      let path = new.path
      master = new.master
      slave = new.slave
      terminal = consume new
      state.update {
        $0.portPath = path
        $0.isPlugged = true
      }
    } catch {
      logger.error("the board cannot be plugged in again", metadata: ["cause": "\(error)"])
    }
  }

  /// Closes the pty: whoever has its slave open sees a hang-up.
  private mutating func hangUp() {
    master = -1
    terminal = nil
  }
}

// MARK: - The chip's process

extension CableLoop {
  private mutating func acceptChip() {
    guard chip < 0, let connection = try? listener?.accept() else { return }
    chip = connection
    // One chip a board: its socket's name goes at once, and cannot be left behind.
    listener = nil
    state.connectedOrEnded.open()
  }

  /// Keeps the last lines of what the process says, and logs all of them.
  private mutating func readChildOutput() {
    while childOutput >= 0 {
      let count = Descriptors.readSome(childOutput, into: buffer)
      if count > 0 {
        let lines = tail.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        for line in lines {
          logger.info("the chip's process says", metadata: ["line": "\(line)"])
        }
        continue
      }
      if count == -Int(EAGAIN) { return }
      close(childOutput)
      childOutput = -1
    }
  }

  private mutating func endIfChipIsGone(at now: UInt64) {
    if let until = lastWordsUntil {
      if master >= 0 && (now >= until || lastWordsAreRead) {
        hangUp()
        state.ended.open()
      }
      return
    }
    if let closed = chipLineClosedAt, now - closed > Self.lingerNanoseconds {
      chipEnd = chipEnd ?? .closedItsLine
    }
    guard let cause = chipEnd else { return }
    readChildOutput()
    let termination = ChipTermination(cause: cause, program: program, outputTail: tail.all)
    // Before the hang-up, so that whoever sees that can ask why.
    state.update { $0.termination = termination }
    model.noteChipEnded(at: now)
    lastWordsUntil = cause == .stopped ? now : now + Self.lastWordsNanoseconds
    if master < 0 { state.ended.open() }
    state.connectedOrEnded.open()
  }

  private var lastWordsAreRead: Bool {
    if chip >= 0 || model.toHost.queuedCount > 0 || !forHost.isEmpty { return false }
    return Pseudoterminal.isDrained(slave)
  }

  mutating func chipLineClosed(at now: UInt64) {
    close(chip)
    chip = -1
    chipLineClosedAt = now
    model.toChip.discardQueued()
    forChip.removeAll()
  }

  private mutating func publish() {
    let log = model.takeLog()
    let counters = model.counters
    state.update {
      $0.log.append(log)
      $0.counters = counters
    }
  }
}
