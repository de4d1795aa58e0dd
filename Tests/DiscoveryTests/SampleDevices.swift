import Discovery
import RigModel

/// Devices as udev tells of them.
extension SerialDevice {
  /// A micro:bit on ttyACM`number`, plugged into the port of that number.
  static func microbit(_ number: Int, serial: String? = nil) -> SerialDevice {
    device(
      "/dev/ttyACM\(number)", vendor: "0d28", product: "0204", serial: serial, place: number,
      driver: "cdc_acm")
  }

  static func ftdi(_ number: Int, serial: String? = nil) -> SerialDevice {
    device(
      "/dev/ttyUSB\(number)", vendor: "0403", product: "6001", serial: serial, place: 10 + number,
      driver: "ftdi_sio")
  }

  private static func device(
    _ port: String, vendor: String, product: String, serial: String?, place: Int, driver: String
  ) -> SerialDevice {
    var properties = [
      "ID_VENDOR_ID": vendor, "ID_MODEL_ID": product, "ID_USB_INTERFACE_NUM": "00",
      "ID_PATH": "pci-0000:00:14.0-usb-0:\(place):1.0",
    ]
    properties["ID_SERIAL_SHORT"] = serial
    let links = serial.map { ["/dev/serial/by-id/usb-\($0)"] } ?? []
    return SerialDevice(
      portPath: port, properties: properties, links: links,
      usbDevicePath: "/sys/devices/usb1/1-\(place)", driver: driver)
  }
}

extension Rig.Search {
  /// `NAME=glob` pairs, all of which have to hold.
  init(_ wishes: KeyValuePairs<String, String>, any: Bool = false) {
    self.init(wishes.map { Wish($0.key, [$0.value]) }, takesAny: any)
  }
}
