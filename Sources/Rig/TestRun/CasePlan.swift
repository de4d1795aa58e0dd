internal import Capture
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

  init(_ suiteCase: SuiteCase, _ trace: Trace) {
    name = suiteCase.name
    clock = suiteCase.clock == .realTime ? .realTime : .asFastAsPossible
    configure = Wire.Configure(suiteCase.configure)
    samples = trace.samples
    faults = suiteCase.faults.map(\.value)
  }

  var start: Wire.Start { .init(session: session, clock: clock) }
  var stop: Wire.Stop { .init(session: session, endIndex: UInt32(samples.count)) }

  func message(from first: Int, count: Int) -> Wire.Samples {
    var list = Wire.SampleList()
    for sample in samples[first..<first + count] { list.append(Wire.Sample(sample)) }
    return Wire.Samples(firstIndex: UInt32(first), samples: list)
  }
}

extension Wire.Configure {
  fileprivate init(_ configuration: ChipConfiguration) {
    func q14(_ value: Double?) -> Int16 { Int16(clamping: Int(((value ?? 0) * 16384).rounded())) }
    self.init(
      sampleRate: configuration.sampleRateHertz,
      side: configuration.side == .left ? .left : .right,
      legLength: configuration.legLengthMillimetres, mountingW: q14(configuration.mounting?.w),
      mountingX: q14(configuration.mounting?.x), mountingY: q14(configuration.mounting?.y),
      mountingZ: q14(configuration.mounting?.z))
  }
}
