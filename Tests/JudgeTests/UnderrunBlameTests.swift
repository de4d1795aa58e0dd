import RigModel
import SoleLink
import Testing

@testable import Capture
@testable import Judge

/// Whose doing it was that a sample was missing at its turn, told from both clocks.
@Suite struct UnderrunBlameTests {
  /// A chip that takes 200 samples a second from 1 s on, has room for 128, and had 128 in time. Sample
  /// 128 has its turn at 1.64 s.
  private struct Scene {
    /// What the chip has room for before it begins.
    var room: UInt16 = 128
    /// When the credit for the second 128 came; nil for never.
    var credit: Double? = 1.3
    /// When they were sent; nil for never.
    var sent: Double?
    /// From when to when the line to the host handed nothing over, at whose end all of it came.
    var stall: Range<Double>?
    /// When the rig's host stood still.
    var late: Range<Double>?
    /// What else it told of that, and when.
    var lates: [(late: RigEvent.HostLate, told: Double)] = []
    /// Whether the chip tells when its first sample was due.
    var tellsFirstTick = true

    private static func time(_ seconds: Double) -> UInt64 { UInt64(seconds * 1e9) }
    /// The chip's clock was at 5 s when the host's was at 0.
    private static func device(_ seconds: Double) -> UInt64 { UInt64((seconds + 5) * 1e6) }

    private func arrival(_ seconds: Double) -> Double {
      stall.map { $0.contains(seconds) ? $0.upperBound : seconds } ?? seconds
    }

    func transcript() -> CaseTranscript {
      var events: [(Double, CaptureRecord.Message)] = [
        (0.5, .host(.configure(.init(sampleRate: 200, legLength: 900)))),
        (0.9, .chip(.credit(.init(nextIndex: 0, freeSlots: room)))),
        (4, .host(.stop(.init(session: 1, endIndex: 256)))),
        (
          4.1,
          .chip(
            .status(
              .init(samplesConsumed: 255, firstTick: tellsFirstTick ? Self.device(1) : 0)))
        ),
        (
          arrival(1.642),
          .chip(.sampleFault(.init(kind: .underrun, firstIndex: 128, count: 1)))
        ),
      ]
      events += frames(from: 0, at: 0.95) + (sent.map { frames(from: 128, at: $0) } ?? [])
      if let credit {
        events.append((credit, .chip(.credit(.init(nextIndex: 128, freeSlots: 128)))))
      }
      for number in 0..<40 {
        let asked = Double(number) / 10
        let left = asked + 0.001
        let reply = Wire.TimeSyncReply(
          exchange: UInt32(number), received: Self.device(left), sent: Self.device(left))
        events.append((asked, .host(.timeSync(.init(exchange: UInt32(number))))))
        events.append((arrival(asked + 0.002), .chip(.timeSyncReply(reply))))
      }
      var transcript = CaseTranscript(.init(name: "case", session: 1, attempt: 1), 0)
      transcript.timing.host.take(.init(everyNanoseconds: 10_000_000), at: 0)
      if let late {
        transcript.timing.host.take(
          .init(nanoseconds: Self.time(late.upperBound - late.lowerBound)),
          at: Self.time(late.upperBound))
      }
      for (late, told) in lates { transcript.timing.host.take(late, at: Self.time(told)) }
      for (seconds, message) in events.sorted(by: { $0.0 < $1.0 }) {
        transcript.take(Self.chunk(message), missingBefore: 0, Self.time(seconds))
      }
      return transcript
    }

    private func frames(
      from first: UInt32, at seconds: Double
    ) -> [(Double, CaptureRecord.Message)] {
      stride(from: first, to: first + 128, by: 16).map { index in
        var list = Wire.SampleList()
        for _ in 0..<16 { list.append(Wire.Sample()) }
        return (seconds, .host(.samples(.init(firstIndex: index, samples: list))))
      }
    }

    private static func chunk(_ message: CaptureRecord.Message) -> CaptureRecord.Chunk {
      let isHosts = if case .host = message { true } else { false }
      return CaptureRecord.Chunk(
        direction: isHosts ? .toChip : .toHost, kind: .frame, encoded: [], length: 0, sequence: 0,
        message: message)
    }
  }

