import Glibc
import Synchronization

/// The ports that this process has open, for a way out on which nobody's deinit runs: a second
/// Ctrl-C.
///
/// Fixed places and atomics, so that a signal handler may call `restore`: it takes no lock, and
/// allocates nothing.
package enum OpenPorts {
  /// More ports than one process drives; what finds no place is not restored in an emergency.
  private static let capacity = 16

  private struct Slot: ~Copyable {
    /// The port's descriptor, `free`, or `claimed` while the rest is being written.
    let descriptor = Atomic<CInt>(OpenPorts.free)
    var settings = TerminalSettings()
    /// What the driver's latency was; nil where it was not changed.
    var latency: DriverLatency?
    /// The lock file; nil where there is none.
    var lockPath: UnsafeMutablePointer<CChar>?
  }

  private static let free: CInt = -1
  private static let claimed: CInt = -2

  /// Written only by whoever has claimed the place, read once its descriptor is stored.
  nonisolated(unsafe) private static let slots: UnsafeMutablePointer<Slot> = {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
    for index in 0..<capacity { (slots + index).initialize(to: Slot()) }
    return slots
  }()

  /// Remembers how to give a port back; the place's number, for `remove`.
  static func add(
    _ descriptor: CInt, _ settings: TerminalSettings, latency: DriverLatency? = nil,
    lock: DeviceLock?
  ) -> Int? {
    for index in 0..<capacity {
      let slot = slots + index
      let (isMine, _) = slot.pointee.descriptor.compareExchange(
        expected: free, desired: claimed, ordering: .acquiring)
      guard isMine else { continue }
      slot.pointee.settings = settings
      slot.pointee.latency = latency
      slot.pointee.lockPath = lock.flatMap { strdup($0.path) }
      slot.pointee.descriptor.store(descriptor, ordering: .releasing)
      return index
    }
    return nil
  }

  /// Forgets a port that is given back in order.
  static func remove(_ index: Int?) {
    guard let index else { return }
    let slot = slots + index
    slot.pointee.descriptor.store(claimed, ordering: .sequentiallyConsistent)
    Glibc.free(slot.pointee.lockPath)
    slot.pointee.lockPath = nil
    slot.pointee.descriptor.store(free, ordering: .releasing)
  }

  /// Whether a lock file is that of a port which this process has open.
  static func holds(lock path: String) -> Bool {
    (0..<capacity).contains { index in
      let slot = slots + index
      guard slot.pointee.descriptor.load(ordering: .acquiring) >= 0,
        let own = slot.pointee.lockPath
      else { return false }
      return strcmp(own, path) == 0
    }
  }

  /// Gives every open port the settings that it was found with, and takes its locks away.
  package static func restore() {
    for index in 0..<capacity { restore(index) }
  }

  /// Gives back the port in one place.
  static func restore(_ index: Int) {
    let slot = slots + index
    let descriptor = slot.pointee.descriptor.load(ordering: .acquiring)
    guard descriptor >= 0 else { return }
    if var latency = slot.pointee.latency {
      withUnsafeMutablePointer(to: &latency) {
        _ = ioctl(descriptor, DriverLatency.set, UnsafeMutableRawPointer($0))
      }
    }
    slot.pointee.settings.controlFlags &= ~TerminalSettings.hangUpOnClose
    withUnsafeMutablePointer(to: &slot.pointee.settings) {
      _ = ioctl(descriptor, TerminalSettings.setNow, UnsafeMutableRawPointer($0))
    }
    _ = ioctl(descriptor, UInt(TIOCNXCL))
    if let path = slot.pointee.lockPath { unlink(path) }
  }

}
