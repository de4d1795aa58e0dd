import Foundation
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

@testable import Capture

/// Two captures side by side, and one beside the engine on the host.
@Suite struct ComparisonTests {
  private let walk: Trace

  init() throws { walk = try BenchSuite.walk(seconds: 20) }

  private func capture(
    _ trace: Trace, legLength: UInt16 = 900, faults: [LineFault] = [],
    _ change: (inout Bench) -> Void = { _ in }
  ) throws -> CaptureContents {
    var bench = Bench()
    change(&bench)
    var suiteCase = BenchSuite.suiteCase(
      "case", trace, checks: [.sampleAccounting], faults: faults)
    suiteCase.configure.legLengthMillimetres = legLength
    return try bench.play(BenchSuite.suite([suiteCase]), traces: [trace])
  }

  private func side(_ capture: CaptureContents, _ name: String = "x") -> ComparedSide {
    ComparedSide(capture, name: name)
  }

  /// Compares one session of each, which must be all there is.
  private func compared(
    _ left: ComparedSide, _ right: ComparedSide
  ) throws -> (Comparison, SessionComparison) {
    let comparison = Comparison(left, right)
    try #require(comparison.sessions.count == 1)
    return (comparison, comparison.sessions[0])
  }

  private func strides(_ capture: CaptureContents) -> [Wire.Stride] {
    capture.records.compactMap { record in
      guard case .chunk(let chunk) = record.body, case .chip(.stride(let stride)) = chunk.message
      else { return nil }
      return stride
    }
  }

  @Test func twoRunsOfTheSameAreTheSame() throws {
    // Longer on its way, and so otherwise in time.
    let slow = try capture(walk) { $0.logLine = Array("a warning".utf8) }
    let (comparison, session) = try compared(side(capture(walk)), side(slow))
    #expect(comparison.outcome == .same)
    #expect(comparison.exitCode == 0)
    #expect(session.divergence == nil && session.stimulus == nil)
    #expect(session.leftAnswers == session.rightAnswers)
    #expect(session.leftAnswers > 35)
  }

  @Test func theEngineOnTheHostTellsTheSame() throws {
    let board = try side(capture(walk))
    let (comparison, session) = try compared(board, .engine(for: board))
    #expect(comparison.outcome == .same, "\(session.statement)")
    #expect(comparison.right.name == "engine")
    #expect(session.rightAnswers > 35)
  }

  /// Configured otherwise than by default, with samples that were left out.
  @Test func theEngineIsFedAsTheChipWas() throws {
    let faults: [LineFault] = [.skip(atSample: 1000, samples: 50)]
    let board = try side(capture(walk, legLength: 700, faults: faults))
    #expect(try compared(board, .engine(for: board)).0.outcome == .same)
    let whole = try side(capture(walk, legLength: 700))
    #expect(try compared(whole, .engine(for: board)).0.outcome == .undecided)
  }

  /// What the line took from the chip, the engine is not given either.
  @Test func samplesLostOnTheLineAreKeptFromTheEngine() throws {
    let board = try side(
      capture(walk) { bench in
        bench.tampering.toChip = { number, bytes in (60..<63).contains(number) ? [] : bytes }
      })
    let (comparison, session) = try compared(board, .engine(for: board))
    #expect(comparison.outcome == .same, "\(session.statement)")
    let (other, fed) = try compared(side(capture(walk)), board)
    #expect(other.outcome == .undecided)
    #expect(other.exitCode == 2)
    #expect(fed.stimulus?.statement.contains("B's chip missed samples") == true)
  }

  @Test func theFirstDivergenceIsNamedWithBothValues() throws {
    let good = try capture(walk)
    let fifth = try #require(strides(good).dropFirst(4).first)
    let bad = try capture(walk) { bench in
      bench.tampering.chipSays = { message in
        guard case .stride(var stride) = message, stride.number >= 5 else { return [message] }
        stride.strideLength += stride.number == 7 ? 30 : 12
        return [.stride(stride)]
      }
    }
    let (comparison, session) = try compared(side(good), side(bad))
    #expect(comparison.outcome == .differs)
    #expect(comparison.exitCode == 1)
    let divergence = try #require(session.divergence)
    #expect(divergence.message == "stride" && divergence.number == 5)
    #expect(divergence.sampleIndex == fifth.emittedIndex)
    let seconds = try #require(divergence.sampleSeconds)
    #expect(abs(seconds * 200 - Double(fifth.emittedIndex)) < 0.11)
    #expect(divergence.metric == "stride_length" && divergence.unit == "mm")
    #expect(divergence.left == "\(fifth.strideLength)")
    #expect(divergence.right == "\(fifth.strideLength + 12)")
    // One metric of one message differs, by at most that much, and where.
    #expect(session.metrics.map(\.metric) == ["stride_length"])
    let metric = session.metrics[0]
    #expect(metric.worst == 30 && metric.unit == "mm")
    #expect(metric.differing == strides(good).count - 4)
    #expect(metric.compared == strides(good).count)
    #expect(metric.sampleIndex == strides(good)[6].emittedIndex)
    #expect(session.onlyLeft == 0 && session.onlyRight == 0)
  }

