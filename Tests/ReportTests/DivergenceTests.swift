import Capture
import Judge
import JudgeBench
import RigModel
import SoleLink
import Testing

@testable import Report

/// Where a case first went wrong, in runs of which that is known.
@Suite struct DivergenceTests {
  private func divergence(
    checks: [String]? = nil, _ tamper: (inout Bench) -> Void
  ) throws -> (FirstDivergence?, CaseSeries) {
    let walk = try BenchSuite.walk(seconds: 12)
    let all = BenchSuite.walkChecks.filter { checks?.contains($0.name) ?? true }
    let suite = BenchSuite.suite([BenchSuite.suiteCase("walk", walk, checks: all)])
    var bench = Bench()
    tamper(&bench)
    let report = try Documents.report(try bench.play(suite, traces: [walk]), suite)
    let series = try #require(report.series[0])
    return (FirstDivergence(report.document.judgement.cases[0], series), series)
  }

  @Test func aCaseThatPassedHasNone() throws {
    #expect(try divergence(checks: ["strides_found", "stride_length"]) { _ in }.0 == nil)
  }

  @Test func aStrideThatIsMissing() throws {
    let (found, series) = try divergence { bench in
      bench.tampering.chipSays = { message in
        if case .stride(let stride) = message, stride.number == 4 { return [] }
        return [message]
      }
    }
    let missed = try #require(series.strides.first { $0.outcome == .missed })
    let seconds = try #require(found?.seconds)
    #expect(missed.start < seconds && seconds < missed.end)
    #expect(found?.words == "a stride of the golden was not told")
  }

  @Test func theFirstLengthThatIsOff() throws {
    let (found, series) = try divergence(checks: ["stride_length"]) { bench in
      bench.tampering.chipSays = { message in
        guard case .stride(var stride) = message, stride.number >= 5 else { return [message] }
        stride.strideLength = stride.strideLength / 10 * 12
        return [.stride(stride)]
      }
    }
    let fifth = try #require(series.strides.compactMap(\.told).first { $0.message.number == 5 })
    #expect(found?.seconds == fifth.end)
    #expect(found?.words.hasPrefix("stride length was told as") == true)
  }

  /// A limit of a metric in percent is in points, no share of the golden.
  @Test func theFirstDutyFactorThatIsOff() throws {
    let walk = try BenchSuite.walk(seconds: 12)
    let check = Check.strideMetric(.dutyFactor, ErrorLimits(bias: 2))
    let suite = BenchSuite.suite([BenchSuite.suiteCase("walk", walk, checks: [check])])
    var plain = Bench()
    let told = try Documents.report(try plain.play(suite, traces: [walk]), suite)
    let strides = try #require(told.series[0]).strides
    let pairs = strides.compactMap { stride -> (UInt32, Double)? in
      guard let told = stride.told, let golden = stride.reference?[.dutyFactor] else { return nil }
      return (told.message.number, golden * 10)
    }
    let golden = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    var bench = Bench()
    bench.tampering.chipSays = { message in
      guard case .stride(var stride) = message, let right = golden[stride.number] else {
        return [message]
      }
      // A point and a half is more than 2 % of the golden, and less than two points.
      stride.dutyFactor = UInt16(right + (stride.number < 5 ? 15 : 100))
      return [.stride(stride)]
    }
    let report = try Documents.report(try bench.play(suite, traces: [walk]), suite)
    let (item, series) = (report.document.judgement.cases[0], try #require(report.series[0]))
    let fifth = try #require(series.strides.compactMap(\.told).first { $0.message.number == 5 })
    #expect(FirstDivergence(item, series)?.seconds == fifth.end)

    let metric = try #require(PlottedMetric.all.first { $0.check == "duty_factor" })
    let band = StridePlots(judged: item, series: series)
      .band([Plot.Point(x: 1, y: 60)], metric, item.checks[0])
    #expect(band?.items.map { $0.low } == [58] && band?.items.map { $0.high } == [62])
  }

  @Test func anEventThatCameLate() throws {
    let (found, series) = try divergence(checks: ["strides_found", "stride_event_deadline"]) {
      bench in
      bench.tampering.chipSays = { message in
        guard case .stride(var stride) = message, stride.number == 6 else { return [message] }
        stride.emittedIndex += 200
        return [.stride(stride)]
      }
    }
    let sixth = try #require(series.strides.compactMap(\.told).first { $0.message.number == 6 })
    #expect(found?.seconds == sixth.end + 0.8)
    #expect(sixth.delayMilliseconds > 1000)
  }

  @Test func aSummaryThatIsWrongOrMissing() throws {
    let (found, _) = try divergence(checks: ["activity"]) { bench in
      bench.tampering.chipSays = { message in
        guard case .summary(var summary) = message, summary.sampleIndex >= 1800 else {
          return [message]
        }
        summary.activity = .run
        return [.summary(summary)]
      }
    }
    #expect(found?.seconds == 9)
    #expect(found?.words == "at 9.0 s the chip said run")
    let (missing, _) = try divergence(checks: ["summaries"]) { bench in
      bench.tampering.chipSays = { message in
        if case .summary(let summary) = message, summary.sampleIndex == 1400 { return [] }
        return [message]
      }
    }
    #expect(missing?.seconds == 7)
    #expect(missing?.words == "none came for sample 1400")
  }

  @Test func aCaseThatBrokeOff() throws {
    let (found, _) = try divergence { bench in
      bench.tampering.breaksOff = (afterSamples: 1000, ending: .failure(.linkLost))
    }
    #expect(found?.seconds == 5)
    #expect(found?.words.hasPrefix("the case broke off with 1000 of") == true)
  }

  /// What the page says of it stands in run.json.
  @Test func itIsToldToMachines() throws {
    let report = try Documents.mixedReport()
    let walk = try #require(report.document.firstDivergences?.first)
    let series = try #require(report.series[0])
    let found = try #require(FirstDivergence(report.document.judgement.cases[0], series))
    #expect(walk.case == "walk" && walk.words == found.words)
    #expect(abs(walk.seconds - found.seconds) <= 0.0005)
    #expect(try RunDocument.decode(report.document.encode(), path: "run.json") == report.document)
    let passed = report.document.judgement.cases.filter { $0.verdict == .pass }.map(\.name)
    #expect(!passed.isEmpty)
    #expect(report.document.firstDivergences?.contains { passed.contains($0.case) } == false)
  }

  /// The second about it is in the page, at its full sample rate.
  @Test func theSecondAboutItIsDrawn() throws {
    let (found, series) = try divergence { bench in
      bench.tampering.breaksOff = (afterSamples: 1000, ending: .failure(.linkLost))
    }
    let view = try #require(found?.view(series))
    #expect(view.svgs.count == 2)
    #expect(view.caption.contains("at 5 s"))
    let wave = try #require(
      Markup(view.svgs[0]).all("path").first { $0.attributes["class"] == "stimulus line" })
    // Half a second before, and nothing was sent after.
    #expect(wave.attributes["d"]?.split(separator: "L").count == 100)
  }
}
