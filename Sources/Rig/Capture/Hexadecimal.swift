package import SoleLink

extension FixedWidthInteger {
  /// All hexadecimal digits, leading zeros included.
  package var hexadecimal: String {
    let digits = String(Magnitude(truncatingIfNeeded: self), radix: 16)
    return String(repeating: "0", count: Swift.max(0, Self.bitWidth / 4 - digits.count)) + digits
  }
}

extension FixedBytes {
  /// Two hexadecimal digits a byte.
  package var digits: String { (0..<byteCount).map { self[$0].hexadecimal }.joined() }
}
