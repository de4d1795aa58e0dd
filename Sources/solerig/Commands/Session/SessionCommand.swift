import ArgumentParser
import RigModel
import SoleLink
import TestRun

struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: "List, fetch and erase the runs that a board keeps.",
    discussion: """
        solerig session list --rig microbit-v1
        solerig session fetch --rig microbit-v1 -o runs/      those that nobody has yet
        solerig export runs/10dc0aa50c60f4ac-7.json --format fit -o run.fit
        solerig session erase --all --rig microbit-v1
      An emulated chip that is started for a command is a new one each time. One that was started by
      `solerig board` is reached by its port; or --flash keeps its flash in a file:
        solerig session record --flash shoe.flash stand:2 run:3:600
        solerig session list --flash shoe.flash

      Exit codes: 0 done, 3 no board, line lost or disk full, 64 usage, no such record, or a file in
      the way.
      """,
    subcommands: [SessionList.self, SessionFetch.self, SessionErase.self, SessionRecord.self])
}

/// Which board, and how to reach it.
struct SessionBoard: ParsableArguments {
  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(help: "A serial port, instead of the rig's own board.", completion: .ports)
  var port: String?

  @Option(help: "File that an emulated chip's flash is kept in.", completion: .file())
  var flash: String?

  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if port != nil, flash != nil {
      throw ValidationError(
        "--flash is for a chip that the command starts: leave it or --port out.")
    }
  }

  /// Whether the board is one that nobody has used before.
  var isAlwaysNew: Bool {
    guard port == nil, flash == nil, let rig = try? Project().rig(rig) else { return false }
    if case .serial = rig.board { return false }
    return true
  }

  /// Does some work at the board, on a thread of its own, and shows how far it is.
  func visit<Value: Sendable>(
    isQuiet: Bool, _ work: @escaping @Sendable (RecordDesk) throws(RunError) -> Value
  ) throws -> Value {
    let project = Project()
    let rig = try project.rig(rig)
    let progress = ProgressLine(isQuiet: quiet || isQuiet)
    Interruption.watch()
    let (port, flash) = (port, flash)
    let result = RunThread.start { () throws(RunError) in
      try work(
        RecordDesk(
          rig: rig, port: port, flash: flash, project: project.folder, observer: progress))
    }
    while !result.isFinished(within: 0.1) { progress.draw() }
    progress.finish()
    return try result.value()
  }
}
