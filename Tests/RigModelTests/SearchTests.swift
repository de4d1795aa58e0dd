import RigModel
import Testing

/// Rigs of real boards: what they look for, and what is refused.
struct SearchTests {
  private func board(_ yaml: String) throws -> Rig.SerialBoard {
    guard case .serial(let board) = try rig("{name: bench, title: A, \(yaml)}").board else {
      Issue.record("no real board")
      throw CancellationError()
    }
    return board
  }

  @Test func everyFieldOfARealBoardIsRead() throws {
    let board = try board(
      """
      board: {kind: microbit-v1, unique_id: 0xAB, firmware_hash: 0123ABCD},
      find: {ID_VENDOR_ID: 0d28, ID_MODEL_ID: 0204, ID_PATH: ["*:1:*", "*:2:*"], any: true}
      """)
    let search = Rig.Search(
      [
        .init("ID_VENDOR_ID", ["0d28"]), .init("ID_MODEL_ID", ["0204"]),
        .init("ID_PATH", ["*:1:*", "*:2:*"]),
      ], takesAny: true)
    #expect(
      board
        == Rig.SerialBoard(
          kind: .microbitV1, chip: .microbitV1, search: search, uniqueID: 0xAB,
          firmwareHash: "0123abcd"))
  }

  @Test func anAdapterNamesItsChip() throws {
    let board = try board("board: {kind: adapter, chip: microbit-v2}, find: {ID_VENDOR_ID: 0403}")
    #expect(board.kind == .adapter && board.chip == .microbitV2)
    #expect(board.search.properties.first?.globs == ["0403"])
  }

  @Test(arguments: [
    ("board: {kind: microbit-v1}", "how to find it"),
    ("board: {kind: adapter}, find: {DEVNAME: x}", "`chip` is missing"),
    ("board: {kind: microbit-v1, chip: native}, find: {DEVNAME: x}", "means nothing"),
    ("board: {kind: microbit-v1}, find: {any: true}", "names no property"),
    ("board: {kind: microbit-v1}, find: {vendor: 0d28}", "no property of udev"),
    ("board: {kind: microbit-v1}, find: {DEVNAME: []}", "empty list"),
    ("board: {kind: microbit-v1}, find: {DEVNAME: x}, cable: {baud: 9600}", "virtual one"),
    ("board: {kind: native}, find: {DEVNAME: x}", "unless the board is a real one"),
    ("board: {kind: microbit-v1, firmware_hash: xyz}, find: {DEVNAME: x}", "hexadecimal"),
    ("board: {kind: microbit-v1, firmware: a.bin}, find: {DEVNAME: x}", "virtual one"),
  ])
  func whatMakesNoSenseIsRefused(yaml: String, words: String) {
    let text = message { () throws(ModelError) in
      _ = try rig("{name: bench, title: A, \(yaml)}")
    }
    #expect(text.contains(words), "\(text)")
  }

  @Test func aSuiteSaysWhatToDoAboutAnUnplug() throws {
    func policy(_ line: String) throws -> UnplugPolicy? {
      try suite(
        """
        name: gait
        title: A
        \(line)
        cases:
          - {name: a, requirement: B, recording: c, checks: [sample_accounting]}
        """
      ).onUnplug
    }
    #expect(try policy("") == nil)
    #expect(
      try policy("on_unplug: {wait_s: 2.5}") == UnplugPolicy(waitSeconds: 2.5, retries: 1))
    #expect(
      try policy("on_unplug: {wait_s: 30, retries: 4}") == UnplugPolicy(waitSeconds: 30, retries: 4)
    )
    #expect(
      message { () throws(ModelError) in _ = try suite("{name: gait, title: A, on_unplug: {}}") }
        .contains("wait_s"))
  }
}
