internal import Capture
internal import Foundation
internal import SoleLink

extension ChipMessage {
  /// What can differ between two messages, field by field, in the contract's order.
  var comparedFields: [FieldDescription] { fields.filter { $0.name != "sent" } }
}

extension FieldDescription {
  /// The number in its unit; nil for what is none.
  var number: Double? {
    switch value {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .scaled(let number): number
    case .hexadecimal, .name, .bytes, .text, .list: nil
    }
  }

  /// The value without its unit, as a person reads it.
  var valueText: String {
    switch value {
    case .integer(let number): "\(number)"
    case .unsigned(let number): "\(number)"
    case .scaled(let number): String(format: "%.6g", number)
    case .hexadecimal(let number, let digits):
      "0x" + String(repeating: "0", count: max(0, digits - String(number, radix: 16).count))
        + String(number, radix: 16)
    case .name(let name, _): name
    case .bytes(let bytes): bytes.map(\.hexadecimal).joined()
    case .text(let text): text
    case .list(let items): "[\(items.count)]"
    }
  }
}
