import SoleLink

extension RawSpan {
  /// The bytes as an array, to compare and to print.
  var array: [UInt8] { (0..<byteCount).map { uint8(at: $0) } }
}

extension WireFrame {
  /// The bytes as an array, to compare and to print.
  var array: [UInt8] { (0..<count).map { self[$0] } }
}
