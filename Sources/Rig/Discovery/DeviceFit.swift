internal import Glibc
package import RigModel

/// How a device compares with what a rig looks for.
package struct DeviceFit: Sendable, Equatable {
  package var device: SerialDevice
  /// What the rig asks for and the device has not; none where it fits.
  package var differences: [Difference]

  /// A property that is not as the rig asks.
  package struct Difference: Sendable, Equatable, CustomStringConvertible {
    package var property: String
    package var wanted: [String]
    /// nil where the device has no such property.
    package var found: String?

    package var description: String {
      let wish = wanted.joined(separator: " or ")
      return "\(property) is \(found.map { "`\($0)`" } ?? "missing"), wanted `\(wish)`"
    }
  }

  package var fits: Bool { differences.isEmpty }

  package init(_ device: SerialDevice, _ search: Rig.Search) {
    self.device = device
    differences = search.properties.compactMap { wish in
      let found = device.values(of: wish.name)
      let fits = found.contains { value in wish.globs.contains { Self.matches($0, value) } }
      if fits { return nil }
      return Difference(
        property: wish.name, wanted: wish.globs,
        found: found.isEmpty ? nil : found.joined(separator: " "))
    }
  }

  /// Devices by how little they differ; equals by their ports.
  package static func nearestFirst(
    _ devices: [SerialDevice], _ search: Rig.Search
  ) -> [DeviceFit] {
    devices.map { DeviceFit($0, search) }.sorted {
      ($0.differences.count, $0.device.portPath) < ($1.differences.count, $1.device.portPath)
    }
  }

  /// Whether a text matches a pattern of the shell: `*`, `?`, `[…]`; fnmatch(3).
  static func matches(_ pattern: String, _ text: String) -> Bool {
    fnmatch(pattern, text, 0) == 0
  }
}

extension SerialDevice {
  /// A property as a rig names it: of `DEVLINKS` every link counts; `DRIVER` is the interface's.
  fileprivate func values(of name: String) -> [String] {
    switch name {
    case "DEVNAME": [portPath]
    case "DEVLINKS": links
    case "DRIVER": [driver ?? properties[name]].compactMap(\.self)
    default: [properties[name]].compactMap(\.self)
    }
  }
}
