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
  /// What fits the rig; nil where a person named the port.
  private let search: Rig.Search?
  /// Ports that others were faster at.
  private var taken: Set<String> = []
  /// Whether another device has been there with its numbers: its place has to tell the two apart.
  private var hasTwin = false

  /// The longest wait for the bus between two looks at the interruption.
  private static let lookNanoseconds: UInt64 = 100_000_000
  /// How often it is looked for all that is plugged in, whatever udev's monitor tells.
  private static let presentNanoseconds: UInt64 = 1_000_000_000

  /// Finds the board of a rig.
  package init(rig: Rig, board: Rig.SerialBoard, bus: any DeviceBus) throws(DiscoveryError) {
    self.rig = rig.name
    self.bus = bus
    let devices = try bus.serialDevices()
    let found = try BoardFinder(rig: rig.name, search: board.search).find(among: devices)
    device = found.device
    remarks = found.warnings
    search = board.search
    noteTwins(among: devices)
  }

  /// The board on a port that a person named.
  package init(rig: Rig, device: SerialDevice, bus: any DeviceBus) {
    self.rig = rig.name
    self.bus = bus
    self.device = device
    remarks = []
    search = nil
    // Where udev can't tell now, it is asked again before another device could be taken for it.
    noteTwins(among: (try? bus.serialDevices()) ?? [])
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
    guard let search, search.takesAny else { return false }
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
    noteTwins(among: devices)
    return true
  }

  /// The same device, there now or arriving in time; nil where the wait was interrupted.
  private func find(
    _ seconds: Double, _ isInterrupted: () -> Bool
  ) throws(DiscoveryError) -> SerialDevice? {
    let end = MonotonicClock.now() + UInt64(seconds * 1e9)
    let monitor = try bus.monitor()
    var nextLook: UInt64 = 0
    while !isInterrupted() {
      let now = MonotonicClock.now()
      // What the monitor tells may be lost, and in a container it may never come.
      if now >= nextLook || now >= end {
        if let there = try present() { return there }
        nextLook = now + Self.presentNanoseconds
      }
      guard now < end else {
        throw .didNotReturn(rig: rig, device: device, seconds: seconds)
      }
      let change = try monitor.next(timeoutNanoseconds: min(end - now, Self.lookNanoseconds))
      if case .arrived = change { nextLook = 0 }
    }
    return nil
  }

  /// The board among what is plugged in. A port that has just hung up may be listed for a moment
  /// still: whoever can't open it waits again.
  private func present() throws(DiscoveryError) -> SerialDevice? {
    let same = try bus.serialDevices().filter { $0.isSame(as: device) }
    if let first = same.first, same.contains(where: { $0.isTwin(of: first) }) { hasTwin = true }
    return same.first { fitsRig($0) && (!hasTwin || $0.isInPlace(of: device)) }
  }

  /// Whether it still is what the rig asks for; only its port may have another name now.
  private func fitsRig(_ candidate: SerialDevice) -> Bool {
    guard let search else { return true }
    return DeviceFit(candidate, search).differences.allSatisfy { $0.property == "DEVNAME" }
  }

  /// Remembers whether another device has the board's numbers; the board is where it was seen.
  private func noteTwins(among devices: [SerialDevice]) {
    hasTwin = devices.contains { $0.isTwin(of: device) }
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
