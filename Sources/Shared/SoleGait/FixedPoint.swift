/// Three components of a vector in one frame; the unit is the holder's.
struct Vector: Equatable, Sendable {
  var x: Int32
  var y: Int32
  var z: Int32

  static var zero: Vector { Vector(x: 0, y: 0, z: 0) }

  /// The direction in Q15, each part within ±2^15; parts may be anything up to 2^30.
  @inline(never)
  var unit: Vector {
    var short = self
    // Three squares fit 32 bits below 2^15.
    while !(short.x.fits && short.y.fits && short.z.fits) {
      short = Vector(x: short.x >> 1, y: short.y >> 1, z: short.z >> 1)
    }
    if short == .zero { return .zero }
    // The root is rounded down: of a short vector it would be too short.
    while short.square < 1 << 24 {
      short = Vector(x: short.x << 1, y: short.y << 1, z: short.z << 1)
    }
    // No part is longer than the whole, so no product passes 2^30 by more than 2^18.
    let reciprocal = Int32(
      bitPattern: (1 << 30) / max(squareRoot(short.square), 1))
    return Vector(
      x: product(short.x, reciprocal) >> 15, y: product(short.y, reciprocal) >> 15,
      z: product(short.z, reciprocal) >> 15)
  }

  /// The squared length; no part beyond 37 000.
  var square: UInt32 {
    UInt32(bitPattern: product(x, x) &+ product(y, y) &+ product(z, z))
  }

  /// The dot product with a vector in Q15, in this one's unit.
  @inline(never)
  func dot(_ other: Vector) -> Int32 {
    scaled15(x, other.x) + scaled15(y, other.y) + scaled15(z, other.z)
  }

  /// The dot product of this vector, in Q15 and of length 1 within rounding, with one of at most
  /// 56 756 counts, in its unit: no sum of products passes 1.87e9.
  @inline(__always)
  func along(_ vector: Vector) -> Int32 {
    (product(x, vector.x) &+ product(y, vector.y) &+ product(z, vector.z)) >> 15
  }

  static func * (left: Vector, right: Int32) -> Vector {
    Vector(x: product(left.x, right), y: product(left.y, right), z: product(left.z, right))
  }

  @inline(never)
  static func + (left: Vector, right: Vector) -> Vector {
    Vector(x: left.x + right.x, y: left.y + right.y, z: left.z + right.z)
  }

  @inline(never)
  static func - (left: Vector, right: Vector) -> Vector {
    Vector(x: left.x - right.x, y: left.y - right.y, z: left.z - right.z)
  }
}

extension Int32 {
  fileprivate var fits: Bool { self >= -32_767 && self <= 32_767 }
}

/// Returns `left * right / 2^15`, rounded down to within two units.
///
/// The Cortex-M0 multiplies 32 by 32 bits into the low 32 only, and a checked multiplication calls
/// a 64-bit routine. Splitting the left factor costs two plain ones. `|left|` is at most 2^31 - 1
/// and `|right|` at most 2^15, and their product over 2^15 has to fit: the caller says why it does.
@inline(__always)
func product15(_ left: Int32, _ right: Int32) -> Int32 {
  assert(right >= -32768 && right <= 32768)
  let high = left >> 15
  let low = left & 0x7FFF
  assert(!high.multipliedReportingOverflow(by: right).overflow)
  return (high &* right) + ((low &* right) >> 15)
}

/// As `product15`, called and not inlined: small, for what happens once a stride.
@inline(never)
func scaled15(_ left: Int32, _ right: Int32) -> Int32 { product15(left, right) }

/// Returns `left * right` where the caller has proven that it fits.
///
/// Checked in debug builds; unchecked otherwise, where a check would cost a 64-bit multiplication.
@inline(__always)
func product(_ left: Int32, _ right: Int32) -> Int32 {
  assert(!left.multipliedReportingOverflow(by: right).overflow)
  return left &* right
}

/// As the signed one.
@inline(__always)
func product(_ left: UInt32, _ right: UInt32) -> UInt32 {
  assert(!left.multipliedReportingOverflow(by: right).overflow)
  return left &* right
}

/// Returns the square root of `value`, rounded down, digit by digit in base 4.
@inline(never)
func squareRoot(_ value: UInt32) -> UInt32 {
  var remainder = value
  var root: UInt32 = 0
  var bit: UInt32 = value < 1 << 20 ? 1 << 18 : 1 << 30
  repeat {
    let trial = root &+ bit
    root >>= 1
    if remainder >= trial {
      remainder &-= trial  // Not negative: just compared.
      root &+= bit
    }
    bit >>= 2
  } while bit != 0
  return root
}

/// Returns `value` held within ±`limit`.
@inline(never)
func held(_ value: Int32, to limit: Int32) -> Int32 { min(max(value, -limit), limit) }

/// Returns the cross product of a vector with one in Q15, in the first one's unit.
@inline(never)
func cross(_ left: Vector, _ right: Vector) -> Vector {
  Vector(
    x: scaled15(left.y, right.z) - scaled15(left.z, right.y),
    y: scaled15(left.z, right.x) - scaled15(left.x, right.z),
    z: scaled15(left.x, right.y) - scaled15(left.y, right.x))
}

extension UInt32 {
  /// The sum, or the greatest value where that would not fit.
  func addingHeld(_ other: UInt32) -> UInt32 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? UInt32.max : sum
  }
}

/// Returns `left * right` where the caller has proven that it fits.
@inline(__always)
func product(_ left: Int64, _ right: Int64) -> Int64 {
  assert(!left.multipliedReportingOverflow(by: right).overflow)
  return left &* right
}

extension Vector {
  /// Each part times a factor of at most 1 in Q15.
  @inline(never)
  func scaled(by factor: Int32) -> Vector {
    Vector(x: scaled15(x, factor), y: scaled15(y, factor), z: scaled15(z, factor))
  }

  /// Each part over 2^`bits`, rounded down.
  @inline(never)
  func shifted(by bits: Int32) -> Vector { Vector(x: x &>> bits, y: y &>> bits, z: z &>> bits) }

  /// Each part held within ±`limit`.
  @inline(never)
  func held(to limit: Int32) -> Vector {
    Vector(
      x: SoleGait.held(x, to: limit), y: SoleGait.held(y, to: limit),
      z: SoleGait.held(z, to: limit))
  }
}
