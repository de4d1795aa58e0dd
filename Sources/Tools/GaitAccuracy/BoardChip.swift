import Capture
import Foundation
import RigModel
import SoleLink
import Stimulus
import TestRun

/// A board of a rig, played over its line like any other test.
struct BoardChip {
  let project: String
  let rig: String

  /// Plays all subjects in one run.
  func play(_ subjects: [Subject]) throws -> [ChipAnswer] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "solerig-accuracy-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let suite = try writeSuite(subjects, in: folder)
    let plan = RunPlan(
      rig: try RigCatalog.find(rig, in: [project + "/rigs"]), suite: suite, firmware: nil,
      output: folder.path, project: project, recordings: "", command: [])
    let outcome = try TestRunner(plan: plan, observer: ProgressOnError()).run()
    if let failure = outcome.failure { throw failure }
    return try read(outcome.folder.capture)
  }

  private func writeSuite(_ subjects: [Subject], in folder: URL) throws -> Suite {
    var text = "name: accuracy\ntitle: Accuracy\ncases:\n"
    for (index, subject) in subjects.enumerated() {
      let file = "subject-\(index).pcapng"
      try TraceFile.write(
        subject.trace, path: folder.appending(path: file).path, header: .now(environment: [:]))
      let side = subject.isLeft ? "left" : "right"
      text += """
          - name: subject-\(index)
            requirement: The same payloads as on the host.
            trace: \(file)
            configure: {sample_rate_hz: \(subject.sampleRateHertz), side: \(side)}
            checks: [sample_accounting]

        """
    }
    return try Suite.read(
      Data(text.utf8), file: folder.appending(path: "accuracy.yaml").path)
  }

  /// What the chip said, case by case.
  private func read(_ capture: String) throws -> [ChipAnswer] {
    var answers: [ChipAnswer] = []
    var isInCase = false
    for record in try CaptureReader.read(path: capture).records {
      switch record.body {
      case .event(.caseStarted):
        answers.append(ChipAnswer())
        isInCase = true
      case .event(.caseEnded): isInCase = false
      case .chunk(let chunk):
        guard isInCase, case .chip(let message) = chunk.message else { continue }
        answers[answers.count - 1].take(message)
      default: continue
      }
    }
    return answers
  }
}

/// Tells on standard error which subject is at play.
private struct ProgressOnError: RunObserver {
  var isInterrupted: Bool { false }

  func report(_ progress: RunProgress) {
    guard case .caseStarted(let name, let index, let count) = progress else { return }
    FileHandle.standardError.write(Data("\(name) (\(index + 1) of \(count))\n".utf8))
  }
}
