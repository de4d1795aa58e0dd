internal import SoleGait

/// Samples that wait for the engine, first in first out, with the gaps between them.
struct SampleQueue: ~Copyable, Sendable {
  /// How many samples it holds.
  static let depth: UInt32 = 128

  private var samples = InlineArray<128, Entry>(repeating: Entry())
  private var head: UInt32 = 0
  private(set) var count: UInt32 = 0
  /// Most samples that ever waited.
  private(set) var highWater: UInt32 = 0

  /// A sample in 14 bytes: the engine's own takes whole words.
  struct Entry: Sendable {
    var acceleration: (x: Int16, y: Int16, z: Int16) = (0, 0, 0)
    var angularRate: (x: Int16, y: Int16, z: Int16) = (0, 0, 0)
    /// Samples that are missing before this one.
    var missingBefore: UInt16 = 0

    init() {}

    init(_ sample: IMUSample, missingBefore: UInt16) {
      acceleration = (sample.accelerationX, sample.accelerationY, sample.accelerationZ)
      angularRate = (sample.angularRateX, sample.angularRateY, sample.angularRateZ)
      self.missingBefore = missingBefore
    }

    // Mutating, since a borrowed array would be copied to the stack.
    mutating func takeSample() -> IMUSample {
      IMUSample(
        accelerationX: acceleration.x, accelerationY: acceleration.y,
        accelerationZ: acceleration.z, angularRateX: angularRate.x, angularRateY: angularRate.y,
        angularRateZ: angularRate.z)
    }
  }

  @inline(__always)
  var free: UInt32 { Self.depth - count }

  /// Adds a sample where `free` is not 0.
  mutating func append(_ sample: IMUSample, missingBefore: UInt16) {
    precondition(count < Self.depth)
    samples[slot(count)] = Entry(sample, missingBefore: missingBefore)
    count += 1
    highWater = max(highWater, count)
  }

  /// Missing samples before the first one; 0 where the queue is empty.
  @inline(__always)
  var missingBeforeFirst: UInt16 {
    // Mutating, since a borrowed array would be copied to the stack.
    mutating get { count == 0 ? 0 : samples[slot(0)].missingBefore }
  }

  /// Takes note that `missing` of the samples missing before the first had their turn.
  mutating func passMissing(_ missing: UInt16) { samples[slot(0)].missingBefore -= missing }

  /// Takes the first sample out; nil where there is none.
  mutating func removeFirst() -> IMUSample? {
    guard count > 0 else { return nil }
    let first = slot(0)
    let sample = samples[first].takeSample()
    head = (head + 1) % Self.depth
    count -= 1
    return sample
  }

  mutating func removeAll() {
    head = 0
    count = 0
  }

  @inline(__always)
  private func slot(_ offset: UInt32) -> Int { Int((head + offset) % Self.depth) }
}
