package import Foundation

/// A hardware map of Zephyr's Twister, read to make rigs of it.
///
/// Source of the keys: Zephyr's documentation, "Test Runner (Twister)", hardware maps.
package struct TwisterMap: Equatable, Sendable {
  package var boards: [Board]

  /// One board of the map.
  package struct Board: Equatable, Sendable {
    /// The serial number on USB.
    package var id: String?
    package var platform: String
    package var product: String?
    /// The port, by device file or link.
    package var serial: String?
    package var baud: UInt32?
    package var notes: String?
    /// Where it stands in the file.
    package var position: SourcePosition
  }

  package static func read(file: String) throws(ModelError) -> TwisterMap {
    let reader = YAMLReader(operation: .readMap, file: file)
    return try read(reader.bytes(), file: file)
  }

  /// Reads a map from bytes; `file` is what errors call them.
  package static func read(_ data: Data, file: String) throws(ModelError) -> TwisterMap {
    let root = try YAMLReader(operation: .readMap, file: file).root(of: data)
    var boards: [Board] = []
    for item in try root.items() { boards.append(try Board(item)) }
    if boards.isEmpty { throw root.fail("is an empty list", hint: "a map has a board an item") }
    return TwisterMap(boards: boards)
  }
}

extension TwisterMap.Board {
  private enum Key: String, YAMLKey {
    case connected, available, id, platform, product, runner, serial, baud, fixtures, notes
    case probeID = "probe_id"
    case serialPty = "serial_pty"
    case preScript = "pre_script"
    case postScript = "post_script"
    case postFlashScript = "post_flash_script"
    case runnerParams = "runner_params"
    case flashTimeout = "flash_timeout"
    case flashWithTest = "flash_with_test"
    case flashBefore = "flash_before"
    case scriptParam = "script_param"
    case serialBaud = "serial_baud"
    case hooks
    case westFlashCmd = "west_flash_cmd"
  }

  fileprivate init(_ yaml: YAMLValue) throws(ModelError) {
    var item = yaml
    item.name = "board"
    let keys = try item.object(Key.self)
    func text(_ key: Key) throws(ModelError) -> String? {
      guard let value = keys[key], !value.isWord("null"), !value.isWord("unknown") else {
        return nil
      }
      return try value.text()
    }
    let (id, probe) = (try text(.id), try text(.probeID))
    self.init(
      id: id ?? probe, platform: try Self.platform(keys.required(.platform)),
      product: try text(.product), serial: try text(.serial),
      baud: try (keys[.serialBaud] ?? keys[.baud])?.integer(YAMLRanges.baud, "bit/s"),
      notes: try text(.notes),
      position: item.position)
  }

  /// A platform; of several, in a list or between blanks, the first that solerig has firmware for,
  /// else the first.
  private static func platform(_ yaml: YAMLValue) throws(ModelError) -> String {
    var names: [String] = []
    if let items = try? yaml.items() {
      for item in items { names.append(try item.text()) }
    } else {
      names = try yaml.text().split(separator: " ").map(String.init)
    }
    guard let first = names.first else {
      throw yaml.fail("names no platform", hint: "give one, as in `bbc_microbit`")
    }
    return names.first { kind(of: $0) != nil } ?? first
  }

  /// The rig's name: the platform, and the serial number where there is one. All of it: a DAPLink's
  /// begins with the kind of board and ends with that of its interface chip.
  package var rigName: String {
    let words = [kindName, id].compactMap(\.self).joined(separator: "-")
    let letters = words.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return String(letters).split(separator: "-").joined(separator: "-")
  }

  /// The rig's kind of board; nil for a platform that solerig has no firmware for.
  package var kind: Rig.Board.Kind? { Self.kind(of: platform) }

  private static func kind(of platform: String) -> Rig.Board.Kind? {
    switch platform.split(separator: "/").first {
    case "bbc_microbit": .microbitV1
    case "bbc_microbit_v2": .microbitV2
    default: nil
    }
  }

  private var kindName: String { kind?.rawValue ?? platform }

  /// The rig's file; nil where the map says neither a serial number nor a port, or the platform is
  /// none of solerig's.
  package var rigText: String? {
    guard let kind, let find else { return nil }
    let title = product ?? "\(kind.rawValue) of a Twister hardware map"
    var lines = notes.map { ["# \($0.split(separator: "\n").joined(separator: " "))", ""] } ?? []
    lines += [
      "name: \(rigName)", "title: \(Self.quoted(title))", "", "board:", "  kind: \(kind.rawValue)",
      "", "find:", "  \(find)",
    ]
    if let baud { lines += ["", "link:", "  baud: \(baud)"] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var find: String? {
    if let id { return "ID_SERIAL_SHORT: \(Self.quoted(id))" }
    guard let serial else { return nil }
    // A device file's name may be another one's with the next plug; a link's is made to last.
    return serial.hasPrefix("/dev/serial/")
      ? "DEVLINKS: \(Self.quoted(serial))"
      : "DEVNAME: \(Self.quoted(serial))   # may change with every plug: better a serial number"
  }

  private static func quoted(_ text: String) -> String {
    let safe = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
    return "\"\(safe.joined())\""
  }
}
