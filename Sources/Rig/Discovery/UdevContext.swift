internal import CUdev
internal import Glibc

/// A context of libudev, and what is read through it.
final class UdevContext {
  let udev: OpaquePointer

  init() throws(DiscoveryError) {
    guard let udev = udev_new() else { throw .udev(operation: "start", errno: errno) }
    self.udev = udev
  }

  deinit { udev_unref(udev) }

  /// The kernel's folders of a subsystem's devices, in order.
  ///
  /// - Parameter named: a pattern for the kernel's names; others are not even looked at.
  func paths(
    subsystem: String, named: String = "*", operation: String
  ) throws(DiscoveryError) -> [String] {
    guard let enumeration = udev_enumerate_new(udev) else {
      throw .udev(operation: operation, errno: errno)
    }
    defer { udev_enumerate_unref(enumeration) }
    udev_enumerate_add_match_subsystem(enumeration, subsystem)
    udev_enumerate_add_match_sysname(enumeration, named)
    let result = udev_enumerate_scan_devices(enumeration)
    guard result >= 0 else { throw .udev(operation: operation, errno: -result) }
    return Self.names(udev_enumerate_get_list_entry(enumeration))
  }

  /// The serial port of a folder; nil where it is not on USB, or gone already.
  func serialDevice(systemPath: String) -> SerialDevice? {
    guard let device = udev_device_new_from_syspath(udev, systemPath) else { return nil }
    defer { udev_device_unref(device) }
    return Self.serialDevice(device)
  }

  static func serialDevice(_ device: OpaquePointer) -> SerialDevice? {
    guard let path = text(udev_device_get_devnode(device)),
      let usb = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device"),
      let usbPath = text(udev_device_get_syspath(usb))
    else { return nil }
    let interface = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_interface")
    var found = SerialDevice(
      portPath: path, properties: properties(device),
      links: names(udev_device_get_devlinks_list_entry(device)), usbDevicePath: usbPath,
      driver: interface.flatMap { text(udev_device_get_driver($0)) })
    found.addMissingProperties(usb: usb, interface: interface)
    // The timer belongs to the port of usb-serial, one level up.
    if let port = udev_device_get_parent(device),
      let timer = text(udev_device_get_sysattr_value(port, "latency_timer"))
    {
      found.latencyTimerMilliseconds = Int(timer)
    }
    return found
  }

  /// The drive or the part of one at a folder; nil where it holds no file system.
  func volume(systemPath: String, mounts: MountTable) -> StorageVolume? {
    guard let device = udev_device_new_from_syspath(udev, systemPath) else { return nil }
    defer { udev_device_unref(device) }
    guard let path = Self.text(udev_device_get_devnode(device)) else { return nil }
    let properties = Self.properties(device)
    guard properties["ID_FS_TYPE"] != nil else { return nil }
    let numbers = [properties["MAJOR"], properties["MINOR"]].compactMap(\.self)
    return StorageVolume(
      devicePath: path, label: properties["ID_FS_LABEL"],
      mountPoint: mounts.mountPoint(device: numbers.joined(separator: ":")))
  }

  private static func properties(_ device: OpaquePointer) -> [String: String] {
    var found: [String: String] = [:]
    var entry = udev_device_get_properties_list_entry(device)
    while let current = entry {
      if let name = text(udev_list_entry_get_name(current)) {
        found[name] = text(udev_list_entry_get_value(current)) ?? ""
      }
      entry = udev_list_entry_get_next(current)
    }
    return found
  }

  private static func names(_ first: OpaquePointer?) -> [String] {
    var names: [String] = []
    var entry = first
    while let current = entry {
      if let name = text(udev_list_entry_get_name(current)) { names.append(name) }
      entry = udev_list_entry_get_next(current)
    }
    return names
  }

  static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}

extension SerialDevice {
  /// Where udev's daemon does not run, as in a container, the kernel still tells the numbers.
  fileprivate mutating func addMissingProperties(usb: OpaquePointer, interface: OpaquePointer?) {
    func add(_ property: String, _ parent: OpaquePointer?, _ attribute: String) {
      guard properties[property] == nil, let parent,
        let value = UdevContext.text(udev_device_get_sysattr_value(parent, attribute)),
        !value.isEmpty
      else { return }
      properties[property] = value
    }
    add(Property.vendorID, usb, "idVendor")
    add(Property.productID, usb, "idProduct")
    add(Property.serialNumber, usb, "serial")
    add(Property.interfaceNumber, interface, "bInterfaceNumber")
  }
}
