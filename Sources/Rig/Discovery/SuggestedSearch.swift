/// The block of a rig file that finds one device.
package struct SuggestedSearch: Sendable, Equatable {
  private let device: SerialDevice
  private let isTold: Bool

  /// - Parameter others: what else is plugged in, from which it has to be told.
  package init(for device: SerialDevice, among others: [SerialDevice]) {
    self.device = device
    isTold = device.serialNumber != nil
    properties = Self.properties(device, others)
  }

  /// Names and values, in the order in which a person would give them.
  package let properties: [(name: String, value: String)]

  private static func properties(
    _ device: SerialDevice, _ others: [SerialDevice]
  ) -> [(name: String, value: String)] {
    typealias Property = SerialDevice.Property
    var names = [Property.vendorID, Property.productID]
    names.append(device.serialNumber == nil ? Property.path : Property.serialNumber)
    // One device may have several ports.
    let hasSiblings = others.contains {
      $0.portPath != device.portPath && $0.usbDevicePath == device.usbDevicePath
    }
    if hasSiblings { names.append(Property.interfaceNumber) }
    return names.compactMap { name in device.properties[name].map { (name, $0) } }
  }

  /// The block to paste, with a comment that says which device it is.
  package var yaml: String {
    var lines = ["# \(device.portPath): \(device.summary)", "find:"]
    lines += properties.map { "  \($0.name): \"\(Self.escaped($0.value))\"" }
    if !isTold {
      lines[lines.count - 1] += "   # it has no serial number: whatever is plugged in there"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A value as a pattern that only it matches, in YAML's double quotes.
  private static func escaped(_ value: String) -> String {
    var text = ""
    for character in value {
      switch character {
      case "*", "?", "[": text += "\\\\\(character)"
      case "\\": text += "\\\\\\\\"
      case "\"": text += "\\\""
      default: text.append(character)
      }
    }
    return text
  }

  package static func == (left: Self, right: Self) -> Bool { left.yaml == right.yaml }
}
