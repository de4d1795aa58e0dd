/// What is plugged into this machine, and what comes and goes.
package protocol DeviceBus: Sendable {
  /// Every serial port on USB, by the name of its device file.
  func serialDevices() throws(DiscoveryError) -> [SerialDevice]
  /// Whether a device is still plugged in where it was; quick enough to be asked again and again.
  func isPresent(_ device: SerialDevice) -> Bool
  /// Drives of the USB device that a port belongs to: a DAPLink board shows its flash as one.
  func volumes(beside device: SerialDevice) throws(DiscoveryError) -> [StorageVolume]
  /// Begins to listen for what comes and goes from now on.
  func monitor() throws(DiscoveryError) -> any DeviceMonitor
}

/// Tells what comes and goes; one thread owns it.
package protocol DeviceMonitor: AnyObject {
  /// Waits for the next change, at most that long; nil where nothing changed.
  func next(timeoutNanoseconds: UInt64) throws(DiscoveryError) -> DeviceChange?
}

/// A serial port on USB that came or went.
package enum DeviceChange: Sendable, Equatable {
  case arrived(SerialDevice)
  /// Its device file is gone.
  case left(portPath: String)
}

/// A drive, or a part of one, on the same USB device as a port.
package struct StorageVolume: Sendable, Hashable {
  /// Such as /dev/sda1.
  package var devicePath: String
  /// The file system's label, such as MICROBIT.
  package var label: String?
  /// Where it is mounted; nil where it is not.
  package var mountPoint: String?

  package init(devicePath: String, label: String? = nil, mountPoint: String? = nil) {
    self.devicePath = devicePath
    self.label = label
    self.mountPoint = mountPoint
  }
}
