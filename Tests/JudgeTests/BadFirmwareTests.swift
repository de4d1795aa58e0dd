import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// What a board that is wrong gets: a failure, at the right check, with the firmware suspected.
@Suite struct BadFirmwareTests {
  private let walk: Trace

  init() throws { walk = try BenchSuite.walk() }

  private func expectFailure(
    _ judgement: Judgement, _ names: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(judgement.names(.fail) == names, sourceLocation: sourceLocation)
    #expect(judgement.exitCode == 1, sourceLocation: sourceLocation)
    for check in judgement.cases.flatMap(\.checks) where check.verdict == .fail {
      #expect(check.suspect == .firmware, sourceLocation: sourceLocation)
      #expect(!check.evidence.isEmpty, "\(check.name)", sourceLocation: sourceLocation)
    }
  }

  @Test func aGyroAxisWithTheWrongSignFailsStrideLength() throws {
    let judgement = try judged(walk) { bench in
      bench.tampering.engineSamples = { samples in
        samples.map { sample in
          var sample = sample
          sample.angularRateY = -sample.angularRateY
          return sample
        }
      }
    }
    #expect(judgement.names(.fail).contains("stride_length"))
    let words = judgement.cases[0].statement
    #expect(words.contains(" failed: ") && words.hasSuffix(" failed, too."), "\(words)")
    #expect(try judgement.check("sample_accounting").verdict == .pass)
    #expect(judgement.exitCode == 1)
  }

  /// The engine sees one sample less in a thousand, and every counter says that it had them all.
  @Test func aSampleDroppedSilentlyFailsMidstanceTiming() throws {
    let judgement = try judged(walk) { bench in
      bench.tampering.engineSamples = { samples in
        let seen = samples.indices.filter { $0 % 1000 != 999 }.map { samples[$0] }
        return seen + samples.suffix(samples.count - seen.count)
      }
    }
    expectFailure(judgement, ["midstance_timing"])
    let drift = try #require(judgement.check("midstance_timing").deciding)
    #expect(abs((drift.value ?? 0) + 1000) < 150)
    let words = try judgement.check("midstance_timing").evidence
    let share = words.compactMap { $0.split(separator: "left out one sample in every ").last }
      .compactMap { Double($0) }.first
    #expect(abs((share ?? 0) - 1000) < 150, "\(words)")
  }

  @Test func eventsThirtyMillisecondsLateFailTheDeadline() throws {
    let good = try judged(walk)
    let longest = try #require(good.check("stride_event_deadline").measurements.first?.value)
    let checks = BenchSuite.walkChecks.map { check in
      check.kind == .strideEventDeadline
        ? Check.strideEventDeadline(maximumMilliseconds: longest + 10) : check
    }
    let judgement = try judged(walk, checks: checks) { bench in
      bench.tampering.chipSays = { message in
        guard case .stride(var stride) = message else { return [message] }
        stride.emittedIndex += 6
        return [.stride(stride)]
      }
    }
    expectFailure(judgement, ["stride_event_deadline"])
  }

  /// Its own counter admits to fewer samples than it was given, and it never told.
  @Test func losingSamplesSilentlyFailsAccounting() throws {
    let judgement = try judged(walk) { bench in
      bench.tampering.chipSays = { message in
        guard case .status(var status) = message, status.samplesConsumed > 100 else {
          return [message]
        }
        status.samplesConsumed -= 7
        return [.status(status)]
      }
    }
    expectFailure(judgement, ["sample_accounting"])
    #expect(try judgement.check("sample_accounting").evidence.contains { $0.contains("7 samples") })
  }

