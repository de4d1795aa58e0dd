internal import Capture
internal import SoleLink

/// Two sessions side by side.
struct SessionContest {
  let left: RecordedSession
  let right: RecordedSession
  /// What both are asked for: records are told when somebody asks, so only where both were asked.
  let answers: (left: [RecordedAnswer], right: [RecordedAnswer])
  let stimulus: StimulusDifference?
  let divergence: Divergence?

  init(_ left: RecordedSession, _ right: RecordedSession) {
    self.left = left
    self.right = right
    let hasRecords = [left, right].allSatisfy { $0.answers.contains(where: \.isRecord) }
    func asked(_ session: RecordedSession) -> [RecordedAnswer] {
      hasRecords ? session.answers : session.answers.filter { !$0.isRecord }
    }
    answers = (asked(left), asked(right))
    stimulus = StimulusDifference(left, right)
    divergence = Self.divergence(answers.left, answers.right, rate: Self.rate(left, right))
  }

  var judged: (SessionComparison.Outcome, String) {
    guard let divergence else { return withoutDivergence }
    if let stimulus, stimulus.sampleIndex <= divergence.place {
      return (.undecided, "They were not fed alike: \(stimulus.statement)")
    }
    if let lost = losses(before: divergence) { return (.undecided, lost) }
    if let broken = brokenOff(divergence) { return (.undecided, broken) }
    return (.differs, divergence.statement)
  }

  private var withoutDivergence: (SessionComparison.Outcome, String) {
    if answers.left.isEmpty, !(left.isWhole && right.isWhole) {
      return (.undecided, "Neither told anything of gait, so nothing could be compared.")
    }
    if let stimulus { return (.undecided, "They were not fed alike: \(stimulus.statement)") }
    if left.isWhole != right.isWhole {
      return (.undecided, "They told the same until one of them was broken off.")
    }
    return (.same, "All \(answers.left.count) payloads are the same.")
  }

  /// Whether frames of either chip were lost by then, so that what differs may have been on them.
  private func losses(before divergence: Divergence) -> String? {
    let sides = [
      ("A", left, divergence.leftTimeNanoseconds), ("B", right, divergence.rightTimeNanoseconds),
    ]
    let lost = sides.compactMap { name, session, time -> String? in
      let count = session.lostFrames(by: time ?? .max)
      return count > 0 ? "\(count) frames of \(name)'s chip" : nil
    }
    guard !lost.isEmpty else { return nil }
    return "They part where the line had lost \(lost.joined(separator: " and ")) by their sequence "
      + "numbers, so the chips may have told the same."
  }

  /// Whether one side only ends before the other, since it was broken off: given up, or its capture torn.
  private func brokenOff(_ divergence: Divergence) -> String? {
    let isShorter =
      (divergence.leftTimeNanoseconds == nil && !left.isWhole)
      || (divergence.rightTimeNanoseconds == nil && !right.isWhole)
    return isShorter ? "They told the same until one of them was broken off." : nil
  }

  private static func rate(_ left: RecordedSession, _ right: RecordedSession) -> Double? {
    (left.stimulus.configure ?? right.stimulus.configure).map { Double($0.sampleRate) }
  }

  private static func divergence(
    _ left: [RecordedAnswer], _ right: [RecordedAnswer], rate: Double?
  ) -> Divergence? {
    let common = zip(left, right).prefix { $0.message == $1.message }.count
    let (one, other) = (left.dropFirst(common).first, right.dropFirst(common).first)
    guard let first = earlier(one, other) else { return nil }
    var found = Divergence(
      message: first.message.name,
      number: 1 + left.prefix(common).count { $0.message.name == first.message.name },
      sampleIndex: first.sampleIndex)
    found.sampleSeconds = rate.flatMap { rate in
      first.sampleIndex.map { (Double($0) / rate).rounded(to: .report) }
    }
    found.leftTimeNanoseconds = one?.time
    found.rightTimeNanoseconds = other?.time
    guard let one, let other, one.isLike(other) else {
      // One side tells what the other does not: what that tells instead is later.
      if let one, first.message == one.message { found.left = "told" } else { found.right = "told" }
      return found
    }
    let pair = zip(one.message.comparedFields, other.message.comparedFields)
      .first { $0.value != $1.value }
    found.metric = pair?.0.name
    found.unit = pair?.0.unit
    found.left = pair?.0.valueText
    found.right = pair?.1.valueText
    return found
  }

  private static func earlier(
    _ left: RecordedAnswer?, _ right: RecordedAnswer?
  ) -> RecordedAnswer? {
    guard let left, let right else { return left ?? right }
    return right.place < left.place ? right : left
  }
}

extension RecordedAnswer {
  /// Where it stands in sample time: a record is told when somebody asks, after all that.
  fileprivate var place: UInt32 { sampleIndex ?? .max }

  /// Whether the two are the same thing told, be it with other values.
  fileprivate func isLike(_ other: RecordedAnswer) -> Bool {
    guard message.messageType == other.message.messageType else { return false }
    // The same stride may be told a little earlier or later; a summary belongs to its sample.
    if case .stride(let one) = message, case .stride(let two) = other.message {
      return one.number == two.number
    }
    return sampleIndex == other.sampleIndex
  }
}

extension Divergence {
  fileprivate var place: UInt32 { sampleIndex ?? .max }

  init(message: String, number: Int, sampleIndex: UInt32?) {
    self.init(
      message: message, number: number, sampleIndex: sampleIndex, sampleSeconds: nil, metric: nil,
      unit: nil, left: nil, right: nil, leftTimeNanoseconds: nil, rightTimeNanoseconds: nil)
  }

  /// What it is, in one sentence.
  var statement: String {
    let place = sampleIndex.map { "At sample \($0)" } ?? "In the records"
    guard let metric else {
      let teller = left == nil ? "B" : "A"
      return "\(place) only \(teller) tells \(message) \(number)."
    }
    let unit = unit.map { " " + $0 } ?? ""
    return "\(place) \(message) \(number) has \(metric) \(left ?? "")\(unit) in A, "
      + "\(right ?? "")\(unit) in B."
  }
}
