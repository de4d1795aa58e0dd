import Foundation
import RigModel
import Testing

struct RigTests {
  @Test func theShippedRigsAreFoundByName() throws {
    #expect(
      RigCatalog.names(in: Shipped.rigs) == [
        "ch340", "cp210x", "ftdi", "microbit-v1", "microbit-v2", "native", "virtual-microbit",
      ])
    for name in RigCatalog.names(in: Shipped.rigs) {
      _ = try RigCatalog.find(name, in: Shipped.rigs)
    }
    let emulated = try RigCatalog.find("virtual-microbit", in: Shipped.rigs)
    #expect(emulated.board == .virtualMicrobit(Rig.VirtualMicrobit()))
    #expect(emulated.board.kind == .virtualMicrobit)
    #expect(emulated.cable == .ideal)
    #expect(emulated.link == Rig.Link())
    let native = try RigCatalog.find("native", in: Shipped.rigs)
    #expect(native.board == .native(Rig.NativeBoard()))
    #expect(native.cable == .ideal)
  }

  /// The lines that a shipped rig offers in comments must hold when someone takes them in.
  @Test func theCommentedLinesOfTheShippedRigsParse() throws {
    let path = try #require(Shipped.rigs.first) + "/virtual-microbit.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("cable: {}", with: "cable:").replacing("\n  # ", with: "\n  ")
    let rig = try rig(text, file: "virtual-microbit.yaml")
    #expect(rig.cable.toHost.cutAfterBytes == 100_000)
    #expect(rig.cable.plugAfterMicroseconds == 1_000_000)
    guard case .virtualMicrobit(let board) = rig.board else {
      Issue.record("another board")
      return
    }
    #expect(board.uniqueID == 0x501E_0001)
  }

  /// And so must those of a real board.
  @Test(arguments: ["# flash: daplink", "# flash: {external", "# reset: break"])
  func theWaysThatARealBoardsRigOffersParse(line: String) throws {
    let path = try #require(Shipped.rigs.first) + "/microbit-v1.yaml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("\n\(line)"))
    let taken = try rig(
      text.replacing("\n\(line)", with: "\n\(line.dropFirst(2))"), file: "microbit-v1.yaml")
    #expect(taken.flash != .smp || taken.reset != .bootloader)
  }

  @Test func everyFieldOfABoardAndALinkIsRead() throws {
    let rig = try rig(
      """
      name: bench
      title: My bench
      board: {kind: virtual-microbit, firmware: a.bin, emulator: counted, unique_id: 0xff}
      link: {baud: 1_000_000, answer_timeout_ms: 500}
      """)
    var board = Rig.VirtualMicrobit()
    board.firmware = "a.bin"
    board.emulator = .counted
    board.uniqueID = 255
    var link = Rig.Link()
    link.baud = 1_000_000
    link.answerTimeoutMilliseconds = 500
    #expect(
      rig
        == Rig(
          name: "bench", title: "My bench", board: .virtualMicrobit(board), link: link,
          file: "rigs/bench.yaml"))
  }

  /// Only what the rig says tells an emulated chip behind a real port from one of silicon.
  @Test func anEmulatedChipBehindAPortIsToldByItsRig() throws {
    func emulator(_ board: String) throws -> Rig.EmulatorMode? {
      try rig("name: bench\ntitle: A\nboard: \(board)\nfind: {ID_VENDOR_ID: 0d28}\n").board.emulator
    }
    #expect(try emulator("{kind: microbit-v1}") == nil)
    #expect(try emulator("{kind: microbit-v1, emulator: wall}") == .wall)
    #expect(try emulator("{kind: adapter, chip: microbit-v1, emulator: counted}") == .counted)
  }

  @Test func everyFieldOfACableIsRead() throws {
    let rig = try rig(
      """
      name: bench
      title: Bad cable
      board: {kind: native, program: /opt/sole, unique_id: 7}
      cable:
        baud: 115200
        latency_us: 500
        jitter_us: 200
        frame_us: 1000
        seed: 18446744073709551615
        logs_traffic: true
        chip_fifo: {depth_bytes: 4, grace_us: 0}
        unplug_after_ms: 5000
        plug_after_ms: 10
        to_chip: {flip: 0.5, drop: 0.25, duplicate: 1, stall: 1e-3, stall_us: 9}
        to_host:
          stalls: [{after_bytes: 10, stall_us: 20}]
          cut_after_bytes: 30
          cut_after_ms: 40
      """)
    var cable = Rig.Cable()
    cable.baud = 115_200
    cable.latencyMicroseconds = 500
    cable.jitterMicroseconds = 200
    cable.frameMicroseconds = 1000
    cable.seed = .max
    cable.logsTraffic = true
    cable.chipFIFO = Rig.Cable.ChipFIFO()
    cable.chipFIFO?.depthBytes = 4
    cable.chipFIFO?.graceMicroseconds = 0
    cable.unplugAfterMicroseconds = 5_000_000
    cable.plugAfterMicroseconds = 10_000
    cable.toChip.bitFlipsPerByte = 0.5
    cable.toChip.dropsPerByte = 0.25
    cable.toChip.duplicatesPerByte = 1
    cable.toChip.stallsPerByte = 0.001
    cable.toChip.stallMicroseconds = 9
    cable.toHost.stalls = [Rig.Cable.LineFaults.Stall(afterBytes: 10, microseconds: 20)]
    cable.toHost.cutAfterBytes = 30
    cable.toHost.cutAfterMicroseconds = 40_000
    #expect(rig.cable == cable)
    var board = Rig.NativeBoard()
    board.program = "/opt/sole"
    board.uniqueID = 7
    #expect(rig.board == .native(board))
  }

  @Test func aPacedLineHasTheChipsFIFOUnlessToldOtherwise() throws {
    func fifo(_ cable: String) throws -> Rig.Cable.ChipFIFO? {
      try rig(
        "{name: bench, title: A, board: {kind: native}, cable: \(cable)}"
      ).cable.chipFIFO
    }
    #expect(try fifo("{baud: 9600}") == Rig.Cable.ChipFIFO())
    #expect(try fifo("{baud: 9600, chip_fifo: none}") == nil)
    #expect(try fifo("{}") == nil)
  }
}
