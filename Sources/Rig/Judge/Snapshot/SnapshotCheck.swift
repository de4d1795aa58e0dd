internal import RigModel

extension CaseScene {
  /// What the chip tells is what was approved, to the last bit.
  func snapshot() -> CheckResult {
    guard let golden = suiteCase.snapshot else {
      return .notMeasured(
        "nobody has approved a snapshot of this case yet: `solerig approve` writes one")
    }
    guard golden.samplesSHA256 == suiteCase.stimulus.samplesSHA256 else {
      return .notMeasured(
        "its snapshot was approved for other footsteps than are played now: approve a run again")
    }
    let difference = SnapshotDifference(
      approved: golden.tables, now: transcript.snapshotTables)
    let worst = difference.metrics.prefix(3).map { metric in
      "\(metric.message) \(metric.name): \(metric.differing) of \(metric.compared) differ, most in "
        + "row \(metric.row): \(metric.approved.text(metric.unit)) was approved, "
        + "\(metric.now.text(metric.unit)) came"
    }
    var findings: [Finding] = []
    if !difference.untold.isEmpty {
      let list = difference.untold.joined(separator: ", ")
      findings = [
        Finding(
          .notMeasured, .rig,
          ["the chip no longer tells what was approved, \(list): approve a run again"])
      ]
    } else if difference.isEmpty {
      findings = [
        Finding(
          .notMeasured, .rig,
          ["its snapshot holds nothing that could be compared: approve a run again"])
      ]
    }
    return CheckResult(
      measurements: [
        MeasuredValue(
          "values that differ", Double(difference.total), unit: "", limit: .exactly(0))
      ],
      figures: [
        Figure("metrics that differ", difference.metrics.count),
        Figure("strides approved", golden.tables.first?.rows.count ?? 0),
      ],
      findings: findings,
      evidence: [difference.first].compactMap(\.self) + difference.counts + worst,
      reference: golden.provenance)
  }
}
