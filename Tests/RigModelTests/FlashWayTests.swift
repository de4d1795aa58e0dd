import RigModel
import Testing

/// How a rig says that its board is flashed and reset.
struct FlashWayTests {
  private func real(_ lines: String) throws -> Rig {
    try rig(
      "name: bench\ntitle: A\nboard: {kind: microbit-v1}\nfind: {ID_VENDOR_ID: 0d28}\n\(lines)\n")
  }

  @Test func withoutAWordItIsOverTheLineAndByTheBootloader() throws {
    let rig = try real("")
    #expect(rig.flash == .smp)
    #expect(rig.reset == .bootloader)
  }

  @Test(arguments: [
    ("flash: smp", Rig.FlashWay.smp), ("flash: daplink", .daplink(timeoutSeconds: 60)),
    ("flash: {daplink: {timeout_s: 90}}", .daplink(timeoutSeconds: 90)),
  ])
  func aWayToFlashIsRead(line: String, way: Rig.FlashWay) throws {
    #expect(try real(line).flash == way)
  }

  @Test(arguments: [
    ("reset: break", Rig.ResetWay.serialBreak), ("reset: dtr", .dataTerminalReady),
    ("reset: bootloader", .bootloader),
    (
      "reset: {command: [openocd, -c, reset]}",
      .command(
        Rig.Tool(
          command: CommandTemplate(words: [
            [.text("openocd")], [.text("-c")], [.text("reset")],
          ]), timeoutSeconds: 30))
    ),
  ])
  func aWayToResetIsRead(line: String, way: Rig.ResetWay) throws {
    #expect(try real(line).reset == way)
  }

  @Test func aCommandIsFilledInWordByWord() throws {
    let rig = try real(
      #"flash: {external: {command: [pyocd, --uid, "{serial}", "-p{port}", "a {image}"], timeout_s: 9}}"#
    )
    guard case .external(let tool) = rig.flash else {
      Issue.record("another way")
      return
    }
    #expect(tool.timeoutSeconds == 9)
    #expect(tool.command.placeholders == [.serial, .port, .image])
    let words = tool.command.filled([
      .image: "/my images/a;b.hex", .serial: "99", .port: "/dev/ttyACM0",
    ])
    #expect(words == ["pyocd", "--uid", "99", "-p/dev/ttyACM0", "a /my images/a;b.hex"])
  }

  /// OpenOCD's own braces are written twice.
  @Test func bracesOfTheToolItselfGoThrough() throws {
    let rig = try real(
      #"flash: {external: {command: [openocd, -c, "program {{{image}}} verify"]}}"#)
    guard case .external(let tool) = rig.flash else {
      Issue.record("another way")
      return
    }
    #expect(tool.command.filled([.image: "/a.hex"]).last == "program {/a.hex} verify")
  }

  private static let start =
    "name: bench\ntitle: A\nboard: {kind: microbit-v1}\nfind: {ID_VENDOR_ID: 0d28}\n"

  static let files = [
    WrongFile(
      start + "flash: ▸usb",
      says: "there is no way to flash `usb`; known are: smp, daplink, external"),
    WrongFile(
      start + "flash: {▸daplnk: {}}",
      says: "there is no way to flash `daplnk`; did you mean `daplink`? known are: smp, daplink, "
        + "external"),
    WrongFile(
      start + "flash: {daplink: {▸label: MICROBIT}}",
      says: "unknown key `label` in `daplink`; known keys: timeout_s"),
    WrongFile(
      start + "flash: {daplink: {timeout_s: ▸0}}",
      says: "`timeout_s` is 0: give a value from 1 to 600 s"),
    WrongFile(
      start + "flash: {smp: {▸window: 3}}",
      says: "unknown key `window` in `smp`; it takes no keys"),
    WrongFile(
      start + "flash: ▸external",
      says: "the key `command` is missing in `external`"),
    WrongFile(
      start + "flash: {external: {command: ▸pyocd flash}}",
      says: "`command` wants a list of words: no shell reads it; as in "
        + "`[pyocd, flash, --uid, \"{serial}\", \"{image}\"]`"),
    WrongFile(
      start + "flash: {external: {command: [pyocd, ▸\"{uid}\", \"{image}\"]}}",
      says: "`command` has no value for `{uid}`; known: {image}, {serial}, {port}"),
    WrongFile(
      start + "flash: {external: {command: [pyocd, ▸\"{image\"]}}",
      says: "`command` has a lone brace in `{image`; write {{ or }} for the brace itself"),
    WrongFile(
      start
        + "flash: {external: {command: [▸pyocd, flash]}}".replacing("▸", with: "")
        .replacing("{command", with: "▸{command"),
      says: "`external` has no `{image}` in its command; the tool has to be told what to flash"),
    WrongFile(
      start + "flash: {external: {command: ▸[\"{image}\"]}}",
      says: "`command` names no program; its first word is the program's name"),
    WrongFile(
      start + "reset: ▸power",
      says: "there is no way to reset `power`; known are: bootloader, command, break, dtr"),
    WrongFile(
      start + "reset: {command: ▸[a, \"{image}\"]}",
      says: "`command` names `{image}`; a reset has none; known: {serial}, {port}"),
    WrongFile(
      "name: bench\ntitle: A\nboard: {kind: virtual-microbit}\nreset: ▸break",
      says: "`reset` means nothing unless the board is a real one; leave it out"),
    WrongFile(
      "name: bench\ntitle: A\nboard: {kind: virtual-microbit}\nflash: ▸daplink",
      says: "`flash` can't be `daplink` on a virtual board; it shows as no drive"),
  ]

  @Test(arguments: files) func says(_ wrong: WrongFile) {
    let said = message { () throws(ModelError) in _ = try rig(wrong.yaml) }
    #expect(said == "rigs/bench.yaml:\(wrong.position): cannot read the rig: \(wrong.says)")
  }
}
