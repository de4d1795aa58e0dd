/// The bytes of hexadecimal text; spaces may stand anywhere.
func bytes(_ text: String) -> [UInt8] {
  let digits = text.compactMap { $0.hexDigitValue }
  precondition(digits.count % 2 == 0)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

extension InlineArray where Element == UInt8 {
  init(_ bytes: [UInt8]) {
    precondition(bytes.count == count)
    self.init { bytes[$0] }
  }

  var array: [UInt8] { (0..<count).map { self[$0] } }
}
