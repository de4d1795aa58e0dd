import Foundation
import RigModel
import TestSupport
import Testing

struct RigErrorTests {
  /// A rig with a wrong fourth line.
  private static func line(_ line: String, says: String) -> WrongFile {
    WrongFile(
      "name: bench\ntitle: A\nboard: {kind: virtual-microbit}\n\(line)\n", says: says)
  }

  /// A rig with a wrong board.
  private static func board(_ board: String, says: String) -> WrongFile {
    WrongFile("name: bench\ntitle: A\nboard: \(board)\n", says: says)
  }

  private static let files = [
    line(
      "▸lnk: {}",
      says: "unknown key `lnk`; did you mean `link`? known keys: name, title, board, find, flash, "
        + "reset, link, cable"),
    line(
      "link: {▸voltage: 3}",
      says: "unknown key `voltage` in `link`; known keys: baud, answer_timeout_ms"),
    line(
      "link: {baud: ▸300}",
      says: "`baud` is 300: give a value from 1200 to 12000000 bit/s"),
    line(
      "link: {baud: ▸fast}",
      says: "`baud` wants a whole number from 1200 to 12000000 bit/s, not `fast`"),
    line(
      "link: {baud: ▸\"9600\"}",
      says: "`baud` wants a whole number from 1200 to 12000000 bit/s, not `9600`"),
    line(
      "link: ▸9600",
      says: "`link` wants a mapping; known keys: baud, answer_timeout_ms"),
    line(
      "cable: {to_chip: {flip: ▸2}}",
      says: "`flip` is 2: give a value from 0 to 1"),
    line(
      "cable: {to_chip: {flip: ▸.nan}}",
      says: "`flip` wants a number from 0 to 1, not `.nan`"),
    line(
      "cable: {to_chip: ▸{stall: 0.1}}",
      says: "the key `stall_us` is missing in `to_chip`"),
    line(
      "cable: {to_host: {stall_us: ▸5}}",
      says: "`stall_us` needs stalls; give `stall`, their probability for a byte, too"),
    line(
      "cable: {to_host: {stalls: ▸{after_bytes: 1}}}",
      says: "`stalls` wants a list, not a mapping"),
    line(
      "cable: {chip_fifo: ▸{depth_bytes: 6}}",
      says: "`chip_fifo` needs a paced line; give `baud` too"),
    line(
      "cable: {plug_after_ms: ▸5}",
      says: "`plug_after_ms` needs an unplug before it; give `unplug_after_ms` too"),
    line(
      "cable: {logs_traffic: ▸1}",
      says: "`logs_traffic` wants true or false, not `1`"),
    WrongFile(
      "name: bench\n▸title: A\nboard: {kind: virtual-microbit}\ntitle: B\n",
      says: "`title` is given twice in one mapping; keep one of them"),
    WrongFile(
      "name: bench\ntitle: A\nboard: {kind: native\n▸",
      says: "this is not valid YAML: did not find expected ',' or '}' while parsing a flow mapping "
        + "that begins at 3:8"),
    line(
      "link: ▸*nowhere",
      says: "this is not valid YAML: found undefined alias"),
    line(
      "▸---\nname: second",
      says: "this is not valid YAML: but found another document"),
    board(
      "{kind: ▸virtual-microbt}",
      says: "`kind` can't be `virtual-microbt`; did you mean `virtual-microbit`? it can be: "
        + "virtual-microbit, native, microbit-v1, microbit-v2, adapter"),
    board(
      "{kind: ▸[native]}",
      says:
        "`kind` wants one of virtual-microbit, native, microbit-v1, microbit-v2, adapter, not a list"
    ),
    board(
      "▸{firmware: a.bin}",
      says: "the key `kind` is missing in `board`"),
    board(
      "{kind: native, emulator: ▸wall}",
      says: "`emulator` means nothing unless the board is virtual-microbit; leave it out"),
    board(
      "{kind: virtual-microbit, program: ▸a}",
      says: "`program` means nothing unless the board is native; leave it out"),
    board(
      "{kind: native, unique_id: ▸0x1_0000_0000_0000_0000}",
      says: "`unique_id` is 0x1_0000_0000_0000_0000: give a value from 1 to "
        + "18446744073709551615"),
    WrongFile(
      "▸name: bench\nboard: {kind: native}\n",
      says: "the key `title` is missing"),
    WrongFile(
      "name: bench\ntitle:▸\nboard: {kind: native}\n",
      says: "`title` wants a text, not nothing"),
    WrongFile(
      "name: ▸My Bench\ntitle: A\nboard: {kind: native}\n",
      says: "`name` is `My Bench`, which is no name; use small letters, digits and hyphens, "
        + "as in `stop-and-go`"),
    WrongFile(
      "name: ▸native\ntitle: A\nboard: {kind: native}\n",
      says: "`name` is `native`, but the file is called bench.yaml; call both the same"),
    WrongFile(
      "▸",
      says: "the file is empty"),
    WrongFile(
      "▸# nothing\n",
      says: "the file is empty"),
    WrongFile(
      "▸- a\n",
      says: "this wants a mapping; known keys: name, title, board, find, flash, reset, link, cable"),
  ]

  @Test(arguments: files) func says(_ wrong: WrongFile) {
    let said = message { () throws(ModelError) in _ = try rig(wrong.yaml) }
    #expect(said == "rigs/bench.yaml:\(wrong.position): cannot read the rig: \(wrong.says)")
  }

  @Test func bytesThatAreNoText() {
    let said = message { () throws(ModelError) in
      _ = try Rig.read(Data([0x6E, 0xFF, 0xFE]), file: "bench.yaml")
    }
    #expect(said == "bench.yaml: cannot read the rig: it is not UTF-8 text; save it as UTF-8")
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    func said(_ file: String) -> String {
      message { () throws(ModelError) in _ = try Rig.read(file: file) }
    }
    #expect(
      said(folder.path("none.yaml"))
        == "\(folder.path("none.yaml")): cannot read the rig: there is no such file")
    #expect(said(folder.path) == "\(folder.path): cannot read the rig: it is a directory")
    try folder.write(Data(repeating: 0x23, count: (1 << 20) + 1), to: "big.yaml")
    #expect(
      said(folder.path("big.yaml")).hasSuffix(
        "cannot read the rig: it holds 1048577 bytes, more than the 1048576 allowed"))
  }

  /// A parser that recurses must not be led into the ground by a file of brackets.
  @Test func deepNestingIsRefused() {
    let yaml = String(repeating: "[", count: 500_000)
    let said = message { () throws(ModelError) in _ = try rig(yaml) }
    #expect(said.hasPrefix("rigs/bench.yaml:"))
    #expect(said.count < 500)
  }
}
