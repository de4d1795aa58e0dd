/// Three components of a vector in one frame; the unit is the holder's.
struct Vector: Equatable, Sendable {
  var x: Int32
  var y: Int32
  var z: Int32

  static var zero: Vector { Vector(x: 0, y: 0, z: 0) }

  static func + (left: Vector, right: Vector) -> Vector {
    Vector(x: left.x + right.x, y: left.y + right.y, z: left.z + right.z)
  }

  static func - (left: Vector, right: Vector) -> Vector {
    Vector(x: left.x - right.x, y: left.y - right.y, z: left.z - right.z)
  }
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
func squareRoot(_ value: UInt32) -> UInt32 {
  var remainder = value
  var root: UInt32 = 0
  var bit: UInt32 = 1 << 30
  while bit > value { bit >>= 2 }
  while bit != 0 {
    let trial = root | bit
    root >>= 1
    if remainder >= trial {
      remainder &-= trial  // Not negative: just compared.
      root |= bit
    }
    bit >>= 2
  }
  return root
}

/// Returns `value` held within ±`limit`.
@inline(__always)
func clamped(_ value: Int64, to limit: Int32) -> Int32 {
  if value > Int64(limit) { return limit }
  if value < -Int64(limit) { return -limit }
  return Int32(truncatingIfNeeded: value)
}
