import SoleLink
import Stimulus

/// The strides of one subject that were judged, with the error of every metric: where a figure
/// comes from.
struct StrideList {
  let text: String

  init(_ answer: ChipAnswer, of subject: Subject) throws {
    guard let truth = try subject.readTruth().truth else {
      text = "\(subject.name): no reference\n"
      return
    }
    let rate = subject.sampleRateHertz
    let match = StrideMatch(answer.strides, truth, sampleRateHertz: rate)
    var lines = "\(subject.name)\n  begins"
    let metrics = Metric.allCases.filter { metric in
      match.pairs.contains { metric.error($0, sampleRateHertz: rate) != nil }
    }
    for metric in metrics { lines += Text.right(String(metric.rawValue.prefix(11)), 12) }
    lines += "  quality\n"
    for pair in match.pairs {
      lines += Text.right(pair.truth.startSeconds, 8)
      for metric in metrics {
        lines +=
          metric.error(pair, sampleRateHertz: rate).map { Text.right($0, 12) }
          ?? Text.right("-", 12)
      }
      lines += "  \(String(pair.told.quality.rawValue, radix: 2)) \(pair.told.activity)"
      lines +=
        " duty \(pair.told.dutyFactor) cadence \(pair.told.cadence) speed \(pair.told.speed)\n"
    }
    text = lines
  }
}
