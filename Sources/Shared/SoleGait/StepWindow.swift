/// The last steps, their energies, and sums over windows that share a centre.
struct StepWindow: Sendable {
  /// Energy summed over ±`half` steps around the centre.
  private(set) var energy: UInt32 = 0

  // As many as the longest window has; only `shape.length` are in use.
  private var samples = InlineArray<21, IMUSample>(repeating: .zero)
  private var energies = InlineArray<21, UInt32>(repeating: 0)
  private let shape: WindowShape
  private var newest: UInt8 = 0
  private var filled: UInt8 = 0

  init(_ shape: WindowShape) { self.shape = shape }

  /// Takes a step in; tells whether the window is full.
  mutating func push(_ sample: IMUSample, energy added: UInt32) -> Bool {
    newest = newest &+ 1 == shape.length ? 0 : newest &+ 1
    // What is written over is just what leaves the window; all is zero before the first round.
    // 21 energies of at most 2^21 each.
    energy = energy &- energies[Int(newest)] &+ added
    energies[Int(newest)] = added
    samples[Int(newest)] = sample
    if filled < shape.length { filled &+= 1 }
    return filled == shape.length
  }

  // What only reads is mutating too: a borrowed array would be copied to the stack.

  /// The step at the centre of a full window.
  mutating func centre() -> IMUSample { sample(shape.half) }

  /// Returns the energy summed over ±`halfNear` steps around the centre.
  @inline(never)
  mutating func nearEnergy() -> UInt32 {
    var sum: UInt32 = 0
    for age in (shape.half &- shape.halfNear)...(shape.half &+ shape.halfNear) {
      sum &+= energies[slot(age)]
    }
    return sum
  }

  /// Returns the largest squared specific force in the steps before the centre, in squared counts.
  @inline(never)
  mutating func largestForceBefore() -> UInt32 {
    var largest: UInt32 = 0
    for age in (shape.half &+ 1)..<shape.length {
      largest = max(largest, sample(age).acceleration.square)
    }
    return largest
  }

  /// Returns the mean acceleration around the centre, in counts; each part is a mean of 16-bit ones.
  @inline(never)
  mutating func meanAcceleration() -> Vector {
    var sum = Vector.zero
    for age in (shape.half &- shape.halfTilt)...(shape.half &+ shape.halfTilt) {
      let force = sample(age).acceleration
      // At most 9 · 32 768.
      sum = Vector(x: sum.x &+ force.x, y: sum.y &+ force.y, z: sum.z &+ force.z)
    }
    return sum.scaled(by: Int32(shape.tiltReciprocal))
  }

  /// Forgets everything: what comes next does not join on.
  mutating func clear() {
    filled = 0
    energy = 0
    for index in 0..<21 { energies[index] = 0 }
  }

  @inline(never)
  private mutating func sample(_ age: UInt8) -> IMUSample { samples[slot(age)] }

  /// Where the step of an age below the window's length is.
  @inline(__always)
  private func slot(_ age: UInt8) -> Int {
    Int(newest >= age ? newest &- age : newest &- age &+ shape.length)
  }
}

/// How far the windows reach to either side of their centre, in steps.
struct WindowShape: Sendable {
  /// The energy window: 40 ms.
  let half: UInt8
  /// The one for fast running: 20 ms.
  let halfNear: UInt8
  /// The one for the mean acceleration: 15 ms, less than a sprinter's foot lies flat.
  let halfTilt: UInt8
  /// Steps in the whole window; at most 21, at 250 steps a second.
  let length: UInt8
  /// 2^15 over the number of steps in the mean acceleration.
  let tiltReciprocal: UInt16

  @inline(__always)
  init(_ configuration: GaitConfiguration, _ tuning: Tuning = Tuning()) {
    half = UInt8(truncatingIfNeeded: configuration.steps(milliseconds: tuning.window))
    // Rounded down: a sprinter's foot must fill it.
    halfNear = UInt8(
      truncatingIfNeeded: product(configuration.stepRate, tuning.nearWindow) / 1000)
    halfTilt = UInt8(truncatingIfNeeded: configuration.steps(milliseconds: 15))
    length = 2 &* half &+ 1
    tiltReciprocal = 32_768 / (2 &* UInt16(halfTilt) &+ 1)
  }
}
