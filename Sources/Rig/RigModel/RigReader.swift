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

  private enum Key: String, YAMLKey { case name, title, board, find, flash, reset, link, cable }

  private init(_ root: YAMLValue) throws(ModelError) {
    let keys = try root.object(Key.self)
    let search = try keys.optional(.find, Search.init(yaml:))
    let board = try Board(keys.required(.board), search)
    if case .serial = board {
      try keys.refuse([.cable], unless: "the board is a virtual one")
    } else {
      try keys.refuse([.find, .reset], unless: "the board is a real one")
    }
    let flash = try keys.optional(.flash, FlashWay.init(yaml:)) ?? .smp
    if case .daplink = flash, let place = keys[.flash] {
      if case .serial = board {
      } else {
        throw place.fail("can't be `daplink` on a virtual board", hint: "it shows as no drive")
      }
    }
    self.init(
      name: try keys.required(.name).identifierOfFile(), title: try keys.required(.title).text(),
      board: board,
      link: try keys.optional(.link, Link.init(yaml:)) ?? Link(),
      cable: try keys.optional(.cable, Cable.init(yaml:)) ?? Cable(), flash: flash,
      reset: try keys.optional(.reset, ResetWay.init(yaml:)) ?? .bootloader, file: root.reader.file)
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
    case kind, firmware, emulator, program, chip
    case uniqueID = "unique_id"
    case firmwareHash = "firmware_hash"
  }

  fileprivate init(_ yaml: YAMLValue, _ search: Rig.Search?) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    let kind = try keys.required(.kind).choice(Kind.self)
    let uniqueID = try keys.optional(.uniqueID) { value throws(ModelError) in
      try value.integer(1...UInt64.max)
    }
    switch kind {
    case .virtualMicrobit:
      try keys.refuse([.program], unless: "the board is native")
      try keys.refuse([.chip, .firmwareHash], unless: "the board is a real one")
      var board = Rig.VirtualMicrobit()
      board.uniqueID = uniqueID
      if let value = keys[.firmware] { board.firmware = try value.text() }
      if let value = keys[.emulator] { board.emulator = try value.choice(Rig.EmulatorMode.self) }
      self = .virtualMicrobit(board)
    case .native:
      try keys.refuse([.firmware, .emulator], unless: "the board is virtual-microbit")
      try keys.refuse([.chip, .firmwareHash], unless: "the board is a real one")
      var board = Rig.NativeBoard()
      board.uniqueID = uniqueID
      board.program = try keys.optional(.program) { value throws(ModelError) in
        try value.text()
      }
      self = .native(board)
    case .microbitV1, .microbitV2, .adapter:
      try keys.refuse([.firmware, .program], unless: "the board is a virtual one")
      guard let search else {
        throw yaml.fail(
          "is a real one, and the rig does not say how to find it",
          hint: "add `find`; `solerig list --suggest` prints one for what is plugged in")
      }
      self = .serial(
        Rig.SerialBoard(
          kind: kind, chip: try Self.chip(keys, kind), search: search, uniqueID: uniqueID,
          firmwareHash: try keys.optional(.firmwareHash, Self.hash),
          emulator: try keys.optional(.emulator) { value throws(ModelError) in
            try value.choice(Rig.EmulatorMode.self)
          }))
    }
  }

  /// Which chip answers: a micro:bit has its own, behind an adapter there may be any.
  private static func chip(
    _ keys: YAMLObject<Key>, _ kind: Kind
  ) throws(ModelError) -> Rig.Chip {
    switch kind {
    case .microbitV2, .microbitV1:
      try keys.refuse([.chip], unless: "the board is an adapter")
      return kind == .microbitV1 ? .microbitV1 : .microbitV2
    default: return try keys.required(.chip).choice(Rig.Chip.self)
    }
  }

  private static func hash(_ value: YAMLValue) throws(ModelError) -> String {
    let text = try value.text().lowercased()
    let isHash = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard isHash, (8...64).contains(text.utf8.count) else {
      throw value.fail("is `\(text)`", hint: "give the first 8 to 64 hexadecimal digits")
    }
    return text
  }
}

/// Ranges that several files share.
enum YAMLRanges {
  static let baud: ClosedRange<UInt32> = 1200...12_000_000
  static let microseconds: ClosedRange<UInt32> = 0...10_000_000
  static let probability = 0.0...1.0
}
