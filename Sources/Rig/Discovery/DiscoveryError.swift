/// Why no board could be found: a closed set, each with what was there.
package enum DiscoveryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// udev can't be used.
  case udev(operation: String, errno: CInt)
  /// Nothing that is plugged in fits: what is there, nearest first.
  case nothingFits(rig: String, near: [DeviceFit])
  /// Several fit, and the rig does not take just any.
  case severalFit(rig: String, devices: [SerialDevice])
  /// All that fit are held by other programs: by whom.
  case allHeld(rig: String, devices: [SerialDevice], holders: [String])
  /// The device did not come back in time.
  case didNotReturn(rig: String, device: SerialDevice, seconds: Double)

  /// How many devices an error lists; a farm has more than a person reads.
  package static let listLimit = 8

  /// One paragraph: operation, thing, cause, what to do.
  package var description: String {
    switch self {
    case .udev(let operation, let errno):
      "Asking udev to \(operation) failed: errno \(errno). "
        + "Check that libudev works on this machine: `udevadm info --export-db`."
    case .nothingFits(let rig, let near):
      Self.nothingFits(rig, near)
    case .severalFit(let rig, let devices):
      "Finding the board of rig \(rig) failed: \(devices.count) fit, "
        + Self.list(devices.map { "\($0.portPath) (\($0.summary))" })
        + ". Name one in the rig's `find`, by \(Self.telling(devices)), or give it `any: true`."
    case .allHeld(let rig, let devices, let holders):
      "Finding a free board for rig \(rig) failed: all \(devices.count) that fit are held, "
        + Self.list(zip(devices, holders).map { "\($0.portPath) by \($1)" })
        + ". End one of those programs, or plug in another board."
    case .didNotReturn(let rig, let device, let seconds):
      "Waiting for the board of rig \(rig) to come back failed: \(device.summary) was not there "
        + "again after \(seconds) s. Plug it in and run again."
    }
  }

  private static func nothingFits(_ rig: String, _ near: [DeviceFit]) -> String {
    let start = "Finding the board of rig \(rig) failed: "
    guard !near.isEmpty else {
      return start + "no USB serial device is plugged in. Plug the board in; if it is, "
        + "see `solerig doctor --rig \(rig)`."
    }
    let there = near.map { fit in
      "\(fit.device.portPath) (\(fit.differences.map(\.description).joined(separator: ", ")))"
    }
    return start + "of what is plugged in, nothing fits. Nearest first: " + list(there)
      + ". Plug the board in, or see `solerig list --suggest` for what to write into the rig."
  }

  private static func list(_ items: [String]) -> String {
    items.prefix(listLimit).joined(separator: "; ")
      + (items.count > listLimit ? "; and \(items.count - listLimit) more" : "")
  }

  /// The property that tells devices apart.
  private static func telling(_ devices: [SerialDevice]) -> String {
    let candidates = [
      SerialDevice.Property.serialNumber, SerialDevice.Property.interfaceNumber,
      SerialDevice.Property.path,
    ]
    return candidates.first { name in
      let values = devices.compactMap { $0.properties[name] }
      return Set(values).count == devices.count
    } ?? "any property that differs"
  }
}
