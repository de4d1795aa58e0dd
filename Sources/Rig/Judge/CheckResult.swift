internal import RigModel

/// What looking at one check gave, before it is put beside the rest of the case.
struct CheckResult {
  var measurements: [MeasuredValue] = []
  var figures: [Figure] = []
  /// What decides beside the measurements.
  var findings: [Finding] = []
  /// Whether the findings decide alone: they know more than that a limit was left.
  var isDecidedByFindings = false
  /// What explains the measurements where they did not pass.
  var evidence: [String] = []
  /// Where the golden comes from.
  var reference: String?
  /// The times that it rests on, in milliseconds.
  var samples: [Double]?

  /// The measurements and findings as one.
  ///
  /// A limit that is broken is the firmware's doing; one that the measurement can't resolve is a
  /// stimulus that does not suffice, and so the rig's.
  var finding: Finding {
    let measured = measurements.map { measurement in
      switch measurement.verdict {
      case .pass: Finding.pass
      case .fail: Finding(.fail, .firmware, evidence)
      case .inconclusive:
        Finding(
          .inconclusive, .rig,
          ["the limit of \(measurement.quantity) lies inside the measurement's uncertainty"]
            + evidence)
      case .notMeasured, .error: Finding(.notMeasured, .rig, evidence)
      }
    }
    return isDecidedByFindings ? findings.worst : (findings + measured).worst
  }

  static func notMeasured(_ why: String) -> CheckResult {
    CheckResult(findings: [Finding(.notMeasured, .rig, [why])])
  }
}
