import Capture
import Foundation
import Judge
import TestRun

enum RunPresenter {
  static func present(_ outcome: TestRunner.Outcome, plan: RunPlan, asJSON: Bool) throws {
    let judgement = try outcome.folder.judged()
    print(outcome.folder.path, outcome.failure?.message ?? "ran")
    FileHandle.standardOutput.write(judgement.encode())
    print(judgement.statement)
    Foundation.exit(judgement.exitCode)
  }
}
