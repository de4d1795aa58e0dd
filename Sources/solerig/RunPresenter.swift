import Capture
import Foundation
import TestRun

enum RunPresenter {
  static func present(_ outcome: TestRunner.Outcome, plan: RunPlan, asJSON: Bool) throws {
    print(outcome.folder.path, outcome.failure?.message ?? "ran")
  }
}
