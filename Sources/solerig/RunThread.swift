import Foundation
import Synchronization
import TestRun

/// A piece of work on a thread of its own, which owns the port while it runs.
final class RunThread<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, RunError>?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  static func start(_ work: @escaping @Sendable () throws(RunError) -> Value) -> RunThread {
    let run = RunThread()
    let thread = Thread {
      let result = Result { () throws(RunError) in try work() }
      run.result.withLock { $0 = result }
      run.finished.signal()
    }
    thread.name = "solerig line"
    thread.stackSize = 8 << 20
    thread.start()
    return run
  }

  /// Waits at most that long; tells whether the work is done. Once it is, it is asked no more.
  func isFinished(within seconds: Double) -> Bool {
    finished.wait(timeout: .now() + seconds) == .success
  }

  /// What the work gave, once it is finished.
  func value() throws -> Value {
    guard let result = result.withLock({ $0 }) else {
      preconditionFailure("asked for the value of unfinished work")
    }
    return try result.get()
  }
}
