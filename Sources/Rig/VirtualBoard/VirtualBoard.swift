import Glibc
import Logging
import RigModel
import SerialPort
import Synchronization

/// How a virtual board is.
package enum BoardHealth: Sendable, Hashable {
  case running
  /// The emulator lives but does not get on: a paragraph that says what was seen.
  case stalled(String)
  case terminated(ChipTermination)
}

/// An emulated chip and the cable to it, run from synchronous code.
///
/// The chip's process never outlives this one, not even when this one is killed.
package final class VirtualBoard: Sendable {
  package let configuration: VirtualBoardConfiguration
  private let cable: Cable
  private let child: ChildProcess
  private let monitor: Mutex<MonitorSlot>

  /// A place for a value that cannot be copied.
  private struct MonitorSlot: ~Copyable {
    var monitor: Monitor?
  }

  private init(
    configuration: VirtualBoardConfiguration, cable: Cable, child: ChildProcess,
    monitor: consuming Monitor?
  ) {
    self.configuration = configuration
    self.cable = cable
    self.child = child
    self.monitor = Mutex(MonitorSlot(monitor: monitor))
  }

  deinit {
    shutDown()
  }

  /// Finds whatever would keep a board from starting that can be seen without: a program that is
  /// missing, an image that is none.
  package static func check(
    _ configuration: VirtualBoardConfiguration
  ) throws(VirtualBoardError) {
    _ = try programs(configuration)
    if case .qemu(let image, _, _) = configuration.backend { _ = try ChipImage(path: image) }
  }

  /// Starts the board: when it returns, the chip runs and the port can be opened.
  package static func start(
    _ configuration: VirtualBoardConfiguration
  ) throws(VirtualBoardError) -> VirtualBoard {
    let folder = try PrivateFolder()
    let command = try command(configuration, folder: folder)
    let line = try UnixListener.open(path: folder.path + "/line")
    let monitorListener = try UnixListener.open(path: folder.path + "/monitor")
    let debugListener = try UnixListener.open(path: folder.path + "/debug")
    let output = try Descriptors.pipe(nonBlockingWrite: false)
    let cable = try Cable(
      program: name(of: command.program), settings: configuration.cable,
      logger: configuration.logger, listener: line, childOutput: output.read)
    let state = cable.state
    let child = ChildProcess(
      program: command.program, arguments: command.arguments, output: output.write
    ) { end in
      let cause = state.read { $0.isStopping ? .stopped : end }
      state.post(.chipEnded(cause))
    }
    do {
      var monitor: Monitor?
      try waitForChip(cable, configuration)
      if case .qemu = configuration.backend {
        monitor = try openMonitor(monitorListener, cable, configuration)
        try load(configuration, debugListener, cable, &monitor)
      }
      return VirtualBoard(
        configuration: configuration, cable: cable, child: child, monitor: monitor)
    } catch {
      let told = reason(for: error, cable)
      child.terminate()
      cable.stop()
      throw told
    }
  }

  /// The board's serial port, such as /dev/pts/7; another one after an unplug and a plug.
  package var portPath: String { cable.state.read { $0.portPath } }
  /// Whether the port is there.
  package var isPlugged: Bool { cable.state.read { $0.isPlugged } }
  /// The number of the chip's process while it runs, for tests and messages.
  package var processIdentifier: Int32? { child.identifier }

  /// Stops the board: the chip's process is gone and the port has hung up when it returns.
  package func stop() {
    shutDown()
  }

  /// Why the chip's process ended; `nil` while it runs.
  package func terminationReason() -> ChipTermination? {
    cable.state.read { $0.termination }
  }

  /// Waits for the chip's process to end and the port to hang up, at most that long.
  package func waitForTermination(nanoseconds: UInt64) -> ChipTermination? {
    _ = cable.state.ended.wait(nanoseconds: nanoseconds)
    return terminationReason()
  }

  /// What the cable has done so far.
  package func cableLog() -> CableLog { cable.state.read { $0.log } }
  /// How many bytes it has carried, and how many met a fault.
  package func cableCounters() -> CableCounters { cable.state.read { $0.counters } }

  /// Changes what the cable does, from now on.
  package func apply(_ settings: CableSettings) { cable.order(.apply(settings)) }
  /// Pulls the plug: the port hangs up, what is on the line is lost, the chip runs on.
  package func unplug() { cable.order(.unplug) }
  /// Plugs the board in again, as a new port.
  package func plug() { cable.order(.plug) }

  /// Resets the emulated chip, as its reset pin does.
  package func reset() throws(VirtualBoardError) {
    try monitored("reset", "system_reset", timeoutNanoseconds: 2_000_000_000)
  }

  /// Takes the power away, and gives what the flash held at that moment.
  ///
  /// The board is stopped afterwards; another one started with `.restored` goes on from there.
  package func cutPower() throws(VirtualBoardError) -> [UInt8] {
    let folder = try PrivateFolder()
    let file = folder.path + "/flash"
    try monitored("cut the power of", "stop", timeoutNanoseconds: 2_000_000_000)
    try monitored(
      "cut the power of", "memsave",
      arguments: "{\"val\":0,\"size\":\(ChipImage.flashBytes),\"filename\":\"\(file)\"}",
      timeoutNanoseconds: 2_000_000_000)
    let flash = try ChipImage.read(file)
    stop()
    return flash
  }

  /// Asks how the board is: of an emulator that lives, whether its main loop gets on.
  package func health(timeoutMilliseconds: UInt64 = 1000) -> BoardHealth {
    if let termination = terminationReason() { return .terminated(termination) }
    guard let identifier = child.identifier else {
      // Gone this very moment: the cable is about to say why.
      if let termination = waitForTermination(nanoseconds: 1_000_000_000) {
        return .terminated(termination)
      }
      return .stalled("The chip's process is gone, but the cable does not say why.")
    }
    let program = Self.name(of: programPath)
    if let stopped = Self.stopped(program, identifier) { return stopped }
    guard case .qemu = configuration.backend else { return .running }
    return monitorHealth(program, identifier, timeoutMilliseconds)
  }
}

