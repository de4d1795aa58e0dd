import SoleLink
import Stimulus

/// What was found in subjects of one kind.
struct Tally {
  struct Distance {
    var subject: String
    var told: Double
    var metres: Double
    var origin: String
  }

  private(set) var subjects = 0
  private(set) var expected = 0
  private(set) var found = 0
  private(set) var told = 0
  private(set) var falseOnes = 0
  private(set) var errors: [Metric: [Double]] = [:]
  private(set) var distances: [Distance] = []
  /// Of subjects whose strides were measured, the two halves: what was told, and the truth.
  private var halves: [(first: Way, second: Way)] = []

  /// A way as it was told, and as it was.
  private struct Way {
    var told = 0.0
    var metres = 0.0

    init(_ pairs: some Sequence<StrideMatch.Pair>) {
      for pair in pairs {
        told += Double(pair.told.strideLength) / 1000
        metres += pair.truth.lengthMetres ?? 0
      }
    }

    /// Its error in percent, calibrated on another.
    func error(calibratedOn other: Way) -> Double {
      let factor = other.metres / other.told
      return 100 * (told * factor / metres - 1)
    }
  }

  mutating func take(_ answer: ChipAnswer, of subject: Subject, _ truth: Truth) {
    let match = StrideMatch(answer.strides, truth, sampleRateHertz: subject.sampleRateHertz)
    subjects += 1
    expected += match.expected
    found += match.found
    told += match.told
    falseOnes += match.falseOnes
    for metric in Metric.allCases {
      errors[metric, default: []] += match.pairs.compactMap {
        metric.error($0, sampleRateHertz: subject.sampleRateHertz)
      }
    }
    let measured = match.pairs.filter { $0.truth.lengthMetres != nil }
    let half = measured.count / 2
    if half >= 4 { halves.append((Way(measured.prefix(half)), Way(measured.dropFirst(half)))) }
    if let distance = Self.distance(answer, match, truth) {
      distances.append(
        Distance(
          subject: subject.name, told: distance.told, metres: distance.metres,
          origin: subject.origin))
    }
  }

  mutating func add(_ other: Tally) {
    subjects += other.subjects
    expected += other.expected
    found += other.found
    told += other.told
    falseOnes += other.falseOnes
    errors.merge(other.errors) { $0 + $1 }
    distances += other.distances
    halves += other.halves
  }

  func statistics(_ metric: Metric) -> Statistics? { Statistics(errors[metric] ?? []) }

  /// The whole way where it was measured; else that of the strides that are in both.
  private static func distance(
    _ answer: ChipAnswer, _ match: StrideMatch, _ truth: Truth
  ) -> (told: Double, metres: Double)? {
    if let metres = truth.distanceMetres, let summary = answer.summary {
      return (Double(summary.distance) / 1000, metres)
    }
    let pairs = match.pairs.filter { $0.truth.lengthMetres != nil }
    let metres = pairs.reduce(0) { $0 + ($1.truth.lengthMetres ?? 0) }
    guard metres > 0 else { return nil }
    return (pairs.reduce(0) { $0 + Double($1.told.strideLength) / 1000 }, metres)
  }

  /// Errors of half a subject's way in percent, calibrated on its other half: the same wearer, shoe
  /// and gait.
  func halfErrors() -> Statistics? {
    var errors: [Double] = []
    for (first, second) in halves {
      errors.append(second.error(calibratedOn: first))
      errors.append(first.error(calibratedOn: second))
    }
    return Statistics(errors)
  }

  /// Errors of the distance in percent, as told and calibrated on the others of the same origin,
  /// whoever walked them.
  func distanceErrors() -> (plain: Statistics?, calibrated: Statistics?) {
    let plain = distances.map { 100 * ($0.told / $0.metres - 1) }
    let calibrated = distances.indices.compactMap { index -> Double? in
      let one = distances[index]
      let others = distances.indices.filter {
        $0 != index && distances[$0].origin == one.origin
      }
      guard !others.isEmpty else { return nil }
      let told = others.reduce(0) { $0 + distances[$1].told }
      let metres = others.reduce(0) { $0 + distances[$1].metres }
      return 100 * (one.told * metres / told / one.metres - 1)
    }
    return (Statistics(plain), Statistics(calibrated))
  }
}
