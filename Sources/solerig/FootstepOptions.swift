import ArgumentParser
import Stimulus

/// The footsteps that a command plays: of a synthetic runner, or of a trace.
struct FootstepOptions: ParsableArguments {
  @Argument(
    help: "Segments such as stand:5, walk:1.3:30, run:3.5:60, in their order.",
    transform: SegmentArgument.parse)
  var segments: [RunnerSegment] = []

  @Option(help: "Play this trace instead.", completion: .file(extensions: ["pcapng"]))
  var trace: String?
}
