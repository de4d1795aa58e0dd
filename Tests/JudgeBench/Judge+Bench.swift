package import Capture
package import Judge
package import RigModel

extension Judge {
  /// Judges with the suite's file as the bench would have written it.
  package static func judge(
    capture: CaptureContents, suite: ResolvedSuite
  ) throws -> Judgement {
    judge(capture: capture, suite: suite, suiteHash: SHA256Text.of(try suite.encode()))
  }

  package static func examine(
    capture: CaptureContents, suite: ResolvedSuite
  ) throws -> JudgedRun {
    examine(capture: capture, suite: suite, suiteHash: SHA256Text.of(try suite.encode()))
  }
}
