/// A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.
///
/// Source of the formulas: RFC 8032, section 5.1.4. They hold for every pair of points.
struct CurvePoint: Sendable {
  var x: FieldElement
  var y: FieldElement
  var z: FieldElement
  var t: FieldElement

  static var identity: CurvePoint {
    CurvePoint(x: .zero, y: .one, z: .one, t: .zero)
  }

  static var base: CurvePoint {
    CurvePoint(
      x: .baseX, y: .baseY, z: .one, t: FieldElement.baseX * FieldElement.baseY)
  }

  init(x: FieldElement, y: FieldElement, z: FieldElement, t: FieldElement) {
    self.x = x
    self.y = y
    self.z = z
    self.t = t
  }

  /// Reads a point (RFC 8032, 5.1.3); nil for bytes that are none, or not the one way to write it.
  init?(_ bytes: borrowing InlineArray<32, UInt8>) {
    let isOdd = bytes[31] >> 7 != 0
    y = FieldElement(bytes)
    let canonical = y.encoded()
    for index in 0..<32 where canonical[index] != bytes[index] & (index == 31 ? 0x7F : 0xFF) {
      return nil
    }
    let square = y * y
    let numerator = square - .one
    let denominator = square * .curve + .one
    guard let root = Self.root(of: numerator, over: denominator) else { return nil }
    x = root
    let encodedX = x.encoded()
    var isZero = true
    for index in 0..<32 where encodedX[index] != 0 { isZero = false }
    if isZero && isOdd { return nil }
    if (encodedX[0] & 1 != 0) != isOdd { x = .zero - x }
    z = .one
    t = x * y
  }

  private static func root(
    of numerator: borrowing FieldElement, over denominator: borrowing FieldElement
  ) -> FieldElement? {
    let cube = denominator * denominator * denominator
    let seventh = cube * cube * denominator
    let candidate = numerator * cube * (numerator * seventh).rootPower()
    let check = denominator * candidate * candidate
    if check.isEqual(to: numerator) { return candidate }
    if check.isEqual(to: .zero - numerator) { return candidate * .rootOfMinusOne }
    return nil
  }

  var negated: CurvePoint { CurvePoint(x: .zero - x, y: y, z: z, t: .zero - t) }

  /// Whether eight times the point is the identity: such a key or nonce signs more than it should.
  var isOfSmallOrder: Bool {
    var point = self
    for _ in 0..<3 { point.double() }
    return point.x.isEqual(to: .zero)
  }

  @inline(never)
  mutating func add(_ other: borrowing CurvePoint) {
    let a = (y - x) * (other.y - other.x)
    let b = (y + x) * (other.y + other.x)
    let product = t * .curve * other.t
    let c = product + product
    let twice = z * other.z
    let d = twice + twice
    combine(b - a, d - c, d + c, b + a)
  }

  @inline(never)
  mutating func double() {
    let a = x * x
    let b = y * y
    let square = z * z
    let h = a + b
    let sum = x + y
    let g = a - b
    combine(h - sum * sum, square + square + g, g, h)
  }

  private mutating func combine(
    _ e: borrowing FieldElement, _ f: borrowing FieldElement, _ g: borrowing FieldElement,
    _ h: borrowing FieldElement
  ) {
    x = e * f
    y = g * h
    z = f * g
    t = e * h
  }

  /// The point as 32 bytes: y, and the lowest bit of x on top.
  func encoded() -> InlineArray<32, UInt8> {
    let inverse = z.inverted()
    var bytes = (y * inverse).encoded()
    bytes[31] |= (x * inverse).encoded()[0] << 7
    return bytes
  }
}
