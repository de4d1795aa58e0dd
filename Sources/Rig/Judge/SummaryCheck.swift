internal import Capture
internal import RigModel
internal import SoleLink

// The check of summaries: each at its index, and the last one true to the strides.

extension CaseScene {
  func summaries(periodSeconds: Double) -> CheckResult {
    let period = max(1, (periodSeconds * rate).rounded())
    let end = Double(suiteCase.stimulus.sampleCount)
    let due = stride(from: period, through: end, by: period).map { $0 }
    let indices = transcript.summaries.map { Double($0.sampleIndex) }
    let told = indices.dropLast()
    let dueIndices = Set(due)
    let toldIndices = Set(told)
    // Behind a gap that reaches the end, there is but the last one.
    let missing = due.filter { !toldIndices.contains($0) && !isHidden($0, behind: indices) }
    let undue = told.filter { index in
      !dueIndices.contains(index) && !due.contains { isHidden($0, behind: [index]) }
    }
    guard let last = transcript.summaries.last else {
      let words = "no summary came"
      return CheckResult(findings: [isDisturbed ? .link([words] + link.troubles) : .firmware(words)]
      )
    }
    let contradictions = contradictions(last)
    var result = CheckResult(
      measurements: [
        MeasuredValue("missing", Double(missing.count), unit: "", limit: .exactly(0)),
        MeasuredValue("out of place", Double(undue.count), unit: "", limit: .exactly(0)),
        MeasuredValue(
          "contradictions", Double(contradictions.count), unit: "", limit: .exactly(0)),
      ],
      figures: [Figure("due", due.count), Figure("told", told.count)])
    if let first = missing.first { result.evidence.append("none came for sample \(Int(first))") }
    if let first = undue.first { result.evidence.append("one came for sample \(Int(first))") }
    result.evidence += contradictions
    return result
  }

  /// Whether a gap in the samples hid it, and one of these was told right behind the gap.
  private func isHidden(_ due: Double, behind told: [Double]) -> Bool {
    suiteCase.faults.map(\.lostSamples).contains { gap in
      // As fast as possible, a gap and the sample after it are one turn.
      gap.contains(UInt32(due) &- 1)
        && told.contains { (gap.upperBound...gap.upperBound + 1).contains(UInt32($0)) }
    }
  }

  /// Where the summaries gainsay each other or the strides told.
  private func contradictions(_ last: Wire.Summary) -> [String] {
    var found: [String] = []
    let end = suiteCase.stimulus.sampleCount
    if last.sampleIndex != end {
      found.append("the last summary is of sample \(last.sampleIndex), not of \(end)")
    }
    if Int(last.strides) != detected.count {
      found.append("the last summary counts \(last.strides) strides, \(detected.count) were told")
    }
    let sum = transcript.strides.reduce(0) { $0 + UInt64($1.strideLength) }
    if UInt64(last.distance) != sum {
      found.append("the last summary tells \(last.distance) mm, the strides told make \(sum) mm")
    }
    let goesBack = zip(transcript.summaries, transcript.summaries.dropFirst()).contains {
      $0.sampleIndex > $1.sampleIndex || $0.strides > $1.strides || $0.distance > $1.distance
    }
    if goesBack { found.append("a summary counts less than the one before") }
    return found
  }
}
