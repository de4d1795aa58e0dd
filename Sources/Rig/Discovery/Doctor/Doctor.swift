package import RigModel
package import SerialPort

/// Looks for what stands between this machine and a run on a rig.
package struct Doctor {
  private let machine: any Machine
  private let devices: [SerialDevice]
  private let rig: Rig
  /// The firmware image or the program that the rig's board runs; nil for a real board.
  private let image: String?
  private let holder: (String) -> PortHolder?

  /// Where rules lie; of two files of one name the first counts.
  static let ruleFolders = ["/etc/udev/rules.d", "/run/udev/rules.d", "/usr/lib/udev/rules.d"]
  private static let lockFolder = "/run/lock"
  private static let modules = ["cdc_acm", "ftdi_sio", "cp210x", "ch341"]

  /// - Parameter holder: who holds the port of a path; nil where nobody is seen to.
  package init(
    machine: any Machine, devices: [SerialDevice], rig: Rig, image: String?,
    holder: @escaping (String) -> PortHolder? = { PortHolder.find(path: $0) }
  ) {
    self.machine = machine
    self.devices = devices
    self.rig = rig
    self.image = image
    self.holder = holder
  }

  /// Everything that was looked at, what matters most first.
  package func findings() -> [Finding] {
    var found: [Finding]
    switch rig.board {
    case .serial(let board):
      found =
        [boardFinding(board), modulesFinding] + rights(for: board) + others + locks + latencies
        + ownTools
    case .virtualMicrobit:
      found = [tool("qemu-system-arm"), tool("setpriv")] + imageFindings + ownTools
    case .native: found = [tool("setpriv")] + imageFindings
    }
    let order: [Finding.Severity] = [.blocking, .warning, .good]
    return order.flatMap { severity in found.filter { $0.severity == severity } }
  }

  // MARK: - What a virtual board needs

  private func tool(_ name: String) -> Finding {
    if let path = machine.program(name) { return Finding(.good, name, "is \(path)") }
    let package = name == "setpriv" ? "util-linux" : name
    return Finding(
      .blocking, name, "is missing", remedy: "sudo apt-get install \(package)")
  }

  /// Programs that the rig's own commands name. Only what flashes or resets a board needs them: a run
  /// could start without.
  private var ownTools: [Finding] {
    var tools: [(use: String, tool: Rig.Tool)] = []
    if case .external(let tool) = rig.flash { tools.append(("flashes", tool)) }
    if case .command(let tool) = rig.reset { tools.append(("resets", tool)) }
    return tools.map { use, tool in
      let name = tool.command.filled([:]).first ?? ""
      let isThere = name.contains("/") ? machine.exists(name) : machine.program(name) != nil
      if isThere { return Finding(.good, name, "is there, and \(use) the board") }
      return Finding(
        .warning, name, "is missing, which \(use) the board: \(rig.file) names it",
        remedy: "install \(name), or mend `\(use == "flashes" ? "flash" : "reset")` in \(rig.file)")
    }
  }

  private var imageFindings: [Finding] {
    guard let image else { return [] }
    if machine.exists(image) { return [Finding(.good, "image", "is \(image)")] }
    return [Finding(.blocking, "image", "there is no \(image)", remedy: "scripts/build")]
  }

  // MARK: - What a real board needs

  private func boardFinding(_ board: Rig.SerialBoard) -> Finding {
    do throws(DiscoveryError) {
      let device = try find(board)
      if let holder = holder(device.portPath) {
        return Finding(
          .blocking, "board", "is on \(device.portPath), held by \(holder)",
          remedy: Self.freeing(from: holder))
      }
      return Finding(.good, "board", "is on \(device.portPath), \(device.summary)")
    } catch {
      return Finding(.blocking, "board", error.description, remedy: remedy(for: error))
    }
  }

  private func remedy(for error: DiscoveryError) -> String {
    switch error {
    case .udev: "sudo systemctl restart systemd-udevd"
    case .allHeld(_, let devices, _):
      devices.lazy.compactMap { holder($0.portPath) }.first.map(Self.freeing) ?? Self.ask
    case .nothingFits, .severalFit, .didNotReturn: Self.ask
    }
  }

  private static let ask = "solerig list --suggest"

  /// What frees a port; a program that is only about to take it has no number yet.
  private static func freeing(from holder: PortHolder) -> String {
    holder.processIdentifier > 0
      ? "kill \(holder.processIdentifier)   # or end it as it is ended"
      : "solerig doctor   # again: whoever takes the port is just about to"
  }

  private func find(_ board: Rig.SerialBoard) throws(DiscoveryError) -> SerialDevice {
    try BoardFinder(rig: rig.name, search: board.search, holder: holder).find(among: devices).device
  }

  private var modulesFinding: Finding {
    let folder = "/lib/modules/\(machine.kernel)"
    let tables = ["modules.dep", "modules.builtin"].compactMap { machine.text("\(folder)/\($0)") }
    let loaded = machine.text("/proc/modules") ?? ""
    let missing = Self.modules.filter { module in
      !tables.contains { $0.contains("/\(module).ko") || $0.contains("/\(module.hyphenated).ko") }
        && !loaded.contains("\(module) ")
    }
    if missing.isEmpty { return Finding(.good, "kernel", "has the drivers of serial boards") }
    return Finding(
      .warning, "kernel", "\(machine.kernel) has no driver \(missing.joined(separator: ", "))",
      remedy: "sudo apt-get install linux-image-amd64")
  }

  /// A run wants the rig's own board; other ports that are closed are another rig's trouble.
  private func rights(for board: Rig.SerialBoard) -> [Finding] {
    let closed = devices.filter { !machine.mayUse($0.portPath) }
    let own = (try? find(board)).map { closed.contains($0) } ?? false
    if !closed.isEmpty {
      return [
        Finding(
          own ? .blocking : .warning, "rights",
          "this user may not use \(closed.map(\.portPath).joined(separator: ", "))",
          remedy: installedRule != nil
            ? "sudo adduser $USER dialout   # then log in again" : Self.installRule)
      ]
    }
    return devices.isEmpty ? [] : [Finding(.good, "rights", "this user may use every port")]
  }

  /// Programs that take a board for something of theirs.
  private var others: [Finding] {
    let running = Set(machine.processes().values)
    var found: [Finding] = []
    let unguarded = devices.filter {
      $0.properties[SerialDevice.Property.ignoredByModemManager] != "1"
    }
    if running.contains("ModemManager") {
      found.append(
        unguarded.isEmpty
          ? Finding(.good, "ModemManager", "runs, and lets every board alone")
          : Finding(
            .warning, "ModemManager",
            "runs, and may open \(unguarded.map(\.portPath).joined(separator: ", ")) to look for a "
              + "modem", remedy: Self.installRule))
    }
    if let rule = brlttyRule {
      found.append(
        Finding(
          .warning, "brltty", "its rule \(rule) takes adapters for braille displays",
          remedy: "sudo apt-get remove brltty"))
    }
    found.append(ruleFinding)
    return found
  }

  /// The file by which brltty grabs adapters; nil where it does not.
  private var brlttyRule: String? {
    for folder in Self.ruleFolders {
      for name in machine.names(in: folder).sorted() where name.contains("brltty") {
        let path = "\(folder)/\(name)"
        let lines = (machine.text(path) ?? "").split(separator: "\n")
        let grabs = lines.contains { line in
          !line.hasPrefix("#")
            && UdevRule.devices.contains {
              line.lowercased().contains("\"\($0.0.withoutZeros)/\($0.1.withoutZeros)/")
            }
        }
        if grabs { return path }
      }
    }
    return nil
  }

  private var ruleFinding: Finding {
    guard let rule = installedRule else {
      return Finding(
        .warning, "udev rule", "solerig's is not installed: rights and names are the system's",
        remedy: Self.installRule)
    }
    guard machine.text(rule) == UdevRule.text else {
      return Finding(
        .warning, "udev rule", "\(rule) is not this solerig's: it is older, or was changed",
        remedy: Self.installRule)
    }
    return Finding(.good, "udev rule", "is installed")
  }

  /// The rule's file that counts.
  private var installedRule: String? {
    let name = UdevRule.path.split(separator: "/").last.map(String.init) ?? ""
    return Self.ruleFolders.first { machine.names(in: $0).contains(name) }.map { "\($0)/\(name)" }
  }

  private static let installRule =
    "solerig doctor --udev-rule | sudo tee \(UdevRule.path) && sudo udevadm control --reload "
    + "&& sudo udevadm trigger"

  /// Lock files whose programs are gone.
  private var locks: [Finding] {
    let stale = machine.names(in: Self.lockFolder).filter { name in
      name.hasPrefix("LCK..") && machine.isLeftBehind(lock: "\(Self.lockFolder)/\(name)")
    }
    if stale.isEmpty { return [] }
    let paths = stale.sorted().map { "\(Self.lockFolder)/\($0)" }.joined(separator: " ")
    return [
      Finding(
        .warning, "locks", "left behind by programs that are gone: \(paths)",
        remedy: "sudo rm \(paths)")
    ]
  }

  private var latencies: [Finding] {
    devices.compactMap { device in
      guard let timer = device.latencyTimerMilliseconds, timer > 1 else { return nil }
      let name = device.portPath.split(separator: "/").last.map(String.init) ?? ""
      return Finding(
        .warning, "latency timer",
        "\(device.portPath) holds bytes back for up to \(timer) ms; a run lowers it while it lasts",
        remedy: "echo 1 | sudo tee /sys/bus/usb-serial/devices/\(name)/latency_timer")
    }
  }
}

extension String {
  /// As the kernel writes the numbers of a product: without zeros in front.
  fileprivate var withoutZeros: String { String(drop { $0 == "0" }) }

  /// With hyphens for underscores: a module's file may be called either way.
  fileprivate var hyphenated: String {
    String(map { $0 == "_" ? "-" : $0 })
  }
}
