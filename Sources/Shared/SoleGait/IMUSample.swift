/// One sample of the inertial measurement unit, in the chip's counts.
///
/// ±16 g at 2048 counts per g and ±2000 °/s at 16.4 counts per °/s, a BMI160's ranges. Nominal axes
/// are x forward (toe), y to the left, z up; the engine assumes none of them.
public struct IMUSample: Equatable, Sendable {
  // Two counts a word, the first one low: whole words are copied without a call.
  fileprivate var words: (UInt32, UInt32, UInt32)

  public init(
    accelerationX: Int16, accelerationY: Int16, accelerationZ: Int16,
    angularRateX: Int16, angularRateY: Int16, angularRateZ: Int16
  ) {
    words = (
      IMUSample.word(accelerationX, accelerationY), IMUSample.word(accelerationZ, angularRateX),
      IMUSample.word(angularRateY, angularRateZ)
    )
  }

  public var accelerationX: Int16 { IMUSample.low(words.0) }
  public var accelerationY: Int16 { IMUSample.high(words.0) }
  public var accelerationZ: Int16 { IMUSample.low(words.1) }
  public var angularRateX: Int16 { IMUSample.high(words.1) }
  public var angularRateY: Int16 { IMUSample.low(words.2) }
  public var angularRateZ: Int16 { IMUSample.high(words.2) }

  public static func == (left: IMUSample, right: IMUSample) -> Bool { left.words == right.words }

  @inline(__always)
  private static func word(_ low: Int16, _ high: Int16) -> UInt32 {
    UInt32(UInt16(bitPattern: low)) | UInt32(UInt16(bitPattern: high)) << 16
  }

  @inline(__always)
  private static func low(_ word: UInt32) -> Int16 { Int16(truncatingIfNeeded: word) }

  @inline(__always)
  private static func high(_ word: UInt32) -> Int16 { Int16(truncatingIfNeeded: word >> 16) }
}

extension IMUSample {
  static var zero: IMUSample {
    IMUSample(
      accelerationX: 0, accelerationY: 0, accelerationZ: 0, angularRateX: 0, angularRateY: 0,
      angularRateZ: 0)
  }

  @inline(__always)
  var acceleration: Vector {
    Vector(x: Int32(accelerationX), y: Int32(accelerationY), z: Int32(accelerationZ))
  }

  @inline(__always)
  var angularRate: Vector {
    Vector(x: Int32(angularRateX), y: Int32(angularRateY), z: Int32(angularRateZ))
  }

  /// Returns the sample `index / count` of the way to another; `count` is at most 16.
  @inline(never)
  func between(_ other: IMUSample, _ index: Int32, of count: Int32) -> IMUSample {
    var sample = self
    sample.words.0 = IMUSample.between(words.0, other.words.0, index, count)
    sample.words.1 = IMUSample.between(words.1, other.words.1, index, count)
    sample.words.2 = IMUSample.between(words.2, other.words.2, index, count)
    return sample
  }

  /// Two counts between those of two words.
  @inline(never)
  private static func between(
    _ start: UInt32, _ end: UInt32, _ index: Int32, _ count: Int32
  ) -> UInt32 {
    word(
      between(low(start), low(end), index, count), between(high(start), high(end), index, count))
  }

  @inline(never)
  private static func between(
    _ start: Int16, _ end: Int16, _ index: Int32, _ count: Int32
  ) -> Int16 {
    let change = Int32(end) &- Int32(start)
    return Int16(truncatingIfNeeded: Int32(start) &+ product(change, index) / count)
  }
}

extension Vector {
  /// Whether a vector of counts stands at the end of a range.
  @inline(never)
  var clips: Bool { Vector.clips(x) || Vector.clips(y) || Vector.clips(z) }

  @inline(__always)
  private static func clips(_ count: Int32) -> Bool {
    UInt32(bitPattern: count &+ 32_765) > 65_530
  }
}
