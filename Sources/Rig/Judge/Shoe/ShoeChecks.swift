internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

// Checks of the shoe: the capture against protocols/shoe.md, worked out from the strides that were
// told, and from the footsteps' truth.

extension CaseScene {
  func shoe(_ check: ShoeCheck) -> CheckResult {
    switch check {
    case .keptRun: keptRun()
    case .keptByItself(let records): keptByItself(records: records)
    case .recordAccess: recordAccess()
    case .recordErased: recordErased()
    case .survivesRestart: survivesRestart()
    case .sessionTotals: sessionTotals()
    case .calories(let error): calories(errorPercent: error)
    case .lifetimeTotals: lifetimeTotals()
    case .splits(let error): splits(errorPercent: error)
    case .bests(let error): bests(errorPercent: error)
    case .milestones: milestones()
    case .goals: goals()
    case .sprints(let expected, let error): sprints(expected: expected, errorPercent: error)
    case .pace(let error): pace(errorPercent: error)
    case .feedback(let expected): feedback(expected: expected)
    case .advice(let expected): advice(expected: expected)
    case .runningSpeedAndCadence: runningSpeedAndCadence()
    case .strideBasedSpeedAndDistance: strideBasedSpeedAndDistance()
    }
  }

  var shoe: ShoeLog { transcript.shoe }
  var settings: ShoeSettings { suiteCase.configure.shoe ?? ShoeSettings() }

  /// The footsteps as they were, as a course; nil where the reference does not tell every length.
  var trueCourse: Course? {
    guard let strides = suiteCase.truth?.strides, !strides.isEmpty else { return nil }
    var course = Course()
    for stride in strides {
      guard let metres = stride.lengthMetres else { return nil }
      course.append(metres: metres, seconds: stride.durationSeconds)
    }
    return course
  }

  /// Whether the reference has strides and the chip told none: that it says nothing of them is then
  /// no merit.
  var toldNoStride: Bool { detected.isEmpty && suiteCase.truth?.strides.isEmpty == false }

  /// The result of nothing that was told where nothing was due.
  func silence(_ noun: String) -> CheckResult {
    guard !toldNoStride else { return .notMeasured("the chip told none of the strides") }
    return CheckResult(
      measurements: [MeasuredValue("differences", 0, unit: "", limit: .exactly(0))],
      figures: [Figure(noun, 0)])
  }

  /// Tells the strides that had left by a sample's turn.
  func strides(upTo index: UInt32) -> ArraySlice<DetectedStride> {
    detected.prefix { $0.message.emittedIndex <= index }
  }

  /// The result of holding many things against what they should be, one difference a line.
  func differences(_ list: [String], of compared: Int, _ noun: String) -> CheckResult {
    guard compared > 0 || !list.isEmpty else {
      return CheckResult(findings: [.firmware("the chip told nothing of the kind")])
    }
    let rest = list.count - 5
    return CheckResult(
      measurements: [
        MeasuredValue("differences", Double(list.count), unit: "", limit: .exactly(0))
      ],
      figures: [Figure(noun, compared)],
      evidence: list.prefix(5) + (rest > 0 ? ["and \(rest) more"] : []),
      reference: "protocols/shoe.md, worked out from the strides that were told")
  }
}

/// Collects what differs from what it should be.
struct Differences {
  private(set) var list: [String] = []

  mutating func add(_ words: String) { list.append(words) }

  /// Whole numbers that must be equal.
  mutating func hold(
    _ what: @autoclosure () -> String, _ told: some BinaryInteger, _ due: some BinaryInteger
  ) {
    if Int(told) != Int(due) { list.append("\(what()): \(told) told, \(due) due") }
  }

  /// Numbers that must be equal but for rounding.
  mutating func hold(
    _ what: @autoclosure () -> String, _ told: Double, _ due: Double, within tolerance: Double
  ) {
    if abs(told - due) > tolerance {
      list.append(String(format: "%@: %.2f told, %.2f due", what(), told, due))
    }
  }
}
