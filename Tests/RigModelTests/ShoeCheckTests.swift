import Foundation
import RigModel
import Stimulus
import Testing

extension WrittenCheck {
  private init(_ yaml: String, _ check: ShoeCheck, _ sentence: String) {
    self.init(yaml, .shoe(check), sentence)
  }

  /// Checks of the shoe.
  static let shoe = [
    WrittenCheck(
      "kept_run", .keptRun,
      "record of the run: every stride as it was told, and a summary that adds them up"),
    WrittenCheck(
      "kept_by_itself: {records: 2}", .keptByItself(records: 2),
      "records by themselves: 2, each from 10 s of running to 60 s of standing"),
    WrittenCheck(
      "record_access", .recordAccess,
      "reading by index and offset: the same bytes in pieces of any size, none behind the end"),
    WrittenCheck("record_erased", .recordErased, "erasing: nothing left to read"),
    WrittenCheck(
      "survives_restart", .survivesRestart,
      "what a restart leaves: record and lifetime's totals as before"),
    WrittenCheck(
      "session_totals", .sessionTotals, "session totals: each second, what the strides add up to"),
    WrittenCheck(
      "calories: {error_percent: 3}", .calories(errorPercent: 3),
      "calories: within ± 3 % of ACSM's equations over the reference"),
    WrittenCheck(
      "lifetime_totals", .lifetimeTotals, "lifetime totals: risen by the session's"),
    WrittenCheck(
      "splits: {error_percent: 2.5}", .splits(errorPercent: 2.5),
      "splits: each told with its stride, time within ± 2.5 %"),
    WrittenCheck(
      "bests: {error_percent: 3}", .bests(errorPercent: 3),
      "bests: fastest 400 m, 1 km and 5 km as they get better, time within ± 3 %"),
    WrittenCheck(
      "milestones", .milestones,
      "milestones: 5 km, 10 km, half marathon and longest run, each told with its stride"),
    WrittenCheck(
      "goals", .goals, "goals: 25, 50, 75 and 100 % of each, told with their strides"),
    WrittenCheck(
      "sprints: {expected: 2, error_percent: 8}", .sprints(expected: 2, errorPercent: 8),
      "sprints: 2, top speed within ± 8 %"),
    WrittenCheck(
      "pace: {error_percent: 3}", .pace(errorPercent: 3),
      "pace: now and mean within ± 3 % of the reference's"),
    WrittenCheck(
      "feedback: {expected: [cadence_low, heel_strike]}",
      .feedback(expected: [.cadenceLow, .heelStrike]),
      "feedback: told by rule, in the stride's own tick: cadence low, heel strike"),
    WrittenCheck(
      "advice: {expected: []}", .advice(expected: []), "advice: given by rule: none"),
    WrittenCheck(
      "running_speed_and_cadence", .runningSpeedAndCadence,
      "BLE running speed and cadence: measurement each second as the strides are; feature, location"
    ),
    WrittenCheck(
      "stride_based_speed_and_distance", .strideBasedSpeedAndDistance,
      "ANT+ stride-based speed and distance: pages 1 and 2 each second as the strides are"),
  ]
}

/// What a suite may ask of the shoe.
struct ShoeSettingsTests {
  private func read(_ shoe: String, check: String = "sample_accounting") throws -> SuiteCase {
    let yaml = """
      name: s
      title: S
      cases:
        - name: a
          requirement: R
          recording: x
          configure: {shoe: \(shoe)}
          checks: [\(check)]
      """
    return try Suite.read(Data(yaml.utf8), file: "s.yaml").cases[0]
  }

  private func said(_ shoe: String) -> String {
    do {
      _ = try read(shoe)
      return ""
    } catch { return "\(error)" }
  }

  @Test func everySettingIsRead() throws {
    let made = try read(
      """
      {recording: by_itself, record_interval_s: 5, overwrites_oldest: true, units: imperial, \
      reports: [totals, progress, running_speed_and_cadence, stride_based_speed_and_distance], \
      feedback: [cadence_low, fatigue_cadence], feedback_interval_s: 20, body_mass_kg: 68.5, \
      goals: {time_s: 1, distance_m: 2, calories_kcal: 3, steps: 4}, \
      limits: {cadence_per_minute: 160, overstride_percent: 30, impact_g: 9.5, \
      heel_strike_speed_m_per_s: 3.5, pronation_degrees: 12, sprint_speed_m_per_s: 6}}
      """)
    var due = ShoeSettings()
    due.recording = .byItself
    due.recordIntervalSeconds = 5
    due.overwritesOldest = true
    due.units = .imperial
    due.reports = ShoeSettings.Report.allCases
    due.feedback = [.cadenceLow, .fatigueCadence]
    due.feedbackIntervalSeconds = 20
    due.bodyMassKilograms = 68.5
    (due.goals.seconds, due.goals.metres, due.goals.kilocalories, due.goals.steps) = (1, 2, 3, 4)
    due.limits.cadencePerMinute = 160
    due.limits.overstridePercent = 30
    due.limits.impactG = 9.5
    due.limits.heelStrikeSpeedMetresPerSecond = 3.5
    due.limits.pronationDegrees = 12
    due.limits.sprintSpeedMetresPerSecond = 6
    #expect(made.configure.shoe == due)
    #expect(try read("{}").configure.shoe == ShoeSettings())
  }

  @Test(arguments: [
    ("{recording: always}", "`recording` can't be `always`"),
    ("{record_interval_s: 61}", "from 0 to 60 s"),
    ("{body_mass_kg: 19}", "from 20 to 250 kg"),
    ("{feedback: [heel_strikes]}", "did you mean `heel_strike`?"),
    ("{reports: totals}", "wants a list"),
    ("{goals: {laps: 3}}", "unknown key `laps` in `goals`"),
    ("{limits: {impact_g: 0}}", "from 0.01 to 655 g"),
  ]) func whatIsOutOfItsRangeIsRefused(yaml: String, words: String) {
    #expect(said(yaml).contains(words), "\(said(yaml))")
  }

  /// A check of what the chip was never told to do would pass or fail for nothing.
  @Test(arguments: [
    ("kept_run", "recording: by_session"), ("kept_by_itself: {records: 1}", "recording: by_itself"),
    ("goals", "goals"), ("calories: {error_percent: 3}", "body_mass_kg"),
    ("feedback: {expected: [heel_strike]}", "the rules that are expected"),
    ("running_speed_and_cadence", "reports: [running_speed_and_cadence]"),
  ]) func aCheckWantsItsSetting(check: String, words: String) throws {
    let item = try read(
      "{reports: [progress, totals], feedback: [cadence_low]}", check: check)
    let stride = TruthStride(startSeconds: 0, endSeconds: 1, lengthMetres: 1, isSteady: true)
    let trace = Trace(
      name: "t", sampleRateHertz: 200,
      samples: [
        TraceSample(
          accelerationX: 0, accelerationY: 0, accelerationZ: 0, angularRateX: 0, angularRateY: 0,
          angularRateZ: 0)
      ], provenance: [], truth: Truth(strides: [stride], source: "x"))
    let error = #expect(throws: ModelError.self) {
      _ = try item.resolved(with: trace, file: "s.yaml")
    }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains(words))
  }
}
