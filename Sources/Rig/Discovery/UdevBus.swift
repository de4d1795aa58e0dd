internal import CUdev
internal import Glibc

/// The real bus: libudev, without its daemon where there is none.
///
/// A context of libudev belongs to one thread, so that every call makes its own.
package struct UdevBus: DeviceBus {
  /// What USB's drivers call their ports: ttyACM, ttyUSB and their like. Consoles (tty1) and the
  /// ports of the mainboard (ttyS0) are most of what there is, and each takes time to look at.
  private static let names = "tty[A-RT-Z]*"

  package init() {}

  package func serialDevices() throws(DiscoveryError) -> [SerialDevice] {
    let context = try UdevContext()
    let paths = try context.paths(
      subsystem: "tty", named: Self.names, operation: "list serial ports")
    return paths.compactMap { context.serialDevice(systemPath: $0) }
      .sorted { $0.portPath < $1.portPath }
  }

  package func isPresent(_ device: SerialDevice) -> Bool {
    access(device.usbDevicePath, F_OK) == 0 && access(device.portPath, F_OK) == 0
  }

  package func volumes(beside device: SerialDevice) throws(DiscoveryError) -> [StorageVolume] {
    guard !device.usbDevicePath.isEmpty else { return [] }
    let context = try UdevContext()
    let mounts = MountTable.read()
    return try context.paths(subsystem: "block", operation: "list drives")
      .filter { $0.hasPrefix(device.usbDevicePath + "/") }
      .compactMap { context.volume(systemPath: $0, mounts: mounts) }
      .sorted { $0.devicePath < $1.devicePath }
  }

  package func monitor() throws(DiscoveryError) -> any DeviceMonitor { try UdevMonitor() }
}
