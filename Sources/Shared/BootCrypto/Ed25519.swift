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
    let nonce = half(signature, 0)
    guard let response = CurveScalar(half(signature, 32)) else { return false }
    var machine = FieldMachine()
    guard machine.take(key) else { return false }
    machine.negatePoint()
    let point = machine.point()
    guard !machine.isOfSmallOrder() else { return false }
    var hash = SHA512()
    hash.add(nonce.span.bytes)
    hash.add(key.span.bytes)
    hash.add(message)
    combine(&machine, response, CurveScalar(reducing: hash.finished()), point)
    let sum = machine.encodedPoint()
    for index in 0..<32 where sum[index] != nonce[index] { return false }
    return !machine.isOfSmallOrder()
  }

  /// base × response + point × challenge, both at once (Shamir's trick).
  @inline(never)
  private static func combine(
    _ machine: inout FieldMachine, _ response: borrowing CurveScalar,
    _ challenge: borrowing CurveScalar, _ point: borrowing CurvePoint
  ) {
    machine.takeBase()
    let base = machine.point()
    machine.add(point)
    let both = machine.point()
    machine.takeIdentity()
    for step in 0...252 {
      let bit = 252 - step
      machine.double()
      if response[bit] {
        if challenge[bit] { machine.add(both) } else { machine.add(base) }
      } else if challenge[bit] {
        machine.add(point)
      }
    }
  }

  /// 32 bytes from an offset on.
  @inline(never)
  private static func half(_ bytes: RawSpan, _ offset: Int) -> InlineArray<32, UInt8> {
    var half = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 {
      half[index] = unsafe bytes.unsafeLoad(fromByteOffset: offset + index, as: UInt8.self)
    }
    return half
  }
}
