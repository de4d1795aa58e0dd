/// Ed25519 signatures, as far as a bootloader needs them: whether one is right.
public enum Ed25519 {
  public static let keyBytes = 32
  public static let signatureBytes = 64

  /// Whether a signature is right (RFC 8032, section 5.1.7, without the cofactor).
  ///
  /// Stricter than the RFC asks: a key or a nonce of small order is refused, since it goes with
  /// messages that nobody signed, and so is a point that is not written in the one right way.
  ///
  /// - Parameter signature: 64 bytes; any other number of them is wrong.
  public static func verify(
    _ signature: RawSpan, of message: RawSpan, by key: InlineArray<32, UInt8>
  ) -> Bool {
    guard signature.byteCount == signatureBytes else { return false }
    let nonce = InlineArray<32, UInt8> { byte(signature, $0) }
    guard let response = CurveScalar(InlineArray { byte(signature, 32 + $0) }),
      let point = CurvePoint(key), !point.isOfSmallOrder
    else { return false }
    var hash = SHA512()
    for index in 0..<32 { hash.add(nonce[index]) }
    for index in 0..<32 { hash.add(key[index]) }
    hash.add(message)
    let challenge = CurveScalar(reducing: hash.finished())
    let sum = combined(response, challenge, point.negated)
    guard !sum.isOfSmallOrder else { return false }
    let expected = sum.encoded()
    for index in 0..<32 where expected[index] != nonce[index] { return false }
    return true
  }

  /// base × response + point × challenge, both at once (Shamir's trick).
  @inline(never)
  private static func combined(
    _ response: borrowing CurveScalar, _ challenge: borrowing CurveScalar,
    _ point: borrowing CurvePoint
  ) -> CurvePoint {
    let base = CurvePoint.base
    var both = base
    both.add(point)
    var sum = CurvePoint.identity
    for bit in stride(from: 252, through: 0, by: -1) {
      sum.double()
      switch (response[bit], challenge[bit]) {
      case (true, true): sum.add(both)
      case (true, false): sum.add(base)
      case (false, true): sum.add(point)
      case (false, false): break
      }
    }
    return sum
  }

  private static func byte(_ bytes: RawSpan, _ offset: Int) -> UInt8 {
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}