  /// Samples that the engine sees otherwise: it is the engine that tells at which the two part.
  @Test func aBoardThatSeesOtherSamplesPartsFromTheEngine() throws {
    let bad = try side(
      capture(walk) { bench in
        bench.tampering.engineSamples = { samples in
          samples.enumerated().map { index, sample in
            var sample = sample
            if index > 2000 { sample.angularRateY = 0 &- sample.angularRateY }
            return sample
          }
        }
      })
    let (comparison, session) = try compared(bad, .engine(for: bad))
    #expect(comparison.outcome == .differs)
    let index = try #require(session.divergence?.sampleIndex)
    #expect(2000...2600 ~= index)
  }

  @Test func aStrideThatOnlyOneTellsIsNamed() throws {
    let good = try capture(walk)
    let third = try #require(strides(good).dropFirst(2).first)
    let bad = try capture(walk) { bench in
      bench.tampering.chipSays = { message in
        if case .stride(let stride) = message, stride.number == 3 { [] } else { [message] }
      }
    }
    let (comparison, session) = try compared(side(good), side(bad))
    #expect(comparison.outcome == .differs)
    let divergence = try #require(session.divergence)
    #expect(divergence.message == "stride" && divergence.number == 3)
    #expect(divergence.sampleIndex == third.emittedIndex)
    #expect(divergence.metric == nil && divergence.left == "told" && divergence.right == nil)
    #expect(session.onlyLeft == 1 && session.onlyRight == 0)
    // Seen from the other side.
    let mirrored = try compared(side(bad), side(good)).1
    #expect(mirrored.divergence?.left == nil && mirrored.divergence?.right == "told")
    #expect(mirrored.divergence?.sampleIndex == third.emittedIndex)
  }

  /// A stride that got lost on its way was told.
  @Test func framesLostOnTheLineDecideNothing() throws {
    let good = try capture(walk)
    let bad = try capture(walk) { bench in
      bench.tampering.toHost = { number, bytes in number > 60 && number % 7 == 0 ? [] : bytes }
    }
    let (comparison, session) = try compared(side(good), side(bad))
    #expect(comparison.outcome == .undecided)
    #expect(session.statement.contains("of B's chip"), "\(session.statement)")
    #expect(session.divergence != nil)
  }

  @Test func anotherStimulusIsNoDifferenceOfTheBoard() throws {
    let other = try BenchSuite.trace(
      "walk", [RunnerSegment(kind: .walk, durationSeconds: 20, speedMetresPerSecond: 1.6)])
    let (comparison, session) = try compared(side(capture(walk)), side(capture(other)))
    #expect(comparison.outcome == .undecided)
    #expect(session.stimulus?.statement.contains("samples differ from index") == true)
    let configured = try compared(side(capture(walk)), side(capture(walk, legLength: 800))).1
    #expect(configured.stimulus?.statement.contains("leg_length was 900 in A and 800 in B") == true)
  }

  @Test func aCaseThatWasBrokenOffIsComparedAsFarAsItGoes() throws {
    let broken = try capture(walk) { $0.tampering.breaksOff = (2000, .failure(.silent)) }
    let (comparison, session) = try compared(side(capture(walk)), side(broken))
    #expect(comparison.outcome == .undecided)
    #expect(session.divergence != nil)
  }

