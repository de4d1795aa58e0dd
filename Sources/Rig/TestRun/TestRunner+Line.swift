internal import Capture
internal import Foundation
internal import Judge
internal import RigModel

/// What a run does about times: the line is measured before a suite that rests on it, and a case that
/// the rig's own machine spoilt is told apart.
extension TestRunner {
  /// Most times that a line is measured: another program's burst of work passes.
  private static let lineRounds = 3

  /// Measures the line for the finest budget on the host's clock; refuses to go on where it does not
  /// resolve that.
  func measureLine(
    _ driver: inout LinkDriver, for suite: ResolvedSuite, capture path: String
  ) throws(CaseFailure) {
    guard let finest = suite.finestHostBudget, emulator != .counted else { return }
    observer.report(.preparing("the line, for \(finest.milliseconds) ms"))
    for round in 1...Self.lineRounds {
      try driver.link.record(
        .linkMeasuring(
          .init(finestBudgetMilliseconds: finest.milliseconds, finestBudget: finest.name)))
      try driver.measureLine()
      let measured = try read(&driver) { () throws(CaptureError) in
        try LinkMeasurement(captureFile: path)
      }
      let decision: RigEvent.LinkMeasured.Decision =
        if measured?.isSufficient == true {
          .sufficient
        } else if round < Self.lineRounds {
          .repeated
        } else {
          plan.acceptsLink ? .accepted : .refused
        }
      try driver.link.record(.linkMeasured(.init(decision: decision)))
      if decision == .refused {
        throw CaseFailure(.linkInsufficient, measured?.refusal ?? "The line was not measured.")
      }
      if decision != .repeated { return }
    }
  }

  /// Whether the rig's own machine or the line spoilt the case's last attempt: the chip's ticks were
  /// late with it, or the evidence can't tell. An attempt that fails all the same is not begun again,
  /// nor one on a line that can't tell such times at all.
  func isSpoilt(
    _ suiteCase: ResolvedCase, _ lateTicks: UInt32, _ folder: RunFolder,
    _ driver: inout LinkDriver
  ) throws(CaseFailure) -> Bool {
    // Of a chip of its own they are its own doing.
    let sharesHost = emulator == .wall || plan.rig.board.kind == .native
    let isHostBusy = lateTicks > 0 && sharesHost
    guard suiteCase.isTimed || isHostBusy else { return false }
    let last = try read(&driver) { () throws(CaptureError) in
      try Judge.lastAttempt(of: suiteCase, captureFile: folder.capture)
    }
    guard let last else { return false }
    let spoiler = Spoiler(
      isHostBusy: isHostBusy, isTimed: suiteCase.isTimed, lineSuffices: last.lineSuffices)
    return spoiler.spoilt(last.verdict, last.suspect)
  }

  /// Reads the capture so far, as the judge will.
  private func read<Found>(
    _ driver: inout LinkDriver, _ body: () throws(CaptureError) -> Found
  ) throws(CaseFailure) -> Found {
    try driver.link.flush()
    do throws(CaptureError) {
      return try body()
    } catch {
      throw CaseFailure(.rig, error.description)
    }
  }
}
