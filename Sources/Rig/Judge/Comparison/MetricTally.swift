internal import Capture
internal import SoleLink

/// Counts how far the fields of paired answers are apart.
struct MetricTally {
  private struct Key: Hashable {
    var message: String
    var metric: String
  }

  private var order: [Key] = []
  private var tallies: [Key: MetricDifference] = [:]

  init(_ pairs: AnswerPairs) {
    for (left, right) in pairs.pairs {
      for (one, other) in zip(left.message.comparedFields, right.message.comparedFields) {
        take(left, one, other)
      }
    }
  }

  /// Those that differ, in the contract's order.
  var differences: [MetricDifference] {
    order.compactMap { tallies[$0] }.filter { $0.differing > 0 }
  }

  private mutating func take(
    _ answer: RecordedAnswer, _ left: FieldDescription, _ right: FieldDescription
  ) {
    let key = Key(message: answer.message.name, metric: left.name)
    if tallies[key] == nil {
      order.append(key)
      tallies[key] = MetricDifference(
        message: key.message, metric: key.metric, unit: left.unit, compared: 0, differing: 0,
        worst: nil, sampleIndex: nil, left: "", right: "")
    }
    tallies[key]?.compared += 1
    guard left.value != right.value else { return }
    let distance = left.number.flatMap { one in right.number.map { abs($0 - one) } }
    let isFirst = tallies[key]?.differing == 0
    tallies[key]?.differing += 1
    guard isFirst || (distance ?? 0) > (tallies[key]?.worst ?? .infinity) else { return }
    tallies[key]?.worst = distance
    tallies[key]?.sampleIndex = answer.sampleIndex
    tallies[key]?.left = left.valueText
    tallies[key]?.right = right.valueText
  }
}