  /// A rig that was killed wrote no end: what its chip would have told after that, nobody knows.
  @Test func aTornCaptureIsComparedAsFarAsItGoes() throws {
    var capture = try capture(walk) { $0.tampering.breaksOff = (2000, .killed) }
    let whole = try side(self.capture(walk))
    let torn = side(capture)
    #expect(torn.sessions[0].failure == nil && !torn.sessions[0].isWhole)
    for (left, right) in [(torn, whole), (whole, torn)] {
      let (comparison, session) = try compared(left, right)
      #expect(comparison.exitCode == 2, "\(session.statement)")
    }
    #expect(try compared(torn, .engine(for: torn)).0.exitCode == 0)
    // What the last samples brought about was still under way.
    let answers = capture.records.indices.filter { index in
      guard case .chunk(let chunk) = capture.records[index].body,
        case .chip(let message) = chunk.message
      else { return false }
      return RecordedAnswer(message, at: 0) != nil
    }
    capture.records.removeSubrange((answers.last ?? 0)...)
    let cut = side(capture)
    for (left, right) in [(cut, ComparedSide.engine(for: cut)), (.engine(for: cut), cut)] {
      let (comparison, session) = try compared(left, right)
      #expect(comparison.exitCode == 2, "\(session.statement)")
      #expect(session.statement.contains("until one of them was broken off"))
    }
  }

  /// Where one told more long before the other was broken off, they did not tell the same.
  @Test func aDifferenceBeforeOneWasBrokenOffIsOne() throws {
    let talkative = try capture(walk) { bench in
      bench.tampering.chipSays = { message in
        guard case .stride(let stride) = message, stride.number == 3 else { return [message] }
        return [.feedback(.init(sampleIndex: stride.emittedIndex - 1)), message]
      }
    }
    let broken = try capture(walk) { $0.tampering.breaksOff = (3000, .failure(.silent)) }
    let (comparison, session) = try compared(side(broken), side(talkative))
    #expect(comparison.outcome == .differs, "\(session.statement)")
    #expect(session.divergence?.message == "feedback" && session.divergence?.left == nil)
  }

  /// Only the chip's side of the line: what it was fed is not known, what it told is.
  @Test func aCaptureThatOnlyListenedCanBeCompared() throws {
    let whole = try capture(walk)
    var listened = whole
    listened.records.removeAll { record in
      switch record.body {
      case .event: true
      case .chunk(let chunk): chunk.direction == .toChip
      }
    }
    let (comparison, session) = try compared(side(whole), side(listened))
    #expect(session.outcome == .same, "\(session.statement)")
    #expect(comparison.exitCode == 0)
    #expect(ComparedSide.engine(for: side(listened)).sessions.isEmpty)
    #expect(Comparison(side(listened), .engine(for: side(listened))).outcome == .undecided)
  }

  @Test func casesArePairedByNameAndRetriesByTheLast() throws {
    var bench = Bench()
    let cases = ["one", "two"].map {
      BenchSuite.suiteCase($0, walk, checks: [.sampleAccounting])
    }
    let both = try bench.play(BenchSuite.suite(cases), traces: [walk, walk])
    var other = Bench()
    other.tampering.breaksOff = (1000, .restart(.software))
    let second = try other.play(
      BenchSuite.suite([cases[1]]), traces: [walk], retry: BenchTampering())
    let comparison = Comparison(side(both), side(second))
    #expect(comparison.sessions.map(\.name) == ["two"])
    #expect(comparison.sessions[0].outcome == .same)
    #expect(comparison.onlyLeft == ["one"] && comparison.onlyRight == [])
    #expect(comparison.outcome == .undecided)
  }

  @Test func equalCapturesGiveEqualBytes() throws {
    let one = try Comparison(side(capture(walk)), side(capture(walk))).encode()
    #expect(try Comparison(side(capture(walk)), side(capture(walk))).encode() == one)
    let read = try JSONDecoder().decode(Comparison.self, from: one)
    #expect(read.encode() == one)
  }

  /// A hostile capture names an index that no chip takes.
  @Test func aLeapInTheSamplesTakesNoMemory() throws {
    var contents = try capture(BenchSuite.stand(seconds: 2))
    let far = Wire.Samples(firstIndex: 4_000_000_000, samples: Wire.SampleList([Wire.Sample()]))
    let start = try #require(
      contents.records.firstIndex {
        guard case .chunk(let chunk) = $0.body, case .host(.samples) = chunk.message else {
          return false
        }
        return true
      })
    guard case .chunk(var chunk) = contents.records[start].body else { return }
    chunk.message = .host(.samples(far))
    contents.records.insert(CaptureRecord(time: 1, body: .chunk(chunk)), at: start + 1)
    #expect(SessionReader.sessions(contents)[0].stimulus.samples.count == 400)
  }
}

extension Wire.SampleList {
  fileprivate init(_ samples: [Wire.Sample]) {
    self.init()
    for sample in samples { _ = append(sample) }
  }
}
