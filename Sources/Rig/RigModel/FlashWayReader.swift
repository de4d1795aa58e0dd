internal import Yams

extension Rig.FlashWay {
  private enum Key: String, YAMLKey { case smp, daplink, external }
  private enum DriveKey: String, YAMLKey { case timeout = "timeout_s" }

  /// What a copy on a drive may take: a DAPLink interface writes 256 KB in about 20 s.
  private static let driveTimeoutSeconds: UInt32 = 60
  private static let toolTimeoutSeconds: UInt32 = 120

  /// Reads `flash`: `smp`, `daplink` or `external`, the last with its command.
  init(yaml: YAMLValue) throws(ModelError) {
    let (key, value) = try yaml.variant(Key.self, called: "way to flash")
    switch key {
    case .smp:
      _ = try value.object(NoKeys.self)
      self = .smp
    case .daplink:
      let keys = try value.object(DriveKey.self)
      let seconds = try keys.optional(.timeout) { value throws(ModelError) in
        try value.integer(1...600 as ClosedRange<UInt32>, "s")
      }
      self = .daplink(timeoutSeconds: seconds ?? Self.driveTimeoutSeconds)
    case .external:
      let tool = try Rig.Tool(yaml: value, timeoutSeconds: Self.toolTimeoutSeconds)
      guard tool.command.placeholders.contains(.image) else {
        throw value.fail(
          "has no `{image}` in its command", hint: "the tool has to be told what to flash")
      }
      self = .external(tool)
    }
  }
}

extension Rig.ResetWay {
  private enum Key: String, YAMLKey {
    case bootloader, command
    case serialBreak = "break"
    case dataTerminalReady = "dtr"
  }

  private static let toolTimeoutSeconds: UInt32 = 30

  /// Reads `reset`: `bootloader`, `break`, `dtr`, or a `command`.
  init(yaml: YAMLValue) throws(ModelError) {
    let (key, value) = try yaml.variant(Key.self, called: "way to reset")
    if key == .command {
      let tool = try Rig.Tool(list: value, timeoutSeconds: Self.toolTimeoutSeconds)
      guard !tool.command.placeholders.contains(.image) else {
        throw value.fail("names `{image}`", hint: "a reset has none; known: {serial}, {port}")
      }
      self = .command(tool)
      return
    }
    _ = try value.object(NoKeys.self)
    self =
      switch key {
      case .serialBreak: .serialBreak
      case .dataTerminalReady: .dataTerminalReady
      default: .bootloader
      }
  }
}

extension Rig.Tool {
  private enum Key: String, YAMLKey {
    case command
    case timeout = "timeout_s"
  }

  /// Reads a mapping with `command` and, if it must be, `timeout_s`.
  fileprivate init(yaml: YAMLValue, timeoutSeconds: UInt32) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    let seconds = try keys.optional(.timeout) { value throws(ModelError) in
      try value.integer(1...3600 as ClosedRange<UInt32>, "s")
    }
    try self.init(list: keys.required(.command), timeoutSeconds: seconds ?? timeoutSeconds)
  }

  /// Reads a list of words.
  fileprivate init(list: YAMLValue, timeoutSeconds: UInt32) throws(ModelError) {
    guard case .sequence = list.node else {
      throw list.fail(
        "wants a list of words: no shell reads it",
        hint: "as in `[pyocd, flash, --uid, \"{serial}\", \"{image}\"]`")
    }
    var words: [[CommandTemplate.Piece]] = []
    for item in try list.items() { words.append(try Self.pieces(item)) }
    guard case .text? = words.first?.first else {
      throw list.fail("names no program", hint: "its first word is the program's name")
    }
    self.init(command: CommandTemplate(words: words), timeoutSeconds: timeoutSeconds)
  }

  private static func pieces(_ item: YAMLValue) throws(ModelError) -> [CommandTemplate.Piece] {
    let word = try item.text()
    do throws(CommandTemplate.Fault) {
      return try CommandTemplate.pieces(of: word)
    } catch {
      let known = CommandTemplate.Placeholder.allCases.map { "{\($0.rawValue)}" }
      switch error {
      case .unknown(let name):
        throw item.fail(
          "has no value for `{\(name)}`", hint: "known: \(known.joined(separator: ", "))")
      case .loneBrace:
        throw item.fail(
          "has a lone brace in `\(word)`", hint: "write {{ or }} for the brace itself")
      }
    }
  }
}
