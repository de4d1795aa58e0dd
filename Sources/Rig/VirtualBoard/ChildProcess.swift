import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// The chip's process, held from synchronous code, and dead at the latest when this one is.
final class ChildProcess: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var identifier: Int32?
    var end: ChipTermination.Cause?
  }

  private let state: Mutex<State>
  private let ended = Latch()

  /// Launches the program. Its output goes to `output`, which is closed here.
  ///
  /// `onEnd` is called once, on another thread, when the process is gone.
  init(
    program: String, arguments: [String], output: CInt,
    onEnd: @escaping @Sendable (ChipTermination.Cause) -> Void
  ) {
    state = Mutex(State())
    let task = Task(executorPreference: ThreadExecutor.shared) { [self] in
      let end = await Self.run(program, arguments, output) { [self] identifier in
        state.withLock { $0.identifier = identifier }
      }
      state.withLock {
        $0.end = end
        $0.identifier = nil
      }
      onEnd(end)
      ended.open()
    }
    state.withLock { $0.task = task }
  }

  /// The process's number, while it runs.
  var identifier: Int32? { state.withLock { $0.identifier } }
  /// How it ended, once it has.
  var end: ChipTermination.Cause? { state.withLock { $0.end } }

  /// Asks the process to end, kills it after two seconds, and returns when it is gone.
  func terminate() {
    state.withLock { $0.task }?.cancel()
    // Bounded by the kill; the factor is for a machine that swaps.
    _ = ended.wait(nanoseconds: 20_000_000_000)
  }

  private static func run(
    _ program: String, _ arguments: [String], _ output: CInt,
    started: @escaping @Sendable (Int32) -> Void
  ) async -> ChipTermination.Cause {
    var options = PlatformOptions()
    // A group of its own: Ctrl-C is for the rig, which then stops the board in order.
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
    do {
      // The kernel kills it when the thread that launched it ends: swift-subprocess keeps one
      // thread for that, until the program ends, in whatever way.
      let result = try await Subprocess.run(
        .name("setpriv"), arguments: .init(["--pdeathsig", "KILL", "--", program] + arguments),
        platformOptions: options, input: .none,
        output: .fileDescriptor(
          FileDescriptor(rawValue: output), closeAfterSpawningProcess: true),
        error: .combinedWithOutput
      ) { execution in
        started(execution.processIdentifier.value)
      }
      return switch result.terminationStatus {
      case .exited(let code): .exited(code: code)
      case .signaled(let signal): .signaled(signal)
      }
    } catch {
      return .notLaunched("\(error)")
    }
  }
}
