/// Reads decimal numbers straight from bytes.
enum NumberField {
  private static let powersOfTen: [Double] = (0...22).map { power in
    (0..<power).reduce(1) { value, _ in value * 10 }
  }

  /// The number in `bytes[start ..< end]`; nil where it is none. May be NaN or infinite.
  ///
  /// Up to 15 digits and powers of ten up to 22 are exact in a Double, so that one multiplication
  /// or division rounds right (Clinger 1990); everything else takes the library's slow way.
  static func parse(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
    var index = start
    var isNegative = false
    if index < end, bytes[index] == minus || bytes[index] == plus {
      isNegative = bytes[index] == minus
      index += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    var seenPoint = false
    while index < end {
      let byte = bytes[index]
      if byte >= zero, byte <= zero + 9 {
        mantissa = mantissa &* 10 &+ UInt64(byte - zero)
        digits += 1
        decimals += seenPoint ? 1 : 0
      } else if byte == point, !seenPoint {
        seenPoint = true
      } else {
        return slow(bytes, start, end)
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    guard digits <= 15 else { return slow(bytes, start, end) }
    let value = Double(mantissa) / powersOfTen[decimals]
    return isNegative ? -value : value
  }

  private static func slow(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Double? {
    Double(text(bytes, start, end))
  }

  static func text(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String {
    String(decoding: (start..<end).map { bytes[$0] }, as: UTF8.self)
  }

  private static let zero = UInt8(ascii: "0")
  private static let minus = UInt8(ascii: "-")
  private static let plus = UInt8(ascii: "+")
  private static let point = UInt8(ascii: ".")
}
