internal import Capture
internal import Judge
internal import RigModel
internal import SoleLink
internal import Stimulus

/// All that is sent in one case.
struct CasePlan {
  var name: String
  /// Chosen anew for every attempt.
  var session: UInt32 = 0
  var clock: Wire.SampleClock
  var configure: Wire.Configure
  var samples: [TraceSample]
  var faults: [LineFault]
  var frameTimes = FrameTimes.byCredit
  /// How often the rig looks at its port while the case runs; nil leaves it to what comes.
  var watchNanoseconds: UInt64?
  /// Requests that are sent again and again while the case runs, since their answers are timed.
  var probes: [TimedRequest] = []
  /// How often the chip starts anew before the case.
  var boots = 0
  /// What is done before and after it for checks of the shoe.
  var errands: ShoeErrands = []

  /// How often it looks where the host's time decides, and where only the pacing rests on it.
  private static let closeWatchNanoseconds: UInt64 = 1_000_000
  private static let pacingWatchNanoseconds: UInt64 = 10_000_000

  init(_ suiteCase: SuiteCase, _ trace: Trace) {
    name = suiteCase.name
    clock = suiteCase.clock == .realTime ? .realTime : .asFastAsPossible
    configure = Wire.Configure(suiteCase.configure)
    samples = trace.samples
    faults = suiteCase.faults.map(\.value)
    prepare(for: suiteCase.checks.map(\.value))
  }

  /// A case as it was played once, or would be.
  init(
    name: String, configure: Wire.Configure, clock: Wire.SampleClock, samples: [TraceSample],
    faults: [LineFault], frameTimes: FrameTimes
  ) {
    self.name = name
    self.clock = clock
    self.configure = configure
    self.samples = samples
    self.faults = faults
    self.frameTimes = frameTimes
    prepare(for: [])
  }

  /// Has done while the case runs what its checks rest on.
  mutating func prepare(for checks: [Check]) {
    watchNanoseconds =
      checks.contains { $0.isHeldOnHostClock }
      ? Self.closeWatchNanoseconds : keepsTime ? Self.pacingWatchNanoseconds : nil
    probes = []
    boots = 0
    errands = []
    for check in checks {
      if case .shoe(let asked) = check { errands.formUnion(asked.errands) }
      if case .responseTime(to: let request, _) = check, !probes.contains(request) {
        probes.append(request)
      }
      if case .bootToReady(boots: let count, _) = check { boots = max(boots, count) }
    }
  }

  /// Samples that nobody judges, as fast as the chip takes them.
  init(name: String, session: UInt32, configure: Wire.Configure, samples: [TraceSample]) {
    self.init(
      name: name, configure: configure, clock: .asFastAsPossible, samples: samples, faults: [],
      frameTimes: .byCredit)
    self.session = session
  }

  var keepsTime: Bool { clock == .realTime }

  var start: Wire.Start { .init(session: session, clock: clock) }
  var stop: Wire.Stop { .init(session: session, endIndex: UInt32(samples.count)) }

  func message(from first: Int, count: Int) -> Wire.Samples {
    var list = Wire.SampleList()
    for sample in samples[first..<first + count] { list.append(Wire.Sample(sample)) }
    return Wire.Samples(firstIndex: UInt32(first), samples: list)
  }
}