// MARK: - The monitor

extension VirtualBoard {
  private func monitorHealth(
    _ program: String, _ identifier: Int32, _ timeoutMilliseconds: UInt64
  ) -> BoardHealth {
    do {
      let answer = try monitored(
        "ask", "query-status", timeoutNanoseconds: timeoutMilliseconds * 1_000_000)
      if answer.contains("\"running\": true") || answer.contains("\"running\":true") {
        return .running
      }
      return .stalled(
        "\(program), which emulates the chip, has paused it (\(answer)). "
          + "Stop the board and start it again.")
    } catch {
      if let termination = waitForTermination(nanoseconds: 100_000_000) {
        return .terminated(termination)
      }
      if let stopped = Self.stopped(program, identifier) { return stopped }
      return .stalled(
        "\(program), which emulates the chip (process \(identifier)), is stalled: it did not "
          + "answer its monitor for \(timeoutMilliseconds) ms. The machine may be overloaded: "
          + "look at its load, then stop the board and start it again.")
    }
  }

  private static func stopped(_ program: String, _ identifier: Int32) -> BoardHealth? {
    guard ProcessState.of(identifier) == .stopped else { return nil }
    return .stalled(
      "\(program), which emulates the chip, is stopped (process \(identifier), state T). "
        + "Somebody sent it SIGSTOP, or a debugger holds it: `kill -CONT \(identifier)`.")
  }

