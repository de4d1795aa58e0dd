package import Foundation

extension Rig {
  /// Reads a rig from its file.
  package static func read(file: String) throws(ModelError) -> Rig {
    let reader = YAMLReader(operation: .readRig, file: file)
    return try Rig(reader.root(of: reader.bytes()))
  }

  /// Reads a rig from bytes; `file` is what errors call them.
  package static func read(_ data: Data, file: String) throws(ModelError) -> Rig {
    try Rig(YAMLReader(operation: .readRig, file: file).root(of: data))
  }

  private enum Key: String, YAMLKey { case name, title, board, link, cable }

  private init(_ root: YAMLValue) throws(ModelError) {
    let keys = try root.object(Key.self)
    self.init(
      name: try keys.required(.name).identifierOfFile(), title: try keys.required(.title).text(),
      board: try Board(keys.required(.board)),
      link: try keys.optional(.link, Link.init(yaml:)) ?? Link(),
      cable: try keys.optional(.cable, Cable.init(yaml:)) ?? Cable(), file: root.reader.file)
  }
}

extension Rig.Link {
  private enum Key: String, YAMLKey {
    case baud
    case answerTimeout = "answer_timeout_ms"
  }

  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Key.self)
    if let value = keys[.baud] { baud = try value.integer(YAMLRanges.baud, "bit/s") }
    if let value = keys[.answerTimeout] {
      answerTimeoutMilliseconds = try value.integer(100...60_000, "ms")
    }
  }
}

extension Rig.Board {
  private enum Key: String, YAMLKey {
    case kind, firmware, emulator, program
    case uniqueID = "unique_id"
  }

  fileprivate init(_ yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    let kind = try keys.required(.kind).choice(Kind.self)
    let uniqueID = try keys.optional(.uniqueID) { value throws(ModelError) in
      try value.integer(1...UInt64.max)
    }
    switch kind {
    case .virtualMicrobit:
      try keys.refuse([.program], unless: "the board is native")
      var board = Rig.VirtualMicrobit()
      board.uniqueID = uniqueID
      if let value = keys[.firmware] { board.firmware = try value.text() }
      if let value = keys[.emulator] { board.emulator = try value.choice(Rig.EmulatorMode.self) }
      self = .virtualMicrobit(board)
    case .native:
      try keys.refuse([.firmware, .emulator], unless: "the board is virtual-microbit")
      var board = Rig.NativeBoard()
      board.uniqueID = uniqueID
      board.program = try keys.optional(.program) { value throws(ModelError) in
        try value.text()
      }
      self = .native(board)
    }
  }
}

/// Ranges that several files share.
enum YAMLRanges {
  static let baud: ClosedRange<UInt32> = 1200...12_000_000
  static let microseconds: ClosedRange<UInt32> = 0...10_000_000
  static let probability = 0.0...1.0
}
