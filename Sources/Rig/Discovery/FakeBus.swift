internal import Dispatch
internal import Synchronization

/// A bus whose devices a test plugs in and out.
package final class FakeBus: DeviceBus {
  private struct State {
    var devices: [SerialDevice] = []
    var volumes: [String: [StorageVolume]] = [:]
    var monitors: [FakeMonitor] = []
  }

  private let state = Mutex(State())

  package init(_ devices: [SerialDevice] = []) {
    for device in devices { plug(device) }
  }

  package func plug(_ device: SerialDevice, volumes: [StorageVolume] = []) {
    let monitors = state.withLock { state in
      state.devices.append(device)
      state.volumes[device.usbDevicePath] = volumes
      return state.monitors
    }
    for monitor in monitors { monitor.post(.arrived(device)) }
  }

  package func unplug(_ portPath: String) {
    let monitors = state.withLock { state in
      state.devices.removeAll { $0.portPath == portPath }
      return state.monitors
    }
    for monitor in monitors { monitor.post(.left(portPath: portPath)) }
  }

  package func serialDevices() throws(DiscoveryError) -> [SerialDevice] {
    state.withLock { $0.devices.sorted { $0.portPath < $1.portPath } }
  }

  package func isPresent(_ device: SerialDevice) -> Bool {
    state.withLock { $0.devices.contains(device) }
  }

  package func volumes(beside device: SerialDevice) throws(DiscoveryError) -> [StorageVolume] {
    state.withLock { $0.volumes[device.usbDevicePath] ?? [] }
  }

  package func monitor() throws(DiscoveryError) -> any DeviceMonitor {
    let monitor = FakeMonitor()
    state.withLock { $0.monitors.append(monitor) }
    return monitor
  }
}

/// The changes of a fake bus, in their order.
private final class FakeMonitor: DeviceMonitor, Sendable {
  private let changes = Mutex<[DeviceChange]>([])
  private let count = DispatchSemaphore(value: 0)

  func post(_ change: DeviceChange) {
    changes.withLock { $0.append(change) }
    count.signal()
  }

  func next(timeoutNanoseconds: UInt64) throws(DiscoveryError) -> DeviceChange? {
    let limit = DispatchTime.now() + .nanoseconds(Int(clamping: timeoutNanoseconds))
    guard count.wait(timeout: limit) == .success else { return nil }
    return changes.withLock { $0.removeFirst() }
  }
}
