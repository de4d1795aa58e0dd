import ArgumentParser
import Foundation
import Logging
import TestRun
import VirtualBoard

struct BoardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Run a virtual board alone, and print its serial port.",
    discussion: """
      For any program that speaks to a serial port:
        solerig board virtual-microbit
        /dev/pts/7
      The board runs until Ctrl-C. An emulated chip keeps what is written to its flash until then:
        solerig flash build/app.slot.bin --port /dev/pts/7
      With --flash it does so in a file, and goes on from there the next time.
      """)

  @Argument(help: "The rig whose board to run, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(
    help: "Firmware image to run instead of the rig's own.", completion: .file(extensions: ["bin"]))
  var firmware: String?

  @Option(help: "File that an emulated chip's flash is kept in.", completion: .file())
  var flash: String?

  func validate() throws {
    if flash != nil, firmware != nil {
      throw ValidationError("--flash holds the firmware, too: flash a new one with solerig flash.")
    }
  }

  func run() throws {
    let project = Project()
    let logger = Logger(label: "solerig.board") { _ in SwiftLogNoOpLogHandler() }
    Interruption.watch()
    let rig = try project.rig(rig)
    var configuration = try BoardStarter.configuration(
      rig, firmware: firmware, project: project.folder, keepsFlash: true)
    if let flash { try FlashFile.restore(flash, into: &configuration, rig: rig) }
    let board = try BoardStarter.start(configuration, logger: logger)
    defer { board.stop() }
    try Output.line(board.portPath)
    while !Interruption.isRequested {
      if let end = board.waitForTermination(nanoseconds: 100_000_000) {
        throw RunError(.setup, end.message)
      }
    }
    if let flash { try FlashFile.keep(flash, of: board) }
  }
}
