internal import Capture
internal import RigModel
internal import SoleLink
internal import Stimulus

/// All that a check can look at: what a case asked for, and what the capture holds of it.
struct CaseScene {
  let suiteCase: ResolvedCase
  let transcript: CaseTranscript
  let link: LinkFacts
  /// Why samples were not there when their turn came.
  let underruns: UnderrunBlame
  let ledger: Finding
  let detected: [DetectedStride]
  /// nil where nothing is known of the footsteps.
  let alignment: StrideAlignment?
  let board: Wire.Board?
  /// The emulator's mode; nil on a board of its own.
  let emulator: String?
  /// The line as it was measured before the suite; nil where no budget asked for that.
  let line: LinkMeasurement?

  init(
    _ suiteCase: ResolvedCase, _ transcript: CaseTranscript, board: Wire.Board?, emulator: String?,
    line: LinkMeasurement?
  ) {
    self.line = line
    self.suiteCase = suiteCase
    self.transcript = transcript
    self.board = board
    self.emulator = emulator
    link = LinkFacts(transcript)
    underruns = UnderrunBlame(transcript, link)
    ledger =
      SampleLedger(transcript: transcript, suiteCase: suiteCase, link: link, underruns: underruns)
      .finding
    let rate = suiteCase.configure.sampleRateHertz
    let detected = transcript.strides.map { DetectedStride($0, sampleRateHertz: rate) }
    self.detected = detected
    let seconds = Double(suiteCase.stimulus.sampleCount) / Double(rate)
    alignment = suiteCase.truth.map { StrideAlignment($0, detected, traceSeconds: seconds) }
  }

  var rate: Double { Double(suiteCase.configure.sampleRateHertz) }
  var seconds: Double { Double(suiteCase.stimulus.sampleCount) / rate }

  /// Strides by the chip's own last count.
  var countedStrides: Int {
    transcript.summaries.last.map { Int($0.strides) } ?? detected.count
  }

  /// Whether every stride that the chip counted arrived here.
  var hasAllStrides: Bool {
    countedStrides == detected.count
      && detected.enumerated().allSatisfy { Int($1.message.number) == $0 + 1 }
  }

  /// Whether something was lost on the line that nobody planned, so that what the board says, or
  /// does not say, proves nothing against it.
  var isDisturbed: Bool {
    ledger.verdict == .inconclusive || link.missingFromChip > 0 || !link.brokenFromChip.isEmpty
  }

  /// Times that the line took samples away by plan, in seconds.
  var plannedLosses: [ClosedRange<Double>] {
    suiteCase.faults.map(\.lostSamples).filter { !$0.isEmpty }
      .map { Double($0.lowerBound) / rate...Double($0.upperBound) / rate }
  }

  /// That nothing was lost on the line, said with the counts behind it.
  var cleanLine: String {
    "the line lost nothing: \(link.framesToChip) frames to the chip and \(link.framesFromChip) from "
      + "it, by the counters of both ends"
  }
}
