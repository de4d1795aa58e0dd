import Foundation
import Synchronization
import TestRun
import Wording

/// Shows how far a run is: a line that is drawn over on a terminal, a line an event elsewhere.
///
/// The run's thread only leaves word here; drawing is another thread's, so that a slow terminal
/// never holds up the line.
final class ProgressLine: RunObserver {
  private struct State {
    var finished: [String] = []
    var current = ""
    var samples = ""
  }

  private let state = Mutex(State())
  private let isDrawn = Terminal.showsProgress
  private let isQuiet: Bool

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  var isInterrupted: Bool { Interruption.isRequested }

  func report(_ progress: RunProgress) {
    state.withLock { state in
      switch progress {
      case .preparing(let what): state.current = "preparing \(what)"
      case .folderMade: break
      case .identified(let chip):
        state.finished.append("chip: \(chip)")
        state.current = "starting"
      case .caseStarted(let name, let index, let count):
        state.current = "case \(index + 1) of \(count): \(name)"
      case .samplesSent(let sent, let total):
        state.samples = "\(sent * 100 / max(total, 1)) %"
        return
      case .caseEnded(let name, let failure):
        state.finished.append(failure.map { "\(name): gave up. \($0)" } ?? "\(name): ran")
      case .judging: state.current = "judging"
      }
      state.samples = ""
    }
  }

  /// Draws what has changed since the last call.
  func draw() {
    guard !isQuiet else { return }
    let (finished, line) = state.withLock { state in
      defer { state.finished = [] }
      return (state.finished, [state.current, state.samples].filter { !$0.isEmpty })
    }
    for text in finished { Terminal.write("\(clear)\(SafeText.printable(text))\n") }
    guard isDrawn else { return }
    Terminal.write(clear + String(line.joined(separator: ", ").prefix(Terminal.width - 1)))
  }

  /// Takes the line away.
  func finish() {
    draw()
    if isDrawn, !isQuiet { Terminal.write(clear) }
  }

  private var clear: String { isDrawn ? "\r\u{1B}[K" : "" }
}
