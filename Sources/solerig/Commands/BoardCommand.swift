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
      """)

  @Argument(help: "The rig whose board to run, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(
    help: "Firmware image to run instead of the rig's own.", completion: .file(extensions: ["bin"]))
  var firmware: String?

  func run() throws {
    let project = Project()
    let logger = Logger(label: "solerig.board") { _ in SwiftLogNoOpLogHandler() }
    Interruption.watch()
    let board = try BoardStarter.start(
      BoardStarter.configuration(
        project.rig(rig), firmware: firmware, project: project.folder, keepsFlash: true),
      logger: logger)
    defer { board.stop() }
    try Output.line(board.portPath)
    while !Interruption.isRequested {
      if let end = board.waitForTermination(nanoseconds: 100_000_000) {
        throw RunError(.setup, end.message)
      }
    }
  }
}
