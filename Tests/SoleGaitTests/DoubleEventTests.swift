import Foundation
import Stimulus
import Testing

@testable import SoleGait

/// What fixed point costs in events and angles against double precision: 1 ms at most.
struct DoubleEventTests {
  @Test(
    .enabled(if: Recording.folder != nil, "no recordings"),
    arguments: DoubleSubject.recordings)
  func onRecordings(_ name: String) throws {
    try compare(Recording(name).samples(rateHertz: 200), name)
  }

  @Test(arguments: [
    RunnerSegment.walk(metresPerSecond: 1.3, seconds: 15),
    .run(metresPerSecond: 3, seconds: 15), .run(metresPerSecond: 6, seconds: 15),
  ])
  func onSyntheticRunners(_ segment: RunnerSegment) throws {
    let samples = try DoubleSubject.samples(
      of: segment, seed: 22, mountingDegrees: [20, -30, 75])
    try compare(samples, "\(segment.kind)")
  }

  /// Largest differences: of times in ms, of angles in degrees, of impact and braking in g.
  private struct Worst {
    var (contact, toeOff, strike, pronation, impact) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var braking = 0.0
    var strides = 0
    /// Of the toe-offs and brakings that are farther off than the rest.
    var others = 0
  }

  private func compare(_ samples: [IMUSample], _ name: String) throws {
    let worst = worst(samples)
    print(
      "events against double, \(name): \(worst.strides) strides, contact",
      String(format: "%.2f ms, toe-off %.2f ms, strike angle", worst.contact, worst.toeOff),
      String(format: "%.2f°, pronation %.2f°,", worst.strike, worst.pronation),
      String(format: "impact %.3f g, braking %.3f g,", worst.impact, worst.braking),
      "\(worst.others) toe-offs or brakings off by more than 1 ms or 0.03 g")
    try #require(worst.strides >= 8)
    #expect(worst.contact <= 1)
    // Rounding may take the end of push-off's plateau a sample on, and what was up before a turn from
    // another low.
    #expect(worst.others <= worst.strides / 12)
    #expect(worst.toeOff <= 3)
    #expect(worst.strike <= 0.3)
    #expect(worst.pronation <= 0.3)
    #expect(worst.impact <= 0.02)
    #expect(worst.braking <= 0.2)
  }

  private func worst(_ samples: [IMUSample]) -> Worst {
    let configuration = GaitConfiguration(sampleRateHertz: 200)
    let shape = WindowShape(configuration)
    var engine = GaitEngine(configuration)
    var foot = DoubleFoot(samples, rateHertz: 200)
    var worst = Worst()
    var contactBefore: Double?
    var before: SoleGait.Stride?
    var up: Vector3?
    for (index, sample) in samples.enumerated() {
      let (low, start, left) = (engine.low.time, engine.startTime, engine.axes.left)
      let (bias, engineUp) = (engine.exactBias, engine.up)
      let event = engine.consume(sample)
      guard index + 1 >= Int(shape.length) else { continue }
      foot.consume(index - Int(shape.half), bias: bias, shape: shape)
      if engine.low.time != low { foot.keepLow() }
      if event == .stride {
        foot.settle(isReversed: left.dot(engine.axes.left) < 0)
        take(engine.stride, foot, contactBefore, into: &worst)
        contactBefore = engine.hasLastContact ? foot.low.contact : nil
        let exact = DoubleStride(
          samples, engine.stride, rateBias: engine.exactBias, before: before, up: up)
        (before, up) = (engine.stride, exact.up)
        foot.level(exact.up)
      } else if engine.up != engineUp {
        // A stance that no stride ends in: what is up is what gravity tells there.
        let gravity = engine.low.gravity
        foot.level(
          Vector3(x: Double(gravity.x), y: Double(gravity.y), z: Double(gravity.z)).direction)
      }
      if engine.startTime != start {
        let gravity = engine.low.gravity
        foot.begin(
          gravity: Vector3(x: Double(gravity.x), y: Double(gravity.y), z: Double(gravity.z)))
      }
    }
    return worst
  }

  private func take(
    _ stride: SoleGait.Stride, _ foot: DoubleFoot, _ before: Double?, into worst: inout Worst
  ) {
    guard !stride.quality.contains(.noContact), let contact = foot.low.contact else { return }
    let tuning = Tuning()
    let isRun = stride.activity == .run
    let offset = isRun ? Double(tuning.runContact) : -Double(tuning.walkContact)
    func note(_ difference: Double, _ path: WritableKeyPath<Worst, Double>) {
      worst[keyPath: path] = max(worst[keyPath: path], abs(difference))
    }
    worst.strides += 1
    note(Double(stride.initialContact) / 3.2 - contact * 5 - offset, \.contact)
    note(
      Double(stride.strikeAngleTenthDegrees) / 10 - foot.low.pitch * 180 / .pi, \.strike)
    note(
      Double(stride.pronationTenthDegrees) / 10 + foot.low.roll * 180 / .pi, \.pronation)
    note(Double(stride.impactHundredthsG) / 100 - foot.low.impact / Counts.gravity, \.impact)
    let braking = Double(stride.brakingHundredthsG) / 100 - foot.low.braking / Counts.gravity
    note(braking, \.braking)
    if abs(braking) > 0.03 { worst.others += 1 }
    guard !stride.quality.contains(.noToeOff), let before, let end = foot.pushOffEnd,
      let peak = foot.pushOffPeak
    else { return }
    let stance = (peak - before) * 5 - Double(tuning.runOffset)
    let toeOff =
      isRun
      ? before * 5 + offset + stance * Double(tuning.runStance) / 1024
      : end * 5 - Double(tuning.walkToeOff)
    let difference = Double(stride.toeOff) / 3.2 - toeOff
    note(difference, \.toeOff)
    if abs(difference) > 1 { worst.others += 1 }
  }
}
