import ArgumentParser
import Discovery
import Dispatch
import Foundation
import RigModel
import SerialPort
import Synchronization
import TestRun
import Wording

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show the boards that udev sees, and the rig each one fits.",
    discussion: """
        solerig list
        solerig list --suggest   the block that finds each one, to paste into a copy of a rig
        solerig list --watch --json                   arrivals, departures and who takes a port,
                                                      a line each
      """)

  @Flag(help: "Go on, and tell what comes and goes, until Ctrl-C.")
  var watch = false

  @Flag(help: "Print JSON: a list, or with --watch an object a line.")
  var json = false

  @Flag(help: "Print for each device the block of a rig file that finds it.")
  var suggest = false

  func validate() throws {
    if suggest, watch || json {
      throw ValidationError("--suggest goes with neither --watch nor --json.")
    }
  }

  func run() throws {
    let bus = UdevBus()
    do {
      // Before the list, so that nothing comes unseen between the two.
      let monitor = watch ? try bus.monitor() : nil
      let devices = try bus.serialDevices()
      let (rigs, holders) = Self.look(devices.map(\.portPath))
      try show(devices, rigs, holders)
      if let monitor {
        try follow(monitor, rigs, HolderWatch(ports: devices.map(\.portPath), holders: holders))
      }
    } catch let error as DiscoveryError {
      throw RunError(.setup, error.description)
    }
  }

  private typealias SerialRig = (name: String, search: Rig.Search)

  /// The rigs there are, and who holds the ports: each takes its time, so that both are looked for at
  /// once.
  private static func look(_ ports: [String]) -> ([SerialRig], [String: PortHolder]) {
    let rigs = Mutex<[SerialRig]>([])
    let holders = Mutex<[String: PortHolder]>([:])
    DispatchQueue.concurrentPerform(iterations: 2) { part in
      if part == 0 {
        let found = PortHolder.find(paths: ports)
        holders.withLock { $0 = found }
      } else {
        let found = Project().serialRigs
        rigs.withLock { $0 = found }
      }
    }
    return (rigs.withLock { $0 }, holders.withLock { $0 })
  }

  private func show(
    _ devices: [SerialDevice], _ rigs: [SerialRig], _ holders: [String: PortHolder]
  ) throws {
    if suggest {
      for device in devices {
        try Output.line(SuggestedSearch(for: device, among: devices).yaml)
      }
      if devices.isEmpty { Terminal.error("No USB serial device is plugged in.") }
      return
    }
    let entries = devices.map { DeviceEntry($0, rigs: rigs, heldBy: holders[$0.portPath]) }
    if json {
      if watch {
        for entry in entries { try writeLine(entry, "present") }
      } else {
        try Output.json(entries)
      }
    } else {
      for entry in entries { try Output.write(entry.text + "\n\n") }
      if entries.isEmpty { try Output.line("No USB serial device is plugged in.") }
    }
  }

  private func follow(
    _ monitor: any DeviceMonitor, _ rigs: [SerialRig], _ holders: HolderWatch
  ) throws {
    Interruption.watch()
    var holders = holders
    var nextLook = ContinuousClock.now + Self.holderInterval
    while !Interruption.isRequested {
      if Self.hasNoReader { throw ExitCode(128 + SIGPIPE) }
      switch try monitor.next(timeoutNanoseconds: 200_000_000) {
      case .arrived(let device):
        let holder = PortHolder.find(path: device.portPath)
        holders.add(device.portPath, heldBy: holder)
        let entry = DeviceEntry(device, rigs: rigs, heldBy: holder)
        if json { try writeLine(entry, "arrived") } else { try Output.line("+ " + entry.text) }
      case .left(let path):
        holders.remove(path)
        if json { try writeEvent("left", path) } else { try Output.line("- \(path)") }
      case nil: break
      }
      if ContinuousClock.now >= nextLook {
        try tell(holders.update(PortHolder.find(paths: holders.ports)))
        nextLook = ContinuousClock.now + Self.holderInterval
      }
    }
  }

  /// Whether whoever read the output has gone: where nothing comes or goes, no write would tell.
  private static var hasNoReader: Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return poll(&output, 1, 0) > 0 && output.revents & Int16(POLLERR) != 0
  }

  /// How often it is looked who holds the ports: nobody tells of that.
  private static let holderInterval = Duration.seconds(1)

  private func tell(_ changes: [HolderWatch.Change]) throws {
    for change in changes {
      let holder = change.holder?.description
      if json {
        try writeEvent(holder == nil ? "freed" : "held", change.port, heldBy: holder)
      } else {
        let words = holder.map { "held by \($0)" } ?? "free"
        try Output.line(SafeText.printable("= \(change.port) \(words)"))
      }
    }
  }

  private func writeEvent(_ event: String, _ port: String, heldBy: String? = nil) throws {
    var fields = ["event": event, "port": port]
    fields["held_by"] = heldBy
    try writeLine(fields)
  }

  private func writeLine(_ entry: DeviceEntry, _ event: String) throws {
    var entry = entry
    entry.event = event
    try writeLine(entry)
  }

  /// Writes a value as JSON in one line.
  private func writeLine(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try Output.write(encoder.encode(value) + Data("\n".utf8))
  }
}

