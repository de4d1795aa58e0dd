/// A small seeded generator, so that a trace can be made again from its parameters alone.
///
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
package struct RandomGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// A generator for one purpose: what one stream draws never shifts what another one gets.
  package init(seed: UInt64, stream: UInt64) {
    var parent = RandomGenerator(seed: seed ^ (stream &* 0xD1B5_4A32_D192_ED03))
    state = parent.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in 0 ..< 1, with 53 random bits.
  package mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Close to normal with mean 0 and deviation 1, and never beyond ±3.
  ///
  /// A sum of twelve uniforms (Irwin-Hall) would do, but its ±6 allows strides no one takes; the
  /// sum of three, scaled, is bounded where a stride must be.
  package mutating func boundedNormal() -> Double {
    (uniform() + uniform() + uniform() - 1.5) * 2
  }
}
