/// What a DAPLink interface tells of itself in its drive's DETAILS.TXT: a line `Key: value` each.
package struct DriveDetails: Sendable, Equatable {
  private let values: [String: String]

  package init(parsing text: String) {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let key = line[..<colon].lowercased()
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      values[key] = String(value.prefix(while: { $0 != "\r" }))
    }
    self.values = values
  }

  /// The serial number that the interface has on USB, too.
  package var uniqueID: String? { values["unique id"] }
  /// Counts up with every time the drive comes back after a flash.
  package var remountCount: String? { values["remount count"] }
  package var interfaceVersion: String? { values["interface version"] ?? values["version"] }
  /// Whether what is copied replaces the interface's own firmware, not the chip's.
  package var isMaintenance: Bool { values["daplink mode"]?.lowercased() == "bootloader" }
  /// Whether there is anything of a DAPLink interface at all.
  package var isWhole: Bool { uniqueID != nil || interfaceVersion != nil }
}