  @discardableResult
  private func monitored(
    _ operation: String, _ command: String, arguments: String = "{}", timeoutNanoseconds: UInt64
  ) throws(VirtualBoardError) -> String {
    let result = monitor.withLock { slot -> Result<String, VirtualBoardError> in
      guard slot.monitor != nil else {
        return .failure(.unsupported(operation: operation, backend: "native"))
      }
      do throws(VirtualBoardError) {
        guard
          let answer = try slot.monitor?.execute(
            command, arguments: arguments, for: operation,
            timeoutNanoseconds: timeoutNanoseconds)
        else { return .success("") }
        return .success(answer)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

// MARK: - Starting and stopping

extension VirtualBoard {
  private func shutDown() {
    cable.state.update { $0.isStopping = true }
    child.terminate()
    cable.stop()
  }

  private var programPath: String {
    switch configuration.backend {
    case .qemu: configuration.emulator
    case .native(let executable, _): executable
    }
  }

  private static func name(of program: String) -> String {
    program.split(separator: "/").last.map(String.init) ?? program
  }

  private static func command(
    _ configuration: VirtualBoardConfiguration, folder: borrowing PrivateFolder
  ) throws(VirtualBoardError) -> ChipCommand {
    let program = try programs(configuration)
    let line = folder.path + "/line"
    switch configuration.backend {
    case .qemu(let image, let mode, let uniqueID):
      let start: ChipCommand.Start =
        if case .reloaded = configuration.flash {
          .image(
            try folder.write("image.elf", ChipImage(path: image).elf(uniqueID: uniqueID)))
        } else {
          .debugger(folder.path + "/debug")
        }
      return .qemu(
        emulator: program, start: start, mode: mode, line: line,
        monitor: folder.path + "/monitor", extra: configuration.extraArguments)
    case .native(_, let uniqueID):
      return .native(
        executable: program, uniqueID: uniqueID, line: line, extra: configuration.extraArguments)
    }
  }

  /// The program that runs the chip; the one that ends it with the rig is there, too.
  private static func programs(
    _ configuration: VirtualBoardConfiguration
  ) throws(VirtualBoardError) -> String {
    _ = try find(
      "setpriv", remedy: "Install the package util-linux: it ends the chip's process with the rig.")
    return switch configuration.backend {
    case .qemu:
      try find(
        configuration.emulator, remedy: "Install it: `sudo apt-get install qemu-system-arm`.")
    case .native(let executable, _):
      try find(executable, remedy: "Build it: `swift build --product SoleNative`.")
    }
  }

  private static func find(
    _ name: String, remedy: String
  ) throws(VirtualBoardError) -> String {
    guard let path = ChipCommand.find(name) else {
      throw .programMissing(name: name, remedy: remedy)
    }
    return path
  }

  private static func waitForChip(
    _ cable: Cable, _ configuration: VirtualBoardConfiguration
  ) throws(VirtualBoardError) {
    let milliseconds = configuration.startTimeoutMilliseconds
    let isUp = cable.state.connectedOrEnded.wait(nanoseconds: milliseconds * 1_000_000)
    if let termination = cable.state.read({ $0.termination }) {
      throw .endedAtStart(termination)
    }
    guard isUp else {
      throw .startTimedOut(
        program: "the chip's process", milliseconds: milliseconds, outputTail: [])
    }
  }

  private static func openMonitor(
    _ listener: borrowing UnixListener, _ cable: Cable,
    _ configuration: VirtualBoardConfiguration
  ) throws(VirtualBoardError) -> Monitor {
    let connection = try accept(listener, cable, configuration)
    var monitor = Monitor(descriptor: connection)
    try monitor.open(
      timeoutNanoseconds: configuration.startTimeoutMilliseconds * 1_000_000)
    return monitor
  }

  /// Writes the flash of a board that keeps it, and lets the chip start from it.
  private static func load(
    _ configuration: VirtualBoardConfiguration, _ listener: borrowing UnixListener, _ cable: Cable,
    _ monitor: inout Monitor?
  ) throws(VirtualBoardError) {
    guard case .qemu(let image, _, let uniqueID) = configuration.backend else { return }
    let flash: [UInt8]
    switch configuration.flash {
    case .reloaded: return
    case .kept: flash = try ChipImage(path: image).flash(uniqueID: uniqueID)
    case .restored(let bytes): flash = bytes
    }
    let port = DebugPort(descriptor: try accept(listener, cable, configuration))
    try port.write(flash, at: 0)
    // The chip read its first vectors from an empty flash.
    _ = try monitor?.execute(
      "system_reset", for: "start", timeoutNanoseconds: 2_000_000_000)
    try port.detach()
  }

  private static func accept(
    _ listener: borrowing UnixListener, _ cable: Cable,
    _ configuration: VirtualBoardConfiguration
  ) throws(VirtualBoardError) -> CInt {
    let deadline =
      MonotonicClock.now() + configuration.startTimeoutMilliseconds * 1_000_000
    while MonotonicClock.now() < deadline {
      if let connection = try listener.accept() { return connection }
      if let termination = cable.state.read({ $0.termination }) {
        throw .endedAtStart(termination)
      }
      var entry = pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&entry, 1, 10)
    }
    throw .startTimedOut(
      program: configuration.emulator,
      milliseconds: configuration.startTimeoutMilliseconds, outputTail: [])
  }

  /// An emulator that dies while its monitor is opened tells more than the monitor's hang-up.
  private static func reason(for error: VirtualBoardError, _ cable: Cable) -> VirtualBoardError {
    guard case .monitor = error else { return error }
    _ = cable.state.ended.wait(nanoseconds: 1_000_000_000)
    return cable.state.read { $0.termination }.map { .endedAtStart($0) } ?? error
  }
}
