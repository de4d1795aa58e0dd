internal import SoleLink

/// How the two feet of one runner differ, by what two chips told of the same strides.
package struct Asymmetry: Codable, Equatable, Sendable {
  package static let currentSchema = "solerig-asymmetry/1"

  /// One metric over all pairs in which both chips told it.
  package struct Row: Codable, Equatable, Sendable {
    package var metric: ShoeMetric
    package var unit: String
    package var pairs: Int
    package var left: Double
    package var right: Double
    /// Left less right, and half the width of the 95 % interval of its mean.
    package var difference: Double
    package var uncertainty: Double?
    /// 100 · |L − R| / mean(L, R), percent, of the means; nil for what has no size.
    package var asymmetryPercent: Double?
    /// 100 · L / (L + R), percent, of the means: 50 is even; nil for what has no size.
    package var balancePercent: Double?
    /// Half the width of the 95 % interval of the asymmetry; the balance's is a quarter of it.
    package var asymmetryUncertaintyPercent: Double?
  }

  /// What became of one shoe's strides.
  package struct Shoe: Codable, Equatable, Sendable {
    package var `case`: String
    package var strides: Int
    /// Left out: they start, stop or turn, go nowhere, or lack samples or a contact.
    package var flagged: Int
    /// Good ones without a partner.
    package var unpaired: Int
  }

  package private(set) var schema = Asymmetry.currentSchema
  package var left: Shoe
  package var right: Shoe
  package var pairs: Int
  /// Seconds by which the right chip's sample 0 is taken to have come after the left one's.
  package var offsetSeconds: Double
  /// Where in the left foot's stride the right one comes down, percent, the median; 50 is even.
  package var phasePercent: Double?
  /// How fast that moves, in millionths of the time that passes, and half the width of its 95 %
  /// interval: what two clocks that do not run alike do.
  package var driftPPM: Double?
  package var driftUncertaintyPPM: Double?
  package var rows: [Row]
  /// What stands against reading the rows as one runner's two feet.
  package var warnings: [String]

  /// A stride of one foot so flagged says nothing of how it goes beside the other. Clipped sensors
  /// and a change of height are both feet's.
  private static let leftOut: Wire.StrideQuality = [
    .samplesLost, .noContact, .turned, .onTheSpot,
  ]
  /// A pause that is no longer is the stance of a slow walk, which a chip may take for standing.
  private static let pauseSeconds = 0.5

  private static func good(_ strides: [DetectedStride]) -> [DetectedStride] {
    strides.indices.filter { index in
      let stride = strides[index]
      func stands(_ flag: Wire.StrideQuality, _ gap: Double?) -> Bool {
        stride.message.quality.contains(flag) && (gap ?? .infinity) > pauseSeconds
      }
      let before = index > 0 ? stride.start - strides[index - 1].end : nil
      let after = index + 1 < strides.count ? strides[index + 1].start - stride.end : nil
      return stride.message.quality.isDisjoint(with: leftOut)
        && !stands(.fromStanding, before) && !stands(.toStanding, after)
    }.map { strides[$0] }
  }

  /// Outside of these, what is paired may be one stride off.
  private static let plausiblePhase = 25.0...75.0
  /// A drift of this size moves the feet by half a stride in less than six minutes.
  private static let plausibleDriftPPM = 1000.0

  package init(left: ShoeStrides, right: ShoeStrides, offsetSeconds: Double = 0) {
    let good = [left, right].map { Self.good($0.strides) }
    let paired = StridePairs(left: good[0], right: good[1], offset: offsetSeconds)
    self.left = Shoe(left, good: good[0].count, unpaired: paired.unpairedLeft)
    self.right = Shoe(right, good: good[1].count, unpaired: paired.unpairedRight)
    self.offsetSeconds = offsetSeconds
    pairs = paired.pairs.count
    rows = ShoeMetric.allCases.compactMap { Row($0, paired.pairs) }
    warnings = []
    let phases = paired.pairs.compactMap(\.phase)
    phasePercent = Statistics.median(phases).map { (100 * $0).rounded(to: .report) }
    let points = paired.pairs.compactMap { pair in
      pair.phase.map {
        RobustSlope.Point(
          x: pair.left.contact, y: $0 * Double(pair.left.message.strideTime) / 10_000, group: 0)
      }
    }
    if let line = RobustSlope(points) {
      driftPPM = (line.slope * 1e6).rounded(to: .report)
      driftUncertaintyPPM = (line.uncertainty * 1e6).rounded(to: .report)
    }
    warnings = foundWarnings
  }

  private var foundWarnings: [String] {
    var found: [String] = []
    if pairs == 0 { found.append("no stride of one shoe goes with one of the other") }
    if let phase = phasePercent, !Self.plausiblePhase.contains(phase) {
      found.append(
        "the right foot comes down at \(Int(phase.rounded())) % of the left one's stride: the two "
          + "recordings hardly began together; give their offset")
    }
    if let drift = driftPPM, let doubt = driftUncertaintyPPM,
      drift.magnitude - doubt > Self.plausibleDriftPPM
    {
      found.append(
        "the feet move against each other by \(Int(drift.rounded())) ppm: the two chips' clocks do "
          + "not run alike, times differ by as much, and after minutes pairs are a stride off")
    }
    return found
  }
}

extension Asymmetry.Shoe {
  fileprivate init(_ shoe: ShoeStrides, good: Int, unpaired: Int) {
    self.init(
      case: shoe.caseName, strides: shoe.strides.count, flagged: shoe.strides.count - good,
      unpaired: unpaired)
  }
}

extension Asymmetry.Row {
  fileprivate init?(_ metric: ShoeMetric, _ pairs: [StridePairs.Pair]) {
    let values = pairs.compactMap { pair in
      metric.told(pair.left).flatMap { left in metric.told(pair.right).map { (left, $0) } }
    }
    guard let left = Statistics.mean(values.map(\.0)), let right = Statistics.mean(values.map(\.1))
    else { return nil }
    let spread = Statistics.standardDeviation(values.map { $0.0 - $0.1 })
    let doubt = spread.map { 1.96 * $0 / Double(values.count).squareRoot() }
    let mean = (left + right) / 2
    let share = metric.isSize && mean > 0 ? 100 / mean : nil
    self.init(
      metric: metric, unit: metric.unit, pairs: values.count, left: left.rounded(to: .report),
      right: right.rounded(to: .report), difference: (left - right).rounded(to: .report),
      uncertainty: doubt?.rounded(to: .report),
      asymmetryPercent: share.map { ($0 * (left - right).magnitude).rounded(to: .report) },
      balancePercent: share.map { _ in (100 * left / (left + right)).rounded(to: .report) },
      asymmetryUncertaintyPercent: share.flatMap { share in
        doubt.map { (share * $0).rounded(to: .report) }
      })
  }
}
