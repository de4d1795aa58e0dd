/// The block of a rig file that finds one device.
package struct SuggestedSearch: Sendable, Equatable {
  private let device: SerialDevice
  /// What a person should know who pastes it; nil where there is nothing.
  private let remark: String?

  /// - Parameter others: what else is plugged in, from which it has to be told.
  package init(for device: SerialDevice, among others: [SerialDevice]) {
    self.device = device
    let hasTwins = others.contains { $0.isTwin(of: device) }
    remark =
      device.serialNumber == nil
      ? "it has no serial number: whatever is plugged in there"
      : hasTwins ? "another one has its serial number: the one that is plugged in there" : nil
    properties = Self.properties(device, others, hasTwins: hasTwins)
  }

  /// Names and values, in the order in which a person would give them.
  package let properties: [(name: String, value: String)]

  private static func properties(
    _ device: SerialDevice, _ others: [SerialDevice], hasTwins: Bool
  ) -> [(name: String, value: String)] {
    typealias Property = SerialDevice.Property
    var names = [Property.vendorID, Property.productID]
    if device.serialNumber != nil { names.append(Property.serialNumber) }
    if device.serialNumber == nil || hasTwins { names.append(Property.path) }
    // One device may have several ports.
    let hasSiblings = others.contains {
      $0.portPath != device.portPath && $0.usbDevicePath == device.usbDevicePath
    }
    if hasSiblings { names.append(Property.interfaceNumber) }
    return names.compactMap { name in device.properties[name].map { (name, $0) } }
  }

  /// The block to paste, with a comment that says which device it is.
  package var yaml: String {
    let title = "\(device.portPath): \(device.summary)"
    var lines = ["# " + title.unicodeScalars.map(Self.visible).joined(), "find:"]
    lines += properties.map { "  \($0.name): \"\(Self.escaped($0.value))\"" }
    if let remark { lines[lines.count - 1] += "   # \(remark)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value as a pattern that only it matches, in YAML's double quotes.
  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "*", "?", "[": text += "\\\\\(scalar)"
      case "\\": text += "\\\\\\\\"
      case "\"": text += "\\\""
      default: text += visible(scalar)
      }
    }
    return text
  }

  /// What ends a line, steers a terminal or is seen by nobody, as YAML writes it in double quotes.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    default: return String(scalar)
    }
  }

  package static func == (left: Self, right: Self) -> Bool { left.yaml == right.yaml }
}
