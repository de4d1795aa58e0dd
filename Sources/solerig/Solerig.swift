import ArgumentParser
import CLinux
import Foundation
import TestRun

/// The command line.
@main
struct Solerig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solerig",
    abstract: "Proves a smart shoe's firmware on its board, real or emulated.",
    discussion: """
      Try it without a board:
        solerig test                   the default suite on the emulated micro:bit
        solerig test --only walk       one case of it
        solerig judge RUN              the verdict again, from the capture alone
        solerig report RUN             its page again; or Markdown, CSV, JUnit; or a signature
        solerig inspect RUN/capture.pcapng

      Exit codes: 0 conformant, 1 not conformant, 2 inconclusive, 3 no verdict,
      64 usage.
      """,
    version: SolerigVersion.text,
    subcommands: [
      ListCommand.self, DoctorCommand.self, RigCommand.self, TestCommand.self, JudgeCommand.self,
      ReportCommand.self, ReplayCommand.self, CompareCommand.self, CaptureCommand.self,
      ProfileCommand.self, InspectCommand.self, ImportCommand.self, SynthCommand.self,
      BoardCommand.self, FlashCommand.self, ImageCommand.self, HistoryCommand.self,
      ApproveCommand.self, MonitorCommand.self, SessionCommand.self, ExportCommand.self,
      AsymmetryCommand.self,
    ])

  static func main() {
    Terminal.claimDescriptors()
    // What is large goes back to the system when it is freed: a run of an hour has much of it.
    _ = clinux_map_from(1 << 18)
    // A reader that has gone and a file that may not grow are errors of a write, and told as such.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as RunError {
      Terminal.fail(error.description, exitCode: error.exitCode)
    } catch {
      // 1 is a verdict, which an error that nobody foresaw is not.
      if exitCode(for: error) == .failure { Terminal.fail("\(error)", exitCode: 3) }
      exit(withError: error)
    }
  }
}
