import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A process, such as the chip's, held from synchronous code, and dead at the latest when this one is.
///
/// swift-subprocess launches and reaps it. A thread of our own waits for its end, since a run of
/// swift-subprocess returns only when the cooperative pool has a thread free, and our callers may
/// be blocking all of them.
package final class ChildProcess: Sendable {
  /// How long the process may take to end in order.
  static let graceNanoseconds: UInt64 = 2_000_000_000

  private struct State {
    var identifier: Int32?
    var end: ChipTermination.Cause?
  }

  private let state = Mutex(State())
  private let launched = Latch()
  private let ended = Latch()
  private let isTerminating = Atomic(false)

  /// Launches the program, in a folder of its own where one is given. Its output goes to `output`, which
  /// is closed here.
  ///
  /// `onEnd` is called once, on another thread, when the process is gone.
  package init(
    program: String, arguments: [String], folder: String? = nil, output: CInt,
    onEnd: @escaping @Sendable (ChipTermination.Cause) -> Void
  ) {
    Task(executorPreference: ThreadExecutor.shared) { [self] in
      await run(program, arguments, folder, output, onEnd)
    }
  }

  /// The process's number, while it runs.
  package var identifier: Int32? { state.withLock { $0.end == nil ? $0.identifier : nil } }

  /// Asks the process and those that it has started to end, kills them when it takes too long, and
  /// returns when it is gone.
  package func terminate() {
    isTerminating.store(true, ordering: .relaxed)
    // Only a machine that cannot launch anything takes longer, and then nothing runs.
    _ = launched.wait(nanoseconds: 10 * Self.graceNanoseconds)
    signal(SIGTERM)
    // A stopped process would not hear it.
    signal(SIGCONT)
    if ended.wait(nanoseconds: Self.graceNanoseconds) { return }
    signal(SIGKILL)
    _ = ended.wait(nanoseconds: 10 * Self.graceNanoseconds)
  }

  /// Sends its group a signal, unless the process is gone: its number stays its own until it is reaped,
  /// which happens only after `end` is set.
  private func signal(_ signal: CInt) {
    state.withLock { state in
      if let identifier = state.identifier, state.end == nil { kill(-identifier, signal) }
    }
  }

  /// Found once: a name would be tried in every folder of PATH, each time by a process of its own.
  private static let launcher =
    ChipCommand.find("setpriv").map { Executable.path(FilePath($0)) } ?? .name("setpriv")

  private func run(
    _ program: String, _ arguments: [String], _ folder: String?, _ output: CInt,
    _ onEnd: @escaping @Sendable (ChipTermination.Cause) -> Void
  ) async {
    var options = PlatformOptions()
    // A group of its own: Ctrl-C is for the rig, which then stops the board in order.
    options.processGroupID = 0
    do {
      // The kernel kills it when the thread that launched it ends: swift-subprocess keeps one
      // thread for that, until the program ends, in whatever way.
      _ = try await Subprocess.run(
        Self.launcher, arguments: .init(["--pdeathsig", "KILL", "--", program] + arguments),
        workingDirectory: folder.map { FilePath($0) }, platformOptions: options, input: .none,
        output: .fileDescriptor(
          FileDescriptor(rawValue: output), closeAfterSpawningProcess: true),
        error: .combinedWithOutput
      ) { execution in
        await follow(execution.processIdentifier.value, onEnd)
      }
    } catch {
      finish(.notLaunched("\(error)"), onEnd)
    }
  }

  /// Returns when the process is gone, and has it reaped only then.
  private func follow(
    _ identifier: Int32, _ onEnd: @escaping @Sendable (ChipTermination.Cause) -> Void
  ) async {
    state.withLock { $0.identifier = identifier }
    launched.open()
    await withCheckedContinuation { continuation in
      startDetachedThread(named: "chip-end") { [self] in
        let cause = Self.waitForEnd(of: identifier)
        // Not reaped yet, so that the group's number is still its own.
        if isTerminating.load(ordering: .relaxed) { kill(-identifier, SIGKILL) }
        finish(cause, onEnd)
        continuation.resume()
      }
    }
  }

  private func finish(
    _ cause: ChipTermination.Cause, _ onEnd: (ChipTermination.Cause) -> Void
  ) {
    let isFirst = state.withLock { state in
      defer { state.end = state.end ?? cause }
      return state.end == nil
    }
    guard isFirst else { return }
    onEnd(cause)
    launched.open()
    ended.open()
  }

  private static func waitForEnd(of identifier: Int32) -> ChipTermination.Cause {
    var information = siginfo_t()
    // Not reaped here: that is swift-subprocess's, which watches the same process.
    while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 {
      if errno != EINTR { return .notLaunched("its end cannot be waited for, errno \(errno)") }
    }
    let status = information._sifields._sigchld.si_status
    return information.si_code == CLD_EXITED ? .exited(code: status) : .signaled(status)
  }
}
