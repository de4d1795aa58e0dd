internal import Judge
internal import RigModel
internal import SoleLink
internal import Stimulus

/// One value of a stride that the board tells and a reference may know.
struct PlottedMetric {
  /// The word of the check that holds it to a reference.
  var check: String
  var title: String
  var unit: String
  var told: @Sendable (StrideEvidence.Told) -> Double?
  var golden: @Sendable (StrideEvidence.Reference) -> Double?

  /// Whether it is a time of the case: what counts is how far it is off, not how it goes.
  var isInstant = false

  static let all: [PlottedMetric] =
    [
      PlottedMetric(
        check: "stride_length", title: "stride length", unit: "mm",
        told: { Double($0.message.strideLength) },
        golden: { $0.stride.lengthMetres.map { $0 * 1000 } }),
      PlottedMetric(
        check: "cadence", title: "cadence", unit: "steps/min",
        told: { Double($0.message.cadence) / 10 }, golden: { 120 / $0.strideSeconds }),
    ]
    + StrideMetric.allCases.map { metric in
      PlottedMetric(
        check: metric.rawValue, title: metric.title, unit: metric.unit, told: { $0[metric] },
        golden: { $0[metric] }, isInstant: metric.isInstant)
    }

  /// Whether a limit is a share of the golden's value, and not in the metric's own unit.
  func isShare(_ measured: MeasuredValue) -> Bool { measured.unit == "%" && unit != "%" }

  /// What the board told and what is true, of the strides that are in both and count.
  func pairs(_ strides: [StrideEvidence]) -> [(time: Double, told: Double, golden: Double)] {
    strides.compactMap { stride in
      guard stride.outcome == .matched, let told = stride.told.flatMap(told),
        let golden = stride.reference.flatMap(golden)
      else { return nil }
      return (stride.end, told, golden)
    }
  }
}
