package import Capture
package import RigModel
package import SoleLink
package import Stimulus

/// What a case's plots and tables of strides are made of: what the capture holds of the attempt that
/// decided, and a judgement only sums up.
package struct CaseSeries: Sendable {
  /// Samples that were sent one after another, without a gap.
  package struct Piece: Sendable {
    /// Index of the first.
    package var first: Int
    package var samples: ArraySlice<TraceSample>

    package init(first: Int, samples: ArraySlice<TraceSample>) {
      self.first = first
      self.samples = samples
    }
  }

  /// A reading of the clocks: how far the device's was from the fitted line.
  package struct ClockResidual: Equatable, Sendable {
    /// Host time from the first exchange.
    package var seconds: Double
    /// Middle of what the exchange allows, and half of its width.
    package var microseconds: Double
    package var uncertainty: Double
  }

  /// The chip's own word on how busy it was up to then.
  package struct Load: Equatable, Sendable {
    /// Device time from the first status.
    package var seconds: Double
    package var percent: Double
  }

  package var name: String
  package var attempt: Int
  package var session: UInt32
  package var sampleRateHertz: Double
  package var sampleCount: Int
  package var pieces: [Piece]
  /// In time order: the board's and the reference's.
  package var strides: [StrideEvidence]
  /// What the rig spoilt on purpose.
  package var injected: [RigEvent.FaultInjected]
  /// What the chip told of samples that were missing, late or too many.
  package var sampleFaults: [Wire.SampleFault]
  package var clock: [ClockResidual]
  /// The device's clock against the host's, whose times are from the capture's start; nil where they
  /// were not compared.
  package var fit: ClockFit?
  package var loads: [Load]
  /// How far after their deadlines frames of samples went, in their order; none where none had one.
  package var pacingMicroseconds: [Double]
  /// Samples that had been sent when the case ended.
  package var sentSamples: Int
}

/// One stride: what the board told of it, what the reference has, or both.
package struct StrideEvidence: Sendable {
  package var outcome: StrideRow.Outcome
  /// Seconds of sample time, midstance to midstance: the board's, or else the reference's.
  package var start: Double
  package var end: Double
  package var told: Told?
  package var reference: Reference?

  package struct Told: Sendable {
    package var message: Wire.Stride
    package var start: Double
    package var end: Double
    /// Ground contact that ends its swing.
    package var initialContact: Double
    package var toeOff: Double
    /// Sample time from its end to when its event left.
    package var delayMilliseconds: Double
    /// Device time of its initial contact, in microseconds; nil where the chip does not tell when its
    /// first sample was due.
    package var initialContactOnDevice: UInt64?
    fileprivate var metrics: [Double?]

    /// nil where the board says that it does not know.
    package subscript(metric: StrideMetric) -> Double? { metrics[metric.place] }
  }

  package struct Reference: Sendable {
    package var stride: TruthStride
    /// From contact to contact where both are known, else from midstance to midstance.
    package var strideSeconds: Double
    package var contactSeconds: Double?
    fileprivate var metrics: [Double?]

    /// nil where the reference does not tell it.
    package subscript(metric: StrideMetric) -> Double? { metrics[metric.place] }
  }
}

extension StrideMetric {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension CaseSeries {
  init(_ suiteCase: ResolvedCase, _ transcript: CaseTranscript) {
    let rate = suiteCase.configure.sampleRateHertz
    let detected = transcript.strides.map { DetectedStride($0, sampleRateHertz: rate) }
    let seconds = Double(suiteCase.stimulus.sampleCount) / Double(rate)
    let alignment = suiteCase.truth.map { StrideAlignment($0, detected, traceSeconds: seconds) }
    let firstTick = transcript.lastStatus.map(\.firstTick) ?? 0
    let told = detected.map {
      StrideEvidence.Told($0, sampleRateHertz: rate, firstTick: firstTick)
    }
    fit = ClockFit(transcript.clock.exchanges)
    name = suiteCase.name
    attempt = transcript.attempt
    session = transcript.session
    sampleRateHertz = Double(rate)
    sampleCount = Int(suiteCase.stimulus.sampleCount)
    pieces = transcript.sent.pieces
    strides =
      alignment.map { $0.evidence(told, suiteCase.truth) }
      ?? told.map { StrideEvidence($0, .unjudged, nil) }
    injected = transcript.injected
    sampleFaults = transcript.sampleFaults
    clock = Self.residuals(transcript.clock.exchanges, fit)
    loads = Self.loads(transcript.statuses)
    pacingMicroseconds = transcript.timing.pacing.map(Double.init)
    sentSamples = Int(transcript.sent.end)
  }

