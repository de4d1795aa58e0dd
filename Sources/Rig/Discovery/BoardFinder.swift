package import RigModel
package import SerialPort

/// Finds the port of a rig's board among what is plugged in.
package struct BoardFinder {
  /// What the rig is called, for errors.
  private let rig: String
  private let search: Rig.Search
  /// Who holds the port of a path; nil where nobody is seen to.
  private let holder: (String) -> PortHolder?

  /// A port that fits.
  package struct Found: Sendable, Equatable {
    package var device: SerialDevice
    /// What a person should know of the choice.
    package var warnings: [String]
  }

  package init(
    rig: String, search: Rig.Search,
    holder: @escaping (String) -> PortHolder? = { PortHolder.find(path: $0) }
  ) {
    self.rig = rig
    self.search = search
    self.holder = holder
  }

  /// The one device that fits; of several the first free one, where the rig takes any.
  package func find(among devices: [SerialDevice]) throws(DiscoveryError) -> Found {
    let sorted = DeviceFit.nearestFirst(devices, search)
    let fitting = sorted.prefix { $0.fits }.map(\.device)
    guard let first = fitting.first else { throw .nothingFits(rig: rig, near: sorted) }
    guard fitting.count > 1 else { return found(first, devices) }
    guard search.takesAny else { throw .severalFit(rig: rig, devices: fitting) }
    var holders: [String] = []
    for device in fitting {
      guard let other = holder(device.portPath) else { return found(device, devices) }
      holders.append(other.description)
    }
    throw .allHeld(rig: rig, devices: fitting, holders: holders)
  }

  private func found(_ device: SerialDevice, _ all: [SerialDevice]) -> Found {
    var warnings: [String] = []
    if device.serialNumber == nil {
      let twins = all.filter { $0.isTwin(of: device) }
      warnings.append(
        "The device on \(device.portPath) has no serial number: it is known by where it is plugged "
          + "in (\(device.path ?? "an unknown place")), whatever is plugged in there"
          + (twins.isEmpty
            ? "." : "; \(twins.map(\.portPath).joined(separator: ", ")) is of the same kind."))
    }
    return Found(device: device, warnings: warnings)
  }
}
