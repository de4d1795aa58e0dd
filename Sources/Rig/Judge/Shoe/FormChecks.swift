internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of what the runner is told of form, on the way and at the end.

extension Wire.FeedbackKind {
  /// Words are the contract's.
  fileprivate var rule: FormRule? { FormRule(rawValue: wireName) }
}

extension CaseScene {
  private var formRules: FormRules {
    FormRules(
      detected, settings, legMillimetres: Double(suiteCase.configure.legLengthMillimetres),
      rate: rate)
  }

  func feedback(expected: [FormRule]) -> CheckResult {
    var differences = Differences()
    let strides = Dictionary(
      detected.map { ($0.message.number, $0.message) }, uniquingKeysWith: { first, _ in first })
    for note in shoe.feedback where strides[note.stride]?.emittedIndex != note.sampleIndex {
      differences.add(
        "\(note.kind.wireName) of stride \(note.stride) left in another sample's turn")
    }
    let due = formRules.tellings
    for rule in FormRule.allCases {
      hold(rule, due.filter { $0.rule == rule }, &differences)
      let isTold = shoe.feedback.contains { $0.kind.rule == rule }
      if expected.contains(rule) != isTold {
        differences.add("\(rule.words) was \(isTold ? "told, though form was good" : "not told")")
      }
    }
    var result = expectation(differences.list, told: shoe.feedback.count, expected)
    result.figures += FormRule.allCases.filter { settings.feedback.contains($0) }.map { rule in
      Figure(rule.words, shoe.feedback.count { $0.kind.rule == rule })
    }
    return result
  }

  private func hold(
    _ rule: FormRule, _ due: [FormRules.Telling], _ differences: inout Differences
  ) {
    let told = shoe.feedback.filter { $0.kind.rule == rule }
    let slack = FormRules.slack(rule)
    guard told.count == due.count else {
      differences.add("\(rule.words): told \(told.count) times, due \(due.count) times")
      return
    }
    for (note, telling) in zip(told, due) {
      let name = "\(rule.words) at stride \(telling.stride)"
      differences.hold(
        "\(name), stride", Double(note.stride), Double(telling.stride),
        within: Double(slack.strides))
      differences.hold(
        "\(name), limit", Double(note.limit), telling.limit,
        within: slack.units + telling.limit / 100)
      // Told some strides apart, a mean has moved on.
      differences.hold(
        "\(name), value", Double(note.value), telling.value,
        within: slack.units + telling.limit / 50)
    }
  }

  func advice(expected: [FormRule]) -> CheckResult {
    var differences = Differences()
    let due = formRules.advice
    for rule in FormRule.allCases {
      let told = shoe.advice.filter { $0.kind.rule == rule }
      if expected.contains(rule) != !told.isEmpty {
        differences.add("\(rule.words): advice \(told.isEmpty ? "missing" : "not expected")")
      }
      guard let advice = due.first(where: { $0.rule == rule }) else {
        if !told.isEmpty { differences.add("\(rule.words): advice without a reason") }
        continue
      }
      guard let message = told.first, told.count == 1 else {
        differences.add("\(rule.words): advice given \(told.count) times")
        continue
      }
      let units = FormRules.slack(rule).units
      differences.hold(
        "\(rule.words), share in %", Double(message.share) / 10, advice.percent, within: 2)
      differences.hold(
        "\(rule.words), limit", Double(message.limit), advice.limit,
        within: units + advice.limit / 100)
      differences.hold(
        "\(rule.words), value", Double(message.value), advice.value,
        within: units + advice.limit / 50)
    }
    return expectation(differences.list, told: shoe.advice.count, expected)
  }

  /// Nothing told is right where nothing is expected.
  private func expectation(
    _ list: [String], told: Int, _ expected: [FormRule]
  ) -> CheckResult {
    if list.isEmpty, expected.isEmpty { return silence("told") }
    return differences(list, of: told, "told")
  }
}