  /// Against the line of the fitted drift through their median.
  private static func residuals(
    _ exchanges: [ClockExchange], _ fit: ClockFit?
  ) -> [ClockResidual] {
    guard let first = exchanges.first, let drift = fit?.drift else { return [] }
    let points = exchanges.map { exchange in
      // Differences first: as doubles, the times themselves would lose their microseconds.
      let host =
        (Double(exchange.hostSent &- first.hostSent)
          + Double(exchange.hostReceived &- first.hostSent)) / 2000
      let device =
        (Double(exchange.deviceReceived &- first.deviceReceived)
          + Double(exchange.deviceSent &- first.deviceReceived)) / 2
      return (
        seconds: host / 1e6, offset: device - host - drift.value * host / 1e6,
        width: Double(exchange.delayNanoseconds) / 2000
      )
    }
    let middle = Statistics.median(points.map(\.offset)) ?? 0
    return points.map {
      ClockResidual(seconds: $0.seconds, microseconds: $0.offset - middle, uncertainty: $0.width)
    }
  }

  /// The first status tells of the time before the case.
  private static func loads(_ statuses: [Wire.Status]) -> [Load] {
    guard let first = statuses.first else { return [] }
    return statuses.dropFirst().map {
      Load(
        seconds: Double($0.uptime &- first.uptime) / 1e6, percent: Double($0.load) / 10)
    }
  }
}

extension StrideEvidence {
  init(_ told: Told, _ outcome: StrideRow.Outcome, _ reference: Reference?) {
    self.init(
      outcome: outcome, start: told.start, end: told.end, told: told, reference: reference)
  }

  init(_ reference: Reference, _ outcome: StrideRow.Outcome) {
    self.init(
      outcome: outcome, start: reference.stride.startSeconds, end: reference.stride.endSeconds,
      told: nil, reference: reference)
  }
}

extension StrideEvidence.Told {
  /// - Parameter firstTick: device time at which the first sample was due, in microseconds; 0 where that
  ///   is not told.
  init(_ stride: DetectedStride, sampleRateHertz rate: UInt16, firstTick: UInt64) {
    self.init(
      message: stride.message, start: stride.start, end: stride.end,
      initialContact: stride.contact, toeOff: stride.toeOff,
      delayMilliseconds: stride.delayMilliseconds(sampleRateHertz: rate),
      initialContactOnDevice: firstTick > 0 ? stride.contactTime(firstTick: firstTick) : nil,
      metrics: StrideMetric.allCases.map(stride.told))
  }
}

extension StrideAlignment {
  /// Every stride of the board and of the reference, with what they are to each other.
  fileprivate func evidence(
    _ told: [StrideEvidence.Told], _ source: Truth?
  ) -> [StrideEvidence] {
    func reference(_ index: Int) -> StrideEvidence.Reference {
      StrideEvidence.Reference(
        stride: truth[index], strideSeconds: strideSeconds(index),
        contactSeconds: source?.contactSeconds(beforeStride: index),
        metrics: StrideMetric.allCases.map { self.reference($0, index) })
    }
    let board = told.indices.map {
      StrideEvidence(told[$0], outcomes[$0], sources[$0].map(reference))
    }
    let asked = Set(self.asked)
    let untold = truth.indices.filter { matches[$0] == nil }.map {
      StrideEvidence(reference($0), asked.contains($0) ? .missed : .tolerated)
    }
    return (board + untold).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }
}

extension SentSamples {
  /// The samples sent, each run of them with the index of its first.
  fileprivate var pieces: [CaseSeries.Piece] {
    var pieces: [CaseSeries.Piece] = []
    var (index, taken) = (0, 0)
    func piece(_ count: Int) -> CaseSeries.Piece {
      CaseSeries.Piece(first: index, samples: samples[taken..<taken + count])
    }
    for gap in gaps {
      let count = min(Int(gap.lowerBound) - index, samples.count - taken)
      if count > 0 { pieces.append(piece(count)) }
      taken += max(count, 0)
      index = Int(gap.upperBound)
    }
    if taken < samples.count { pieces.append(piece(samples.count - taken)) }
    return pieces
  }
}
