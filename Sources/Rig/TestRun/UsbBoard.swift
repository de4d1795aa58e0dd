package import Capture
package import Discovery
internal import Glibc
package import RigModel
internal import SerialPort
package import VirtualBoard

/// A real board on USB, followed by what it is, not by the name of its port.
package final class UsbBoard: RunBoard {
  private let rig: String
  private let bus: any DeviceBus
  /// As it was seen last.
  package private(set) var device: SerialDevice
  package private(set) var remarks: [String]
  /// Where the rig takes any board that fits: what fits.
  private let search: Rig.Search?
  /// Ports that others were faster at.
  private var taken: Set<String> = []

  /// The longest wait for the bus between two looks at the interruption.
  private static let lookNanoseconds: UInt64 = 100_000_000

  /// Finds the board of a rig.
  package init(rig: Rig, board: Rig.SerialBoard, bus: any DeviceBus) throws(DiscoveryError) {
    self.rig = rig.name
    self.bus = bus
    let found = try BoardFinder(rig: rig.name, search: board.search)
      .find(among: bus.serialDevices())
    device = found.device
    remarks = found.warnings
    search = board.search.takesAny ? board.search : nil
  }

  /// The board on a port that a person named.
  package init(rig: Rig, device: SerialDevice, bus: any DeviceBus) {
    self.rig = rig.name
    self.bus = bus
    self.device = device
    remarks = []
    search = nil
  }

  package var portPath: String { device.portPath }

  package var facts: [String: String] {
    var facts = ["device": device.summary]
    facts["driver"] = device.driver
    facts["by_id"] = device.byIDLink
    facts["latency_timer_ms"] = device.latencyTimerMilliseconds.map { "\($0)" }
    return facts
  }

  package func cableLog() -> CableLog { CableLog() }

  package func explained(_ failure: CaseFailure) -> CaseFailure {
    guard failure.kind == .linkLost || failure.kind == .silent else { return failure }
    guard failure.kind == .linkLost, isGone else { return failure }
    return CaseFailure(
      .linkLost,
      "The board on \(device.portPath) was unplugged: \(device.summary) is no longer there. "
        + "Plug it in and run again.")
  }

  package func waitForReturn(
    seconds: Double, isInterrupted: () -> Bool
  ) throws(CaseFailure) {
    let returned: SerialDevice?
    do throws(DiscoveryError) {
      returned = try find(seconds, isInterrupted)
    } catch {
      throw CaseFailure(.linkLost, error.description)
    }
    guard let returned else { throw .interruptedWait }
    device = returned
  }

  package func takeAnother() -> Bool {
    guard let search else { return false }
    taken.insert(device.portPath)
    let finder = BoardFinder(rig: rig, search: search) { [taken] path in
      taken.contains(path)
        ? PortHolder(processIdentifier: 0, name: "another run") : PortHolder.find(path: path)
    }
    guard let devices = try? bus.serialDevices(), let found = try? finder.find(among: devices),
      !taken.contains(found.device.portPath)
    else { return false }
    device = found.device
    remarks = found.warnings
    return true
  }

  /// The same device, there now or arriving in time; nil where the wait was interrupted.
  private func find(
    _ seconds: Double, _ isInterrupted: () -> Bool
  ) throws(DiscoveryError) -> SerialDevice? {
    let end = MonotonicClock.now() + UInt64(seconds * 1e9)
    let monitor = try bus.monitor()
    // Its port may still be there for a moment after it hung up: only a free one is looked for.
    if let there = try present() { return there }
    while !isInterrupted() {
      let now = MonotonicClock.now()
      guard now < end else {
        throw .didNotReturn(rig: rig, device: device, seconds: seconds)
      }
      let change = try monitor.next(timeoutNanoseconds: min(end - now, Self.lookNanoseconds))
      if case .arrived(let arrived) = change, arrived.isSame(as: device) { return arrived }
    }
    return nil
  }

  private func present() throws(DiscoveryError) -> SerialDevice? {
    try bus.serialDevices().first { $0.isSame(as: device) }
  }

  /// Whether it is no longer there; udev hears of it a moment after the port does.
  private var isGone: Bool {
    for _ in 0..<Self.goneLooks {
      if !bus.isPresent(device) { return true }
      usleep(50_000)
    }
    return false
  }

  private static let goneLooks = 8

  /// The port is given back by the link; nothing else is held.
  package func stop() {}
}
