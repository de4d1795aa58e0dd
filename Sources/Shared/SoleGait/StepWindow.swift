/// The last steps, their energies, and sums over windows that share a centre.
struct StepWindow: Sendable {
  /// Energy summed over ±`halfWindow` steps around the centre.
  private(set) var energy: UInt32 = 0
  /// Energy summed over ±`halfNearWindow` steps around the centre.
  private(set) var nearEnergy: UInt32 = 0
  /// Acceleration summed over ±`halfTilt` steps around the centre, in counts.
  private(set) var acceleration: Vector = .zero

  private var samples = InlineArray<24, IMUSample>(
    repeating: IMUSample(
      accelerationX: 0, accelerationY: 0, accelerationZ: 0, angularRateX: 0, angularRateY: 0,
      angularRateZ: 0))
  private var energies = InlineArray<24, UInt32>(repeating: 0)
  private let shape: WindowShape
  private var newest: Int32 = 0
  private var filled: Int32 = 0

  init(_ shape: WindowShape) { self.shape = shape }

  /// Takes a step in; returns the step at the centre once the window is full.
  mutating func push(_ sample: IMUSample, energy added: UInt32) -> IMUSample? {
    let half = shape.half
    newest = newest == 23 ? 0 : newest + 1
    if filled > 2 * half {
      energy -= energies[slot(2 * half + 1)]
    }
    energy += added
    samples[Int(newest)] = sample
    energies[Int(newest)] = added
    if filled > half - shape.halfNear {
      nearEnergy += energies[slot(half - shape.halfNear)]
    }
    if filled > half + shape.halfNear + 1 {
      nearEnergy -= energies[slot(half + shape.halfNear + 1)]
    }
    if filled >= half - shape.halfTilt + 1 {
      add(samples[slot(half - shape.halfTilt)])
    }
    if filled >= half + shape.halfTilt + 2 {
      subtract(samples[slot(half + shape.halfTilt + 1)])
    }
    if filled <= 2 * half {
      filled += 1
      if filled <= 2 * half { return nil }
    }
    return samples[slot(half)]
  }

  /// Returns the mean acceleration around the centre, in counts; each part is a mean of 16-bit ones.
  func meanAcceleration() -> Vector {
    // At most 15 · 32 768 · 2^15/15 = 2^30.
    Vector(
      x: product(acceleration.x, shape.tiltReciprocal) >> 15,
      y: product(acceleration.y, shape.tiltReciprocal) >> 15,
      z: product(acceleration.z, shape.tiltReciprocal) >> 15)
  }

  /// Forgets everything: what comes next does not join on.
  mutating func clear() {
    filled = 0
    energy = 0
    nearEnergy = 0
    acceleration = .zero
  }

  /// Where the step of an age in 0...23 is.
  private func slot(_ age: Int32) -> Int { Int(newest >= age ? newest - age : newest - age + 24) }

  private mutating func add(_ sample: IMUSample) {
    acceleration.x += Int32(sample.accelerationX)
    acceleration.y += Int32(sample.accelerationY)
    acceleration.z += Int32(sample.accelerationZ)
  }

  private mutating func subtract(_ sample: IMUSample) {
    acceleration.x -= Int32(sample.accelerationX)
    acceleration.y -= Int32(sample.accelerationY)
    acceleration.z -= Int32(sample.accelerationZ)
  }
}

/// How far the windows reach to either side of their centre, in steps.
struct WindowShape: Sendable {
  /// The energy window: 40 ms.
  let half: Int32
  /// The one for fast running: 20 ms.
  let halfNear: Int32
  /// The one for the mean acceleration: 25 ms.
  let halfTilt: Int32
  /// 2^15 over the number of steps in the mean acceleration.
  let tiltReciprocal: Int32

  init(_ configuration: GaitConfiguration, _ tuning: Tuning = Tuning()) {
    half = configuration.steps(milliseconds: tuning.window)
    halfNear = configuration.steps(milliseconds: tuning.nearWindow)
    halfTilt = configuration.steps(milliseconds: 25)
    tiltReciprocal = 32_768 / (2 * halfTilt + 1)
  }
}
