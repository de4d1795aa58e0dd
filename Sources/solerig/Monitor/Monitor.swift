import SoleLink
import Synchronization
import TestRun

/// Shows a run while it goes on: a screen of its own on a terminal, a line a second elsewhere.
final class Monitor: RunObserver {
  private let state = Mutex(MonitorState())
  private let screen: MonitorScreen?

  init(screen: MonitorScreen?) { self.screen = screen }

  var isInterrupted: Bool { Interruption.isRequested }

  func report(_ progress: RunProgress) { state.withLock { $0.take(progress) } }

  func heard(_ message: ChipMessage) { state.withLock { $0.take(message) } }

  /// Shows what there is now.
  func draw() throws(RunError) {
    let state = state.withLock { $0 }
    if let screen {
      screen.show(state.lines(width: Terminal.width) + ["", "Ctrl-C ends it."])
    } else if !state.line.isEmpty {
      try Output.line(state.line)
    }
  }
}