/// A device as `solerig list` tells of it.
private struct DeviceEntry: Encodable {
  /// With `--watch` what happened: present, arrived or left.
  var event: String?
  let port: String
  let vendorID: String?
  let productID: String?
  let vendor: String?
  let product: String?
  let serialNumber: String?
  let interfaceNumber: String?
  let path: String?
  let driver: String?
  let byID: String?
  let latencyTimerMilliseconds: Int?
  /// Who holds the port, such as `PID 123 minicom`.
  let heldBy: String?
  let rigs: [Fit]

  struct Fit: Encodable {
    let rig: String
    /// The properties that say so.
    let because: [String]
  }

  init(
    _ device: SerialDevice, rigs: [(name: String, search: Rig.Search)], heldBy: PortHolder?
  ) {
    port = device.portPath
    vendorID = device.vendorID
    productID = device.productID
    vendor = device.properties[SerialDevice.Property.vendor]
    product = device.properties[SerialDevice.Property.product]
    serialNumber = device.serialNumber
    interfaceNumber = device.interfaceNumber
    path = device.path
    driver = device.driver
    byID = device.byIDLink
    latencyTimerMilliseconds = device.latencyTimerMilliseconds
    self.heldBy = heldBy?.description
    self.rigs = rigs.filter { DeviceFit(device, $0.search).fits }.map { rig in
      Fit(
        rig: rig.name,
        because: rig.search.properties.map { "\($0.name)=\($0.globs.joined(separator: "|"))" })
    }
  }

  private enum CodingKeys: String, CodingKey {
    case event, port, vendor, product, path, driver, rigs
    case vendorID = "vendor_id"
    case productID = "product_id"
    case serialNumber = "serial_number"
    case interfaceNumber = "interface_number"
    case byID = "by_id"
    case latencyTimerMilliseconds = "latency_timer_ms"
    case heldBy = "held_by"
  }

  /// A line for the port, and a few below it.
  var text: String {
    var lines = [
      "\(port)  \(vendorID ?? "????"):\(productID ?? "????")"
        + [vendor, product].compactMap(\.self).map { " " + $0 }.joined()
    ]
    let details: [(String, String?)] = [
      ("serial number", serialNumber ?? "none: known by its path only"),
      ("interface", interfaceNumber), ("path", path), ("driver", driver), ("by-id", byID),
      ("latency timer", latencyTimerMilliseconds.map { "\($0) ms" }), ("held by", heldBy),
    ]
    for (name, value) in details {
      if let value { lines.append("  \(name): \(value)") }
    }
    for fit in rigs {
      lines.append("  fits rig \(fit.rig): \(fit.because.joined(separator: ", "))")
    }
    if rigs.isEmpty { lines.append("  fits no rig: `solerig list --suggest` prints what would") }
    return lines.map(SafeText.printable).joined(separator: "\n")
  }
}
