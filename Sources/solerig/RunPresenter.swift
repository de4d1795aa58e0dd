import Capture
import Foundation
import Judge
import Report
import RigModel
import SoleLink
import TestRun

/// Judges a run that has ended, writes its files, and shows a person the verdict.
enum RunPresenter {
  /// Returns the exit code of the verdict.
  static func present(
    _ outcome: TestRunner.Outcome, plan: RunPlan, recorder: RunRecorder, asJSON: Bool
  ) throws -> Int32 {
    let folder = outcome.folder
    let document = try keep(outcome, plan: plan, recorder: recorder)
    let judgement = document.judgement
    if asJSON {
      try Output.write(document.encode())
    } else {
      // Where nothing was run, what stands on standard error says it all.
      if judgement.cases.contains(where: { !$0.attempts.isEmpty }) {
        try Output.line(TerminalTable.render(judgement, colour: Terminal.takesColour))
      }
      try Output.line("run folder: \(folder.path)\nreport:     \(folder.report)")
    }
    tell(outcome.failure)
    return judgement.exitCode
  }

  /// Judges a run and writes its files.
  ///
  /// - Parameter recorder: keeps it in the history; a replay is none of the suite's runs.
  static func keep(
    _ outcome: TestRunner.Outcome, plan: RunPlan, recorder: RunRecorder? = nil
  ) throws -> RunDocument {
    let folder = outcome.folder
    let reading = try RunReading(folder)
    var document = RunDocument(
      run: facts(outcome, plan, reading), judgement: reading.judged.judgement,
      series: reading.judged.series)
    document.earlier = recorder?.earlierRuns(of: document)
    recorder?.finish(document)
    let data = document.encode()
    let report = RunReport(
      document: document, documentHash: SHA256Text.of(data), series: reading.judged.series)
    do throws(RunError) {
      try folder.write(data, to: folder.run)
      try folder.write(Data(JUnit.render(document).utf8), to: folder.junit)
      try folder.write(Data(HTMLReport.render(report).utf8), to: folder.report)
    } catch {
      // What ended the run is most often what ends this, too, and tells more.
      tell(outcome.failure)
      throw error
    }
    return document
  }

  static func tell(_ failure: CaseFailure?) {
    guard let failure else { return }
    Terminal.error("solerig: the run ended early: \(failure.message)")
  }

  private static func facts(
    _ outcome: TestRunner.Outcome, _ plan: RunPlan, _ reading: RunReading
  ) -> RunFacts {
    let (header, judgement) = (reading.header, reading.judged.judgement)
    var facts = RunFacts(
      id: URL(filePath: outcome.folder.path).lastPathComponent,
      startedAt: outcome.started.formatted(.iso8601),
      finishedAt: outcome.finished.formatted(.iso8601),
      durationSeconds: outcome.finished.timeIntervalSince(outcome.started), rig: plan.rig.name,
      board: plan.rig.board.kind.rawValue, contractHash: Wire.contractHash.hexadecimal,
      suite: plan.suite.name, suiteHash: reading.suiteHash, captureHash: reading.captureHash,
      port: outcome.port, baud: plan.rig.link.baud, host: header.host, tool: header.writer,
      command: plan.command,
      retries: judgement.cases.reduce(0) { $0 + max(0, $1.attempts.count - 1) })
    let emulator = header.environment["emulator"]
    facts.emulator = emulator == "none" ? nil : emulator
    if let device = judgement.device { facts.take(device) }
    return facts
  }
}
