internal import Capture
internal import RigModel
internal import SoleLink

/// How the line was in a case, as both of its ends counted it.
package struct LinkFacts: Codable, Equatable, Sendable {
  package var framesToChip: Int
  package var framesFromChip: Int
  /// What the chip's counters rose by, those that did, by their names on the wire.
  package var chipCounted: [String: UInt32]
  /// Chunks that the rig spoilt on purpose, by kind.
  package var spoiltOnPurpose: [String: Int]
  /// Chunks from the chip that were no frames, by kind.
  package var brokenFromChip: [String: Int]
  /// Frames of the chip that are missing by their sequence numbers.
  package var missingFromChip: Int
  /// What the cable of an emulated board did to the line, by kind.
  package var cable: [String: UInt64]
  /// What the host's own driver counted as lost or broken over the whole run, in words; nil for
  /// nothing.
  package var driver: [String]?
  /// What happened on the way to the chip that nobody planned, in words.
  package var troubleToChip: [String]
  /// What happened on the way from the chip, in words.
  package var troubleFromChip: [String]
}

extension LinkFacts {
  /// Everything that was not planned.
  var troubles: [String] { isTroubled ? allTroubles : [] }

  /// The same of a case whose end may be the line's doing.
  var allTroubles: [String] {
    troubleToChip + troubleFromChip + (driver ?? []) + cableSentences
  }

  /// Whether the cable itself says that it kept bytes back.
  var isCableBroken: Bool {
    ["cut", "stall", "unplug", "drop", "flip", "duplicate", "overrun"].contains {
      cable[$0, default: 0] > 0
    }
  }

  /// Whether the line did anything that nobody had planned.
  var isTroubled: Bool { !troubleToChip.isEmpty || !troubleFromChip.isEmpty }

  private var cableSentences: [String] {
    if cable.isEmpty { return [] }
    let list = cable.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return ["the cable's own log tells of: \(list.joined(separator: ", "))"]
  }

  init(_ transcript: CaseTranscript) {
    let line = transcript.line
    let counts = transcript.faultCounts ?? FaultCounts()
    framesToChip = line.framesToChip
    framesFromChip = line.framesFromChip
    chipCounted = [:]
    for field in FaultCounts.Field.allCases where counts[field] > 0 {
      chipCounted[field.rawValue] = counts[field]
    }
    spoiltOnPurpose = Self.named(line.spoiltToChip)
    if line.unknownToChip > 0 { spoiltOnPurpose["unknown_type"] = line.unknownToChip }
    brokenFromChip = Self.named(line.brokenFromChip)
    missingFromChip = line.missingFromChip
    cable = transcript.cable
    driver = transcript.driver.flatMap { $0.errorSentences.isEmpty ? nil : $0.errorSentences }
    troubleToChip = Self.troubleToChip(transcript, counts)
    troubleFromChip = Self.troubleFromChip(line, unsent: Int(counts.unsentFrames))
  }

  private static func troubleToChip(
    _ transcript: CaseTranscript, _ counts: FaultCounts
  ) -> [String] {
    let line = transcript.line
    var troubles: [String] = []
    let chunks: [(ChunkKind, UInt32, String)] = [
      (.crcError, counts.crcErrors, counts.crcErrors.counting("CRC error")),
      (.cut, counts.cutFrames, counts.cutFrames.counting("cut frame")),
      (
        .noise, counts.noiseChunks, counts.noiseChunks.counting("chunk of noise", "chunks of noise")
      ),
      (.oversize, counts.oversizeFrames, counts.oversizeFrames.counting("oversize frame")),
    ]
    for (kind, counted, words) in chunks {
      let planned = line.spoiltToChip[kind] ?? 0
      guard Int(counted) > planned else { continue }
      let sent = planned == 0 ? "none" : "\(planned)"
      troubles.append("the chip counted \(words), the rig sent \(sent) on purpose")
    }
    if Int(counts.sequenceGaps) > line.missingToChip {
      let missed = Int(counts.sequenceGaps) - line.missingToChip
      troubles.append(
        "by their sequence numbers, the chip missed \(missed.counting("frame")) that the rig had sent"
      )
    }
    if counts.uartOverruns > 0 {
      troubles.append("the chip's UART lost \(counts.uartOverruns.counting("byte")) to overruns")
    }
    if counts.uartLineErrors > 0 {
      troubles.append("the chip's UART saw \(counts.uartLineErrors.counting("line error"))")
    }
    if let sent = line.framesBetweenStatuses, let got = transcript.rise(\.framesReceived),
      sent > Int(got)
    {
      troubles.append("\(sent - Int(got)) of \(sent.counting("good frame")) never reached the chip")
    }
    return troubles
  }

  private static func troubleFromChip(_ line: LineTally, unsent: Int) -> [String] {
    var troubles: [String] = []
    let broken = named(line.brokenFromChip).sorted { $0.key < $1.key }
    if !broken.isEmpty {
      let list = broken.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
      troubles.append("chunks from the chip that are no frames: \(list)")
    }
    if line.missingFromChip > unsent {
      let missing = line.missingFromChip - unsent
      troubles.append(
        missing.counting(
          "frame of the chip is missing by its sequence number",
          "frames of the chip are missing by their sequence numbers"))
    }
    if unsent > 0 {
      troubles.append("the chip dropped \(unsent.counting("frame")) since its send queue was full")
    }
    return troubles
  }

  private static func named(_ chunks: [ChunkKind: Int]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: chunks.map { ($0.key.words, $0.value) })
  }
}

extension RigEvent.DriverCounters {
  /// What the host's own driver lost, or got broken: no byte of it is on the chip's account.
  var errorSentences: [String] {
    let counts: [(UInt32, String)] = [
      (overruns, "bytes lost in the adapter"), (bufferOverruns, "bytes lost in the kernel"),
      (framingErrors, "framing errors"), (parityErrors, "parity errors"), (breaks, "breaks"),
    ]
    let told = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return told.isEmpty ? [] : ["the port's driver counted \(told.joined(separator: ", "))"]
  }
}

extension ChunkKind {
  /// As a suite calls the fault that makes it.
  var words: String {
    switch self {
    case .frame: "frame"
    case .noise: "noise"
    case .cut: "cut_frame"
    case .oversize: "oversize_frame"
    case .crcError: "crc_error"
    }
  }
}

extension CaseTranscript {
  /// The chip's counters: by difference where they count from its start; nil without a status
  /// before and after.
  var faultCounts: FaultCounts? {
    guard let last = lastStatus, statuses.count >= 2 else { return nil }
    var counts = FaultCounts()
    for field in FaultCounts.Field.allCases {
      if let counter = field.counter { counts[field] = rise(counter) ?? 0 }
    }
    counts.samplesSkipped = last.samplesSkipped
    counts.samplesLate = last.samplesLate
    counts.samplesOverflowed = last.samplesOverflowed
    return counts
  }
}

extension FaultCounts.Field {
  /// The counter on the wire that counts from the chip's start; nil for those of a session.
  var counter: KeyPath<Wire.Status, UInt32>? {
    switch self {
    case .uartOverruns: \.uartOverruns
    case .uartLineErrors: \.uartLineErrors
    case .noiseChunks: \.noiseChunks
    case .cutFrames: \.cutFrames
    case .oversizeFrames: \.oversizeFrames
    case .crcErrors: \.crcErrors
    case .unknownTypes: \.unknownTypes
    case .malformedPayloads: \.malformedPayloads
    case .sequenceGaps: \.sequenceGaps
    case .unsentFrames: \.unsentFrames
    case .samplesSkipped, .samplesLate, .samplesOverflowed: nil
    }
  }
}
