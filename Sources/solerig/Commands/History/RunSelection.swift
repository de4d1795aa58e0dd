import ArgumentParser
import History

/// Which runs are asked for.
struct RunSelection: ParsableArguments {
  @Option(help: "Runs on this rig only.", completion: .rigs)
  var rig: String?

  @Option(help: "Runs on this kind of board, or on the chip whose id begins so.")
  var board: String?

  @Option(help: "Runs of this firmware: its version, or how its image's hash begins.")
  var firmware: String?

  @Option(help: "Runs of this suite only.", completion: .suites)
  var suite: String?

  func filter(limit: Int = .max) -> RunFilter {
    RunFilter(rig: rig, board: board, firmware: firmware, suite: suite, limit: limit)
  }
}
