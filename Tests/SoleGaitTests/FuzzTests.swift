import Foundation
import TestSupport
import Testing

@testable import SoleGait

/// Whatever comes in, nothing traps: `SOLERIG_FUZZ_SAMPLES` makes it longer.
struct FuzzTests {
  enum Shape: CaseIterable {
    case constant, noise, extremes, bursts, steps, gaitLike
  }

  static let count =
    ProcessInfo.processInfo.environment["SOLERIG_FUZZ_SAMPLES"].flatMap { Int($0) } ?? 20_000

  @Test(arguments: Shape.allCases, [100, 200, 250, 251, 400] as [UInt16])
  func nothingTraps(_ shape: Shape, _ rate: UInt16) {
    let seed =
      ProcessInfo.processInfo.environment["SOLERIG_FUZZ_SEED"].flatMap { UInt64($0) }
      ?? UInt64.random(in: 0 ... .max)
    // A trap ends the process: the seed has to stand there before.
    print("fuzz \(shape) at \(rate) Hz: SOLERIG_FUZZ_SEED=\(seed)")
    var generator = TestRandom(seed: seed)
    var engine = GaitEngine(
      GaitConfiguration(
        sampleRateHertz: rate, sensorHeightMillimetres: .random(in: 0 ... .max, using: &generator)))
    var values = [Int16](repeating: 0, count: 6)
    var strides: UInt32 = 0
    for index in 0..<Self.count {
      Self.change(&values, shape, index, &generator)
      let sample = IMUSample(
        accelerationX: values[0], accelerationY: values[1], accelerationZ: values[2],
        angularRateX: values[3], angularRateY: values[4], angularRateZ: values[5])
      if engine.consume(sample) == .stride {
        let stride = engine.stride
        strides += 1
        #expect(stride.number == strides)
        #expect(stride.strideLengthMillimetres <= 8_000)
        #expect(stride.strideTimeTenthMilliseconds <= 50_000)
      }
      if UInt16.random(in: 0 ... .max, using: &generator) < 40 {
        engine.skip(UInt32.random(in: 0...12, using: &generator))
      }
    }
    while engine.finish() == .stride {}
  }

  private static func change(
    _ values: inout [Int16], _ shape: Shape, _ index: Int, _ generator: inout TestRandom
  ) {
    let ends: [Int16] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
    for channel in 0..<6 {
      switch shape {
      case .constant:
        if index % 2_000 == 0 { values[channel] = ends.randomElement(using: &generator) ?? 0 }
      case .noise: values[channel] = .random(in: .min ... .max, using: &generator)
      case .extremes: values[channel] = ends.randomElement(using: &generator) ?? 0
      case .bursts:
        let loud = index / 90 % 2 == 0
        values[channel] = loud ? ends.randomElement(using: &generator) ?? 0 : 0
        if !loud, channel == 2 { values[channel] = 2048 }
      case .steps:
        if UInt8.random(in: 0 ... .max, using: &generator) < 4 {
          values[channel] = .random(in: .min ... .max, using: &generator)
        }
      case .gaitLike:
        let swing = index / 70 % 2 == 0
        let size: Int16 = swing ? 32_767 : 300
        values[channel] = .random(in: -size...size, using: &generator)
      }
    }
  }
}
