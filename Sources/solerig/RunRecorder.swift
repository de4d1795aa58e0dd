import Foundation
import History
import Report
import RigModel
import Synchronization
import TestRun

/// Writes a run into the history, from the moment that it has a folder.
///
/// A history that can't be written never costs a run: that is told, and the run goes on.
final class RunRecorder: RunObserver {
  private struct State {
    var history: RunHistory?
    var run: Int64?
  }

  private let observer: any RunObserver
  private let plan: RunPlan
  /// nil keeps nothing.
  private let path: String?
  private let state = Mutex(State())

  /// - Parameter observer: hears all that is told here.
  init(_ observer: any RunObserver, plan: RunPlan, path: String?) {
    self.observer = observer
    self.plan = plan
    self.path = path
  }

  var isInterrupted: Bool { observer.isInterrupted }

  func report(_ progress: RunProgress) {
    if case .folderMade(let folder, let started) = progress { begin(folder, started) }
    observer.report(progress)
  }

  private func begin(_ folder: String, _ started: Date) {
    guard let path else { return }
    keep { () throws(HistoryError) in
      let history = try RunHistory.open(path: path)
      let run = try history.begin(
        folder: folder, startedAt: started.formatted(.iso8601), rig: plan.rig.name,
        board: plan.rig.board.kind.rawValue, suite: plan.suite.name)
      state.withLock { $0 = State(history: history, run: run) }
    }
  }

  /// What the runs before it gave; nil where none is known.
  func earlierRuns(of document: RunDocument) -> EarlierRuns? {
    let begun = state.withLock { $0 }
    guard let history = begun.history, let run = begun.run else { return nil }
    var earlier: EarlierRuns?
    keep { () throws(HistoryError) in earlier = try history.earlier(than: run, document) }
    return earlier
  }

  /// Writes down what the run gave.
  func finish(_ document: RunDocument) {
    let begun = state.withLock { $0 }
    guard let history = begun.history, let run = begun.run else { return }
    keep { () throws(HistoryError) in try history.finish(run, with: document) }
  }

  private func keep(_ body: () throws(HistoryError) -> Void) {
    do throws(HistoryError) {
      try body()
    } catch {
      Terminal.error("solerig: \(error.description) The run itself goes on without it.")
    }
  }
}
