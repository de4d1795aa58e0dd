import Foundation
import Stimulus

/// A way to change recordings that the engine was not built with: what holds on them alone shows.
///
/// Another rate, another mounting, the other foot, or a sensor that is worse.
struct Variant: Sendable {
  var name: String
  var sampleRateHertz: UInt16 = 200
  var isMirrored = false
  /// Force in g and rate in °/s of the sample with an index, as the variant has them.
  var change: @Sendable (_ force: SIMD3<Double>, _ rate: SIMD3<Double>, _ index: Int) -> Reading =
    { force, rate, _ in (force, rate) }

  typealias Reading = (force: SIMD3<Double>, rate: SIMD3<Double>)

  static var all: [Variant] {
    [Variant(name: "as recorded")] + rates + mountings + sensors
  }

  private static let rates: [Variant] = [100, 128, 160, 256, 333, 400].map {
    Variant(name: "\($0) Hz", sampleRateHertz: $0)
  }

  private static let mountings: [Variant] = [
    turned("on its side", [90, 0, 0]), turned("upside down", [180, 0, 0]),
    turned("backwards", [0, 0, 180]), turned("askew", [40, -110, 130]),
    Variant(name: "on the other foot", isMirrored: true) { force, rate, _ in
      (SIMD3(force.x, -force.y, force.z), SIMD3(-rate.x, rate.y, -rate.z))
    },
  ]

  private static let sensors: [Variant] = [
    Variant(name: "450 °/s, 6 g at most") { force, rate, _ in
      (
        force.clamped(lowerBound: -SIMD3(repeating: 6), upperBound: SIMD3(repeating: 6)),
        rate.clamped(lowerBound: -SIMD3(repeating: 450), upperBound: SIMD3(repeating: 450))
      )
    },
    Variant(name: "2 °/s of bias") { force, rate, _ in (force, rate + SIMD3(2, -2, 2)) },
    Variant(name: "drifts by 3 °/s a minute") { force, rate, index in
      (force, rate + SIMD3(repeating: 3 * Double(index) / 12_000))
    },
    Variant(name: "60 mg of bias") { force, rate, _ in
      (force + SIMD3(0.06, -0.06, 0.06), rate)
    },
    Variant(name: "2 % too much of all") { force, rate, _ in (force * 1.02, rate * 1.02) },
  ]

  /// The sensor turned by so many degrees about x, then y, then z.
  private static func turned(_ name: String, _ degrees: [Double]) -> Variant {
    Variant(name: name) { force, rate, _ in
      var reading = (force: force, rate: rate)
      for (axis, angle) in degrees.enumerated() {
        reading = (turn(reading.force, axis, angle), turn(reading.rate, axis, angle))
      }
      return reading
    }
  }

  private static func turn(
    _ vector: SIMD3<Double>, _ axis: Int, _ degrees: Double
  ) -> SIMD3<Double> {
    let (first, second) = ((axis + 1) % 3, (axis + 2) % 3)
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    var turned = vector
    turned[first] = cosine * vector[first] - sine * vector[second]
    turned[second] = sine * vector[first] + cosine * vector[second]
    return turned
  }

  func of(_ subject: Subject) -> Subject {
    var subject = subject
    if isMirrored { subject.isLeft.toggle() }
    subject.samples = subject.samples.enumerated().map { index, sample in
      let reading = change(
        sample.specificForce / SensorScale.gravity, sample.angularRate * 180 / .pi, index)
      return TraceSample(
        force: reading.force * SensorScale.gravity, rate: reading.rate * .pi / 180)
    }
    return subject
  }

  /// How the recordings of a folder that have a reference fare in every variant.
  static func findings(_ folder: String) throws -> [Findings.Variant] {
    var subjects: [UInt16: [Subject]] = [:]
    return try all.map { variant in
      let rate = variant.sampleRateHertz
      if subjects[rate] == nil {
        let recordings = RecordingFolder(path: folder, sampleRateHertz: rate)
        subjects[rate] = try recordings.names().map(recordings.subject)
      }
      return try variant.findings(subjects[rate] ?? [])
    }
  }

  private func findings(_ subjects: [Subject]) throws -> Findings.Variant {
    var tallies: [Subject.Gait: Tally] = [:]
    for subject in subjects {
      let (truth, gait) = try subject.readTruth()
      guard let truth, let gait else { continue }
      var chip = HostChip()
      tallies[gait, default: Tally()].take(chip.play(of(subject)), of: subject, truth)
    }
    func figures(_ gait: Subject.Gait) -> Findings.Variant.Figures? {
      guard let tally = tallies[gait] else { return nil }
      return Findings.Variant.Figures(
        found: .init(
          gait: gait, set: name, subjects: tally.subjects, expected: tally.expected,
          found: tally.found, told: tally.told, falseOnes: tally.falseOnes, hasGoals: true),
        strideLength: tally.statistics(.strideLength),
        initialContact: tally.statistics(.initialContact), toeOff: tally.statistics(.toeOff))
    }
    return Findings.Variant(
      name: name, sampleRateHertz: sampleRateHertz, walk: figures(.walk), run: figures(.run))
  }
}

extension TraceSample {
  /// In m/s² and rad/s.
  fileprivate init(force: SIMD3<Double>, rate: SIMD3<Double>) {
    func count(_ value: Double, _ channel: Channel) -> Int16 {
      SensorScale.quantise(value, channel).count
    }
    self.init(
      accelerationX: count(force.x, .accelerationX), accelerationY: count(force.y, .accelerationY),
      accelerationZ: count(force.z, .accelerationZ), angularRateX: count(rate.x, .angularRateX),
      angularRateY: count(rate.y, .angularRateY), angularRateZ: count(rate.z, .angularRateZ))
  }
}
