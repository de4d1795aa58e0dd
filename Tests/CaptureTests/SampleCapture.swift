import Capture
import Foundation
import SoleLink
import Stimulus

/// A capture with one of everything in it.
enum SampleCapture {
  static let header = CaptureHeader(
    writer: "solerig 0.0.0", host: "Linux 6.1 x86_64",
    startedEpochNanoseconds: 1_795_000_000_123_456_789,
    startedMonotonicNanoseconds: 5_000_000_007, environment: ["rig": "naïve", "board": "native"])

  /// What stood on the line, and which way it went.
  struct Chunk {
    var kind: ChunkKind
    /// All bytes between the delimiters.
    var line: [UInt8]
    var direction: Direction
    var message: CaptureRecord.Message

    var kept: [UInt8] { Array(line.prefix(FrameLimits.encodedBytes)) }
  }

  static let hello = HostMessage.hello(.init(contractHash: Wire.contractHash))
  static let status = ChipMessage.status(.init(uptime: 1 << 40, crcErrors: 3))

  static let chunks: [Chunk] = {
    let good = line(hello)
    var flipped = good
    flipped[3] ^= 4
    return [
      Chunk(kind: .frame, line: good, direction: .toChip, message: .host(hello)),
      Chunk(kind: .frame, line: line(status), direction: .toHost, message: .chip(status)),
      // Good frames that are no message: of the other end, and one cut short before its CRC.
      Chunk(
        kind: .frame, line: good, direction: .toHost, message: .invalid(.unknownType(0x01))),
      Chunk(
        kind: .frame, line: line(Short()), direction: .toChip,
        message: .invalid(.wrongLength(type: 0x01, actual: 1))),
      Chunk(kind: .noise, line: [1], direction: .toHost, message: .none),
      Chunk(kind: .noise, line: [7, 7, 7, 7, 7, 7], direction: .toChip, message: .none),
      Chunk(kind: .cut, line: Array(good.dropLast(2)), direction: .toHost, message: .none),
      Chunk(kind: .crcError, line: flipped, direction: .toChip, message: .none),
      Chunk(
        kind: .oversize, line: .init(repeating: 0x55, count: 300), direction: .toHost,
        message: .none),
      Chunk(
        kind: .oversize, line: .init(repeating: 0xFF, count: 256), direction: .toChip,
        message: .none),
    ]
  }()

  private static let counters: RigEvent.DriverCounters = {
    var counters = RigEvent.DriverCounters()
    counters.received = .max
    counters.bufferOverruns = 7
    return counters
  }()

  static let events: [RigEvent] = [
    .runStarted(
      .init(
        rig: "native", suite: "default", suiteHash: "00ff", port: "/dev/pts/7", emulator: nil)),
    .caseStarted(.init(name: "walk", session: 1, attempt: 1)),
    .faultInjected(.init(kind: "noise", atSample: 400, count: 3)),
    .requestRepeated(.init(request: "start", attempt: 2)),
    .note(.init(text: "text with \"quotes\", \u{0}, a line\nand 👟")),
    .cable(.init(kind: "flip", direction: "to_chip", byteOffset: .max, count: 1)),
    .port(.init(change: .hungUp, path: "/dev/ttyACM0", facts: ["driver": "cdc_acm"])),
    .port(.init(change: .returned, path: "/dev/ttyACM1")),
    .driverCounters(counters),
    .hostWatch(.init(everyNanoseconds: 1_000_000)),
    .hostLate(.init(nanoseconds: 50_000_000)),
    .hostLate(
      .init(
        nanoseconds: 1_000_000_000,
        several: .init(
          count: 3, longestNanoseconds: 50_000_000, missedNanoseconds: 60_000_000))),
    .pacing(.init(session: 1, leadSamples: 88, lateMicroseconds: [0, .max, -1], heldBack: 1)),
    .linkMeasuring(.init(finestBudgetMilliseconds: 12.5, finestBudget: "response_time of walk")),
    .linkMeasured(.init(decision: .refused)),
    .caseEnded(.init(name: "walk", session: 1, failure: CaseFailure(.silent, "nothing came"))),
    .caseEnded(.init(name: "walk", session: .max, failure: nil)),
    .runEnded(.init(failure: CaseFailure(.interrupted, "Ctrl-C"))),
    .trace(
      .init(
        Trace(
          name: "t", sampleRateHertz: 200, samples: [], provenance: ["by hand"],
          truth: Truth(strides: [], strideCount: 0, source: "none")))),
  ]

  /// The file's bytes; chunk or event `i` happened `i` milliseconds and `i` nanoseconds after the
  /// start.
  static func bytes() throws -> Data {
    var writer = try CaptureWriter(header)
    for (index, chunk) in chunks.enumerated() {
      writer.append(
        chunk.kind, chunk.kept.span.bytes, length: chunk.line.count, chunk.direction,
        at: time(index))
    }
    for (index, event) in events.enumerated() {
      try writer.append(event, at: time(chunks.count + index))
    }
    var data = Data()
    writer.drain { data.append(contentsOf: $0) }
    return data
  }

  static func elapsed(_ index: Int) -> UInt64 { UInt64(index) * 1_000_001 }
  static func time(_ index: Int) -> UInt64 { header.startedMonotonicNanoseconds + elapsed(index) }

  /// A message as it stands between two delimiters.
  static func line(_ message: some FrameContent) -> [UInt8] {
    let frame = FrameEncoder.encode(message, sequence: 0xA7)
    return (1..<frame.count - 1).map { frame[$0] }
  }
}

/// A hello that is too short.
private struct Short: FrameContent {
  var messageType: UInt8 { 0x01 }
  func encode(into writer: inout PayloadWriter) { writer.append(UInt8(9)) }
}