  private func blame(_ scene: Scene) -> (cause: [UnderrunBlame.Cause], finding: Finding) {
    let transcript = scene.transcript()
    var link = LinkFacts(transcript)
    // The scene has no numbers of frames.
    (link.troubleToChip, link.troubleFromChip) = ([], [])
    let blame = UnderrunBlame(transcript, link)
    return (blame.causes, blame.finding(allowed: 0))
  }

  @Test func whatWasSentBeforeItsTurnIsTheLines() {
    let (causes, finding) = blame(Scene(sent: 1.4))
    #expect(causes == [.underWay])
    #expect(finding.suspect == .link && finding.verdict == .inconclusive)
  }

  @Test func aRigThatHadCreditInTimeIsToBlame() {
    for sent in [nil, 1.8] {
      let (causes, finding) = blame(Scene(sent: sent))
      #expect(causes == [.notSent])
      #expect(finding.suspect == .rig && finding.verdict == .error)
    }
  }

  @Test func aChipThatGivesNoCreditInTimeIsToBlame() {
    for credit in [nil, 1.9] {
      let (causes, finding) = blame(Scene(credit: credit, sent: credit))
      #expect(causes == [.withoutCredit])
      #expect(finding.suspect == .firmware && finding.verdict == .fail)
    }
  }

  /// Credit and complaint come in one, after the line has stood still: the rig could not know.
  @Test func aLineThatKeptTheCreditBackIsToBlame() {
    for sent in [nil, 2.7] {
      let (causes, finding) = blame(Scene(credit: 2.7, sent: sent, stall: 1.2..<2.7))
      #expect(causes == [.keptBack])
      #expect(finding.suspect == .link && finding.verdict == .inconclusive)
      let words = finding.evidence.last ?? ""
      #expect(words.hasSuffix("its credit too, for 1487 ms"), "\(words)")
    }
  }

  /// The rig sends whole frames: credit for a part of one, before the line stood still, is none.
  @Test func creditForAPartOfAFrameIsNoneYet() {
    for sent in [nil, 2.7] {
      let scene = Scene(room: 132, credit: 2.7, sent: sent, stall: 1.2..<2.7)
      #expect(blame(scene).cause == [.keptBack])
    }
  }

  /// The same for a host that did not read: what was there, it did not take.
  @Test func aHostThatStoodStillIsToBlame() {
    let (causes, finding) = blame(
      Scene(credit: 2.7, sent: 2.7, stall: 1.2..<2.7, late: 1.2..<2.7))
    #expect(causes == [.hostStoodStill])
    #expect(finding.suspect == .rig && finding.verdict == .error)
    // A moment is no excuse: the rig sends far ahead.
    let moment = blame(Scene(credit: 2.7, sent: 2.7, stall: 1.2..<2.7, late: 1.6..<1.63))
    #expect(moment.cause == [.keptBack])
  }

  /// One that is a little late all the time misses little, told one by one or together.
  @Test func aHostThatIsBusyDidNotStandStill() {
    func together(_ missed: UInt64) -> RigEvent.HostLate {
      .init(
        nanoseconds: 1_000_000_000,
        several: .init(count: 80, longestNanoseconds: missed, missedNanoseconds: missed))
    }
    var scene = Scene(credit: 2.7, sent: 2.7, stall: 1.2..<2.7)
    scene.lates = (0..<100).map { (.init(nanoseconds: 12_000_000), 1 + Double($0) * 0.012) }
    #expect(blame(scene).cause == [.keptBack])
    scene.lates = [(together(100_000_000), 1.7)]
    #expect(blame(scene).cause == [.keptBack])
    scene.lates = [(together(300_000_000), 1.7)]
    #expect(blame(scene).cause == [.hostStoodStill])
  }

  /// Without the clocks, what the rig knew when the chip complained has to do.
  @Test func whereTheTurnIsNotKnownTheComplaintTells() {
    #expect(blame(Scene(sent: 1.4, tellsFirstTick: false)).cause == [.underWay])
    #expect(blame(Scene(sent: 1.8, tellsFirstTick: false)).cause == [.notSent])
    #expect(blame(Scene(credit: 1.9, tellsFirstTick: false)).cause == [.withoutCredit])
  }
}
