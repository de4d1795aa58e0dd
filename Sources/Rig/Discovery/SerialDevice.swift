/// A serial port on USB, as udev tells of it.
package struct SerialDevice: Sendable, Hashable, Codable {
  /// Its device file, such as /dev/ttyACM0; another one may come with every plug.
  package var portPath: String
  /// Every property that udev has of it, by name.
  package var properties: [String: String]
  /// Other names of the device file: /dev/serial/by-id/… and those of rules.
  package var links: [String]
  /// The kernel's folder of the whole USB device: ports, drives and probes of one board share it.
  package var usbDevicePath: String
  /// The kernel's driver of the interface, such as cdc_acm; nil where none tells.
  package var driver: String?
  /// Milliseconds for which the driver may hold bytes back; nil where it has no such timer.
  package var latencyTimerMilliseconds: Int?

  package init(
    portPath: String, properties: [String: String], links: [String] = [],
    usbDevicePath: String = "", driver: String? = nil, latencyTimerMilliseconds: Int? = nil
  ) {
    self.portPath = portPath
    self.properties = properties
    self.links = links
    self.usbDevicePath = usbDevicePath
    self.driver = driver
    self.latencyTimerMilliseconds = latencyTimerMilliseconds
  }

  /// Names of udev properties that identify a device.
  package enum Property {
    package static let vendorID = "ID_VENDOR_ID"
    package static let productID = "ID_MODEL_ID"
    package static let serialNumber = "ID_SERIAL_SHORT"
    package static let interfaceNumber = "ID_USB_INTERFACE_NUM"
    package static let path = "ID_PATH"
    package static let vendor = "ID_VENDOR"
    package static let product = "ID_MODEL"
    package static let ignoredByModemManager = "ID_MM_DEVICE_IGNORE"
  }

  /// Four hexadecimal digits.
  package var vendorID: String? { properties[Property.vendorID] }
  /// Four hexadecimal digits.
  package var productID: String? { properties[Property.productID] }
  /// The serial number; many cheap adapters have none.
  package var serialNumber: String? { properties[Property.serialNumber] }
  package var interfaceNumber: String? { properties[Property.interfaceNumber] }
  /// Where it is plugged in.
  package var path: String? { properties[Property.path] }

  /// Its link in /dev/serial/by-id; devices without serial numbers may share one.
  package var byIDLink: String? { links.first { $0.hasPrefix("/dev/serial/by-id/") } }

  /// Whether it is the same device in the same role as another one was, maybe on another port.
  ///
  /// Without a serial number a device is known by where it is plugged in.
  package func isSame(as other: SerialDevice) -> Bool {
    hasNumbers(of: other) && (serialNumber != nil || path == other.path)
  }

  /// Whether nothing but its place tells it from another one that is plugged in: many cheap
  /// adapters have no serial number, or all the same.
  package func isTwin(of other: SerialDevice) -> Bool {
    hasNumbers(of: other) && !isInPlace(of: other)
  }

  /// Whether it is plugged in where another one was. Where udev tells no path, the kernel's folder
  /// is the place.
  package func isInPlace(of other: SerialDevice) -> Bool {
    (path ?? usbDevicePath) == (other.path ?? other.usbDevicePath)
  }

  private func hasNumbers(of other: SerialDevice) -> Bool {
    [Property.vendorID, Property.productID, Property.interfaceNumber, Property.serialNumber]
      .allSatisfy { properties[$0] == other.properties[$0] }
  }

  /// A few words for a list or an error: `0d28:0204 ARM "BBC micro:bit CMSIS-DAP", serial 9900…`.
  package var summary: String {
    var words = ["\(vendorID ?? "????"):\(productID ?? "????")"]
    let names = [properties[Property.vendor], properties[Property.product]].compactMap(\.self)
    if !names.isEmpty { words.append(names.joined(separator: " ")) }
    let serial = serialNumber.map { "serial number \($0)" } ?? "no serial number"
    return words.joined(separator: " ") + ", \(serial)" + (path.map { ", at \($0)" } ?? "")
  }
}
