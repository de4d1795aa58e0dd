/// The place of a field element: of a point, of another, of a constant, or of what comes in between.
enum FieldRegister: Int {
  case x, y, z, t
  case otherX, otherY, otherZ, otherT
  case curve, one
  case a, b, c, d, e, f
}

/// Field elements in numbered places, and operations that name them.
///
/// A curve's formulas are long lines of operations. On values, each takes some 30 bytes of code and
/// three copies of 80 bytes; on places it takes ten, and a signature's check fits the bootloader.
struct FieldMachine {
  private var words = InlineArray<320, UInt32>(repeating: 0)

  init() {
    set(.curve, .curve)
    set(.one, .one)
  }

  // What only reads is mutating, too: a borrow of so large a value is a copy on the chip's stack.

  @inline(never)
  mutating func value(_ register: FieldRegister) -> FieldElement {
    var element = FieldElement.zero
    for limb in 0..<20 { element.limbs[limb] = words[register.rawValue * 20 + limb] }
    return element
  }

  @inline(never)
  mutating func set(_ register: FieldRegister, _ element: borrowing FieldElement) {
    for limb in 0..<20 { words[register.rawValue * 20 + limb] = element.limbs[limb] }
  }

  @inline(never)
  mutating func sum(_ target: FieldRegister, _ left: FieldRegister, _ right: FieldRegister) {
    set(target, value(left) + value(right))
  }

  @inline(never)
  mutating func difference(
    _ target: FieldRegister, _ left: FieldRegister, _ right: FieldRegister
  ) {
    set(target, value(left) - value(right))
  }

  @inline(never)
  mutating func product(_ target: FieldRegister, _ left: FieldRegister, _ right: FieldRegister) {
    set(target, value(left) * value(right))
  }

  /// Takes a place to zero minus it.
  mutating func negate(_ register: FieldRegister) {
    set(.a, .zero)
    difference(register, .a, register)
  }

  @inline(never)
  mutating func isZero(_ register: FieldRegister) -> Bool { value(register).isZero }

  /// Raises `a` to the power of 2^count - 1 - gaps, into `b`.
  ///
  /// The powers wanted here are ones but for a few of the lowest bits. An addition chain would save
  /// one multiplication in eight of a whole signature, and cost 1 KB of code.
  @inline(never)
  mutating func raise(bits count: Int, without gaps: UInt32) {
    set(.b, value(.a))
    for step in 1..<count {
      let bit = count - 1 - step
      product(.b, .b, .b)
      if bit > 4 || gaps >> UInt32(bit) & 1 == 0 { product(.b, .b, .a) }
    }
  }
}
