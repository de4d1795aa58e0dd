internal import CUdev
internal import Glibc

/// What udev's daemon tells of serial ports that come and go; the kernel's own word where no daemon
/// runs.
final class UdevMonitor: DeviceMonitor {
  private let context: UdevContext
  private let monitor: OpaquePointer
  /// Ports on USB: of one that has gone, udev may no longer tell that it was.
  private var known: Set<String>

  private static let operation = "watch for devices"
  /// Where the daemon keeps its socket.
  private static let daemonSocket = "/run/udev/control"

  init() throws(DiscoveryError) {
    context = try UdevContext()
    let source = access(Self.daemonSocket, F_OK) == 0 ? "udev" : "kernel"
    guard let monitor = udev_monitor_new_from_netlink(context.udev, source) else {
      throw .udev(operation: Self.operation, errno: errno)
    }
    self.monitor = monitor
    known = []
    udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil)
    let result = udev_monitor_enable_receiving(monitor)
    guard result >= 0 else { throw .udev(operation: Self.operation, errno: -result) }
    // After the monitor listens, so that nothing comes unseen in between.
    known = Set(try UdevBus().serialDevices().map(\.portPath))
  }

  deinit { udev_monitor_unref(monitor) }

  func next(timeoutNanoseconds: UInt64) throws(DiscoveryError) -> DeviceChange? {
    let start = Self.now()
    var left = timeoutNanoseconds
    while true {
      var entry = pollfd(fd: udev_monitor_get_fd(monitor), events: Int16(POLLIN), revents: 0)
      let milliseconds = CInt(clamping: (left + 999_999) / 1_000_000)
      let ready = poll(&entry, 1, milliseconds)
      if ready < 0, errno != EINTR { throw .udev(operation: Self.operation, errno: errno) }
      if ready > 0, let change = receive() { return change }
      let passed = Self.now() - start
      if passed >= timeoutNanoseconds { return nil }
      left = timeoutNanoseconds - passed
    }
  }

  private func receive() -> DeviceChange? {
    guard let device = udev_monitor_receive_device(monitor) else { return nil }
    defer { udev_device_unref(device) }
    switch UdevContext.text(udev_device_get_action(device)) {
    case "remove":
      guard let path = UdevContext.text(udev_device_get_devnode(device)),
        known.remove(path) != nil
      else { return nil }
      return .left(portPath: path)
    case "add":
      guard let found = UdevContext.serialDevice(device) else { return nil }
      known.insert(found.portPath)
      return .arrived(found)
    default: return nil
    }
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
