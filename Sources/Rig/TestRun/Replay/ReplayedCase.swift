internal import Capture
internal import RigModel
internal import SoleLink
internal import Stimulus

/// One session as it is sent again, and what the judge is to hold it to.
struct ReplayedCase {
  var plan: CasePlan
  var resolved: ResolvedCase

  /// - Parameter original: the case of the suite that the session was of.
  init(_ session: RecordedSession, _ original: ResolvedCase?, _ speed: ReplaySpeed) {
    let stimulus = session.stimulus
    let configure = stimulus.configure ?? .init()
    let isRealTime = speed.isOriginal && stimulus.clock == .realTime
    let samples = stimulus.padded
    // One that was broken off can't be held to what a case asks as a whole.
    let whole = original.flatMap { stimulus.endIndex == $0.stimulus.sampleCount ? $0 : nil }
    let faults = whole?.faults ?? Self.faults(stimulus, count: samples.count)
    plan = CasePlan(
      name: session.name, configure: configure, clock: isRealTime ? .realTime : .asFastAsPossible,
      samples: samples, faults: faults,
      frameTimes: isRealTime ? .byCredit : Self.frameTimes(stimulus.frames, speed))
    if let whole {
      resolved = whole
      resolved.leftOut = whole.leftOut.mapValues { "it was not when it was first played: \($0)" }
    } else {
      resolved = Self.resolved(
        session.name, configure, samples, faults, truth: nil,
        provenance: ["the samples of a capture"])
      let count = samples.count
      for check in original?.checks ?? [] where !resolved.checks.contains(check) {
        resolved.leftOut[check.name] =
          "only \(count) samples of its stimulus were sent, and are sent again"
      }
    }
    resolved.keepTo(clock: plan.clock, speed)
    plan.prepare(for: resolved.checks)
  }

  init(_ trace: Trace, _ speed: ReplaySpeed) {
    let isRealTime = speed.isOriginal
    let configure = Wire.Configure(sampleRate: trace.sampleRateHertz, legLength: 900)
    var frameTimes = FrameTimes.byCredit
    if case .times(let factor) = speed, !isRealTime {
      frameTimes = .atRate(samplesPerSecond: Double(trace.sampleRateHertz) * factor)
    }
    plan = CasePlan(
      name: trace.name, configure: configure, clock: isRealTime ? .realTime : .asFastAsPossible,
      samples: trace.samples, faults: [], frameTimes: frameTimes)
    resolved = Self.resolved(
      trace.name, configure, trace.samples, [], truth: trace.truth, provenance: trace.provenance)
    resolved.keepTo(clock: plan.clock, speed)
    plan.prepare(for: resolved.checks)
  }

  private static func frameTimes(_ frames: [RecordedStimulus.Frame], _ speed: ReplaySpeed)
    -> FrameTimes
  {
    guard case .times(let factor) = speed, let start = frames.first?.time else { return .byCredit }
    return .atTimes(
      frames.map {
        FrameTimes.Departure(
          firstSample: Int($0.first), nanoseconds: UInt64(Double($0.time - start) / factor))
      })
  }

  /// What was never sent in a good frame is left out again.
  private static func faults(_ stimulus: RecordedStimulus, count: Int) -> [LineFault] {
    var faults = stimulus.gaps.map {
      LineFault.skip(atSample: $0.lowerBound, samples: UInt32($0.count))
    }
    let sent = stimulus.samples.count
    if count > sent {
      faults.append(.skip(atSample: UInt32(sent), samples: UInt32(count - sent)))
    }
    return faults
  }

  private static func resolved(
    _ name: String, _ configure: Wire.Configure, _ samples: [TraceSample], _ faults: [LineFault],
    truth: Truth?, provenance: [String]
  ) -> ResolvedCase {
    ResolvedCase(
      name: name, requirement: "The chip takes every sample and accounts for it.",
      clock: .asFastAsPossible, configure: ChipConfiguration(configure),
      stimulus: ResolvedStimulus(
        kind: .trace, name: name, provenance: provenance, sampleCount: UInt32(samples.count),
        samplesSHA256: SHA256Text.of(samples)),
      faults: faults, checks: [.sampleAccounting], truth: truth)
  }
}

extension RecordedStimulus {
  /// The samples up to where the rig ended the session, be it that the last were left out.
  fileprivate var padded: [TraceSample] {
    guard let end = endIndex.map(Int.init), end > samples.count,
      end - samples.count <= Int(UInt16.max)
    else { return samples }
    let zero = TraceSample(Wire.Sample())
    return samples + repeatElement(zero, count: end - samples.count)
  }
}

extension ResolvedCase {
  /// Takes the clock that it is played with, and leaves out what can't be asked of it then.
  fileprivate mutating func keepTo(clock: Wire.SampleClock, _ speed: ReplaySpeed) {
    self.clock = clock == .realTime ? .realTime : .asFastAsPossible
    leaveOut { check in
      if clock != .realTime, check.needsRealTime {
        return "it was not replayed by the chip's own timer"
      }
      return speed != .max && check.kind == .throughput
        ? "it was not replayed as fast as possible" : nil
    }
  }
}

extension ChipConfiguration {
  /// As the chip was told, in the suite's terms.
  fileprivate init(_ configure: Wire.Configure) {
    func part(_ value: Int16) -> Double { Double(value) / 16_384 }
    let mounting = Quaternion(
      w: part(configure.mountingW), x: part(configure.mountingX), y: part(configure.mountingY),
      z: part(configure.mountingZ))
    let hasMounting = mounting != Quaternion(w: 0, x: 0, y: 0, z: 0)
    self.init(
      sampleRateHertz: configure.sampleRate, side: configure.side == .left ? .left : .right,
      legLengthMillimetres: configure.legLength, mounting: hasMounting ? mounting : nil)
  }
}
