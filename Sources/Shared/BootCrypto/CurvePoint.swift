/// A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.
struct CurvePoint {
  var x: FieldElement
  var y: FieldElement
  var z: FieldElement
  var t: FieldElement
}

/// Points in the places x, y, z, t, by the formulas of RFC 8032, section 5.1.4, which hold for every
/// pair of points.
extension FieldMachine {
  /// The point that is worked on.
  @inline(never)
  mutating func point() -> CurvePoint {
    CurvePoint(x: value(.x), y: value(.y), z: value(.z), t: value(.t))
  }

  /// Takes the identity.
  mutating func takeIdentity() {
    set(.x, .zero)
    set(.y, .one)
    set(.z, .one)
    set(.t, .zero)
  }

  /// Takes the base point.
  mutating func takeBase() {
    set(.x, .baseX)
    set(.y, .baseY)
    set(.z, .one)
    product(.t, .x, .y)
  }

  /// Takes the point that bytes stand for (RFC 8032, 5.1.3); false for bytes that are none, or not
  /// the one way to write it.
  mutating func take(_ bytes: borrowing InlineArray<32, UInt8>) -> Bool {
    set(.y, FieldElement(bytes))
    let isOdd = bytes[31] >> 7 != 0
    let canonical = value(.y).encoded()
    for index in 0..<32 where canonical[index] != bytes[index] & (index == 31 ? 0x7F : 0xFF) {
      return false
    }
    // u = y² - 1 in `c`, v = d y² + 1 in `d`; x is a root of u / v.
    product(.a, .y, .y)
    difference(.c, .a, .one)
    product(.d, .a, .curve)
    sum(.d, .d, .one)
    guard takeRoot() else { return false }
    if isZero(.x) && isOdd { return false }
    if (value(.x).encoded()[0] & 1 != 0) != isOdd { negate(.x) }
    set(.z, .one)
    product(.t, .x, .y)
    return true
  }

  /// Puts a root of c / d into `x`, if there is one: c d³ (c d⁷)^((p - 5) / 8), or that times a root
  /// of -1.
  private mutating func takeRoot() -> Bool {
    product(.e, .d, .d)
    product(.e, .e, .d)
    product(.a, .e, .e)
    product(.a, .a, .d)
    product(.a, .a, .c)
    raise(bits: 252, without: 2)
    product(.x, .c, .e)
    product(.x, .x, .b)
    product(.a, .x, .x)
    product(.a, .a, .d)
    difference(.b, .a, .c)
    if isZero(.b) { return true }
    sum(.b, .a, .c)
    guard isZero(.b) else { return false }
    set(.a, .rootOfMinusOne)
    product(.x, .x, .a)
    return true
  }

  mutating func negatePoint() {
    negate(.x)
    negate(.t)
  }

  @inline(never)
  mutating func add(_ other: borrowing CurvePoint) {
    set(.otherX, other.x)
    set(.otherY, other.y)
    set(.otherZ, other.z)
    set(.otherT, other.t)
    difference(.a, .y, .x)
    difference(.b, .otherY, .otherX)
    product(.a, .a, .b)
    sum(.b, .y, .x)
    sum(.c, .otherY, .otherX)
    product(.b, .b, .c)
    product(.c, .t, .curve)
    product(.c, .c, .otherT)
    sum(.c, .c, .c)
    product(.d, .z, .otherZ)
    sum(.d, .d, .d)
    difference(.e, .b, .a)
    difference(.f, .d, .c)
    sum(.c, .d, .c)
    sum(.d, .b, .a)
    combine()
  }

  @inline(never)
  mutating func double() {
    product(.a, .x, .x)
    product(.b, .y, .y)
    product(.c, .z, .z)
    sum(.f, .c, .c)
    sum(.d, .a, .b)
    sum(.e, .x, .y)
    product(.e, .e, .e)
    difference(.e, .d, .e)
    difference(.c, .a, .b)
    sum(.f, .f, .c)
    combine()
  }

  /// The end of both formulas: E, F, G and H are in `e`, `f`, `c` and `d`.
  private mutating func combine() {
    product(.x, .e, .f)
    product(.y, .c, .d)
    product(.z, .f, .c)
    product(.t, .e, .d)
  }

  /// Whether eight times the point is the identity: such a key or nonce signs more than it should.
  /// The point is eight times what it was afterwards.
  mutating func isOfSmallOrder() -> Bool {
    for _ in 0..<3 { double() }
    return isZero(.x)
  }

  /// The point as 32 bytes: y, and the lowest bit of x on top.
  mutating func encodedPoint() -> InlineArray<32, UInt8> {
    set(.a, value(.z))
    raise(bits: 255, without: 20)
    product(.c, .x, .b)
    product(.d, .y, .b)
    var bytes = value(.d).encoded()
    bytes[31] |= value(.c).encoded()[0] << 7
    return bytes
  }
}