  /// Thirty samples were never sent, and the chip says that it had all of them.
  @Test func paperingOverAGapFails() throws {
    var counts = FaultCounts()
    counts.samplesSkipped = 30
    let judgement = try judged(
      walk, checks: [.sampleAccounting, .reportedFaults(counts)],
      faults: [.skip(atSample: 2000, samples: 30)]
    ) { bench in
      bench.tampering.chipSays = { message in
        switch message {
        case .sampleFault: return []
        case .status(var status) where status.samplesSkipped > 0:
          status.samplesConsumed += status.samplesSkipped
          status.samplesSkipped = 0
          return [.status(status)]
        default: return [message]
        }
      }
    }
    expectFailure(judgement, ["sample_accounting", "reported_faults"])
  }

  @Test func noiseThatIsNotCountedFailsReportedFaults() throws {
    var counts = FaultCounts()
    counts.noiseChunks = 1
    let judgement = try judged(
      walk, checks: [.reportedFaults(counts)],
      faults: [.noise(atSample: 2000, bytes: 3, seed: 1)]
    ) { bench in
      bench.tampering.chipSays = { message in
        guard case .status(var status) = message else { return [message] }
        status.noiseChunks = 0
        return [.status(status)]
      }
    }
    expectFailure(judgement, ["reported_faults"])
  }

  @Test func stridesThatAreNotToldFailToBeFound() throws {
    let judgement = try judged(walk, checks: [.stridesFound(minimumPercent: 95)]) { bench in
      bench.tampering.chipSays = { message in
        if case .stride(let stride) = message, stride.number % 8 == 3 { return [] }
        return [message]
      }
    }
    expectFailure(judgement, ["strides_found"])
    let check = try judgement.check("strides_found")
    #expect(check.evidence.first?.hasPrefix("missed at ") == true)
  }

  @Test func stridesToldTwiceAreFalse() throws {
    let checks: [Check] = [.stridesFound(minimumPercent: 100), .falseStrides(maximumPercent: 2)]
    let judgement = try judged(walk, checks: checks) { bench in
      bench.tampering.chipSays = { message in
        if case .stride(let stride) = message, stride.number % 8 == 3 { return [message, message] }
        return [message]
      }
    }
    expectFailure(judgement, ["false_strides"])
  }

  @Test func aStrideWhileStandingFails() throws {
    let judgement = try judged(BenchSuite.stand(), checks: [.noStrides]) { bench in
      bench.tampering.chipSays = { message in
        guard case .summary(let summary) = message, summary.sampleIndex == 800 else {
          return [message]
        }
        let stride = Wire.Stride(
          emittedIndex: 800, number: 1, startMidstance: 500 * 16, endMidstance: 700 * 16,
          strideLength: 1000)
        return [.stride(stride), message]
      }
    }
    expectFailure(judgement, ["no_strides"])
  }

  @Test func wrongSummariesFail() throws {
    let judgement = try judged(walk, checks: [.summaries(periodSeconds: 1)]) { bench in
      bench.tampering.chipSays = { message in
        guard case .summary(let summary) = message, summary.sampleIndex == 2000 else {
          return [message]
        }
        return []
      }
    }
    expectFailure(judgement, ["summaries"])
  }

  @Test func aStackThatIsTouchedTooDeepFails() throws {
    let judgement = try judged(walk, checks: [.stack(minimumFreeBytes: 512)]) {
      $0.stackUsed = 3585
    }
    expectFailure(judgement, ["stack"])
    #expect(try judgement.check("stack").measurements.first?.margin == -1)
  }

  @Test func goodFramesThatAreNotOfTheContractFailTheCase() throws {
    // A frame of an unknown type, with the right CRC-32, in place of a summary.
    var encoder = FrameEncoder()
    let strange = encoder.encode(Wire.StatusQuery())
    let bytes = strange.bytes.withUnsafeBytes { Array($0) }
    let judgement = try judged(walk, checks: [.sampleAccounting]) { bench in
      bench.tampering.toHost = { number, frame in number == 100 ? frame + bytes : frame }
    }
    #expect(judgement.verdict == .fail)
    #expect(judgement.cases.first?.suspect == .firmware)
  }
}
