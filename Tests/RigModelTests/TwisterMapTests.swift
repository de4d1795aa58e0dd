import Foundation
import RigModel
import Testing

/// Hardware maps of Twister, and the rigs that become of them.
struct TwisterMapTests {
  private func map(_ yaml: String) throws(ModelError) -> [TwisterMap.Board] {
    try TwisterMap.read(Data(yaml.utf8), file: "map.yaml").boards
  }

  private static let full = """
    - connected: true
      id: 9900000051114E45
      platform: bbc_microbit
      product: BBC micro:bit "CMSIS-DAP"
      runner: pyocd
      serial: /dev/ttyACM9
      baud: 115200
      fixtures:
        - shoe
      probe_id: 9900000051114E45
      notes: on the left
    """

  /// The rig that comes out is one that can be read, and that looks for the board by its number.
  @Test func aBoardBecomesARigThatCanBeRead() throws {
    let board = try #require(try map(Self.full).first)
    #expect(board.rigName == "microbit-v1-9900000051114e45")
    let text = try #require(board.rigText)
    let rig = try rig(text, file: "rigs/\(board.rigName).yaml")
    #expect(rig.title == "BBC micro:bit \"CMSIS-DAP\"")
    #expect(rig.link.baud == 115_200)
    #expect(
      rig.board
        == .serial(
          Rig.SerialBoard(
            kind: .microbitV1, chip: .microbitV1,
            search: Rig.Search([.init("ID_SERIAL_SHORT", ["9900000051114E45"])]))))
    #expect(text.hasPrefix("# on the left\n"))
  }

  /// Two micro:bits of one kind: their numbers differ in the middle.
  @Test func twoBoardsOfAKindBecomeTwoRigs() throws {
    let ids = ["0001", "0002"].map { "9900023456784e450012" + $0 + "0000004c0000000097969901" }
    let boards = try map(
      "[" + ids.map { "{platform: bbc_microbit, id: '\($0)'}" }.joined(separator: ", ") + "]")
    #expect(Set(boards.map(\.rigName)).count == 2)
  }

  @Test(arguments: [
    ("serial: /dev/serial/by-id/usb-a", "DEVLINKS", "/dev/serial/by-id/usb-a"),
    ("serial: /dev/ttyACM3", "DEVNAME", "/dev/ttyACM3"),
    ("probe_id: \"12\"", "ID_SERIAL_SHORT", "12"),
    ("id: unknown\n  serial: /dev/ttyACM3", "DEVNAME", "/dev/ttyACM3"),
  ])
  func withoutANumberThePortHasToDo(line: String, property: String, value: String) throws {
    let board = try #require(try map("- platform: bbc_microbit_v2/nrf52833\n  \(line)").first)
    let rig = try rig(try #require(board.rigText), file: "rigs/\(board.rigName).yaml")
    guard case .serial(let made) = rig.board else {
      Issue.record("no real board")
      return
    }
    #expect(made.kind == .microbitV2)
    #expect(made.search.properties == [.init(property, [value])])
  }

  @Test func whatSolerigHasNoFirmwareForIsNoRig() throws {
    let boards = try map("[{platform: frdm_k64f, id: 1}, {platform: bbc_microbit}]")
    #expect(boards.map(\.rigText) == [nil, nil])
    #expect(boards.map(\.kind) == [nil, .microbitV1])
  }

  /// Zephyr's schema takes any value for a platform, and Twister splits a text at its blanks.
  @Test(arguments: [
    ("[frdm_k64f, bbc_microbit_v2/nrf52833]", "bbc_microbit_v2/nrf52833"),
    ("frdm_k64f bbc_microbit", "bbc_microbit"), ("[frdm_k64f, qemu_x86]", "frdm_k64f"),
  ])
  func ofSeveralPlatformsTheFirstThatIsKnownCounts(platforms: String, chosen: String) throws {
    #expect(try map("- {platform: \(platforms)}").map(\.platform) == [chosen])
  }

  @Test func whatTwisterDoesAroundATestIsNoMatterHere() throws {
    let boards = try map(
      """
      - platform: bbc_microbit
        id: 12
        serial_baud: 9600
        script_param: {pre_script_timeout: 5, pre_script_arg: [a, b]}
        hooks: [{type: pre, script: power.sh}]
      """)
    #expect(boards.map(\.baud) == [9600])
  }

  @Test func aWrongMapIsPointedAt() {
    let unknown = message { () throws(ModelError) in
      _ = try map("- platform: bbc_microbit\n  sreial: x")
    }
    #expect(unknown.hasPrefix("map.yaml:2:3:") && unknown.contains("did you mean `serial`"))
    let empty = message { () throws(ModelError) in _ = try map("[]") }
    #expect(empty.contains("empty list"))
    let nameless = message { () throws(ModelError) in _ = try map("- platform: []") }
    #expect(nameless.contains("names no platform"), "\(nameless)")
  }
}
