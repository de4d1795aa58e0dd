import Capture
import Foundation
import SoleLink
import Testing

/// The chip's own ARM image on the emulated board.
@Suite(
  .serialized,
  .enabled(if: Firmware.isPresent, "there is no firmware image: scripts/firmware/build makes it"))
struct FirmwareTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// What the chip tells before it starts anew is in the report, and the rest of the suite goes on.
  @Test(
    .enabled(
      if: Firmware.isPresent(faulty),
      "there is no faulty image: scripts/firmware/build --flavour \(faulty) makes it"))
  func aChipThatFaultsTellsItsRegistersAndStartsAnew() throws {
    let (ending, run) = try Solerig.test(
      "default", rig: "virtual-microbit",
      ["--only", "walk", "--only", "standing", "--firmware", Firmware.image(Self.faulty)],
      output: suites.output)
    #expect(ending.code == 1, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("suspect firmware"), "\(ending.output)")
    #expect(ending.output.contains("lr 0x"), "\(ending.output)")
    let messages = try CaptureReader.read(path: run.capture).records.compactMap { record in
      if case .chunk(let chunk) = record.body, case .chip(let message) = chunk.message {
        message
      } else {
        ChipMessage?.none
      }
    }
    let panic = try #require(messages.firstIndex { if case .panic = $0 { true } else { false } })
    guard case .panic(let told) = messages[panic] else { return }
    #expect((0x6000..<0x1A000).contains(told.programCounter), "it lies in slot 0")
    let reasons = messages[panic...].compactMap { message in
      if case .identity(let identity) = message { identity.resetReason } else { nil }
    }
    #expect(reasons.first == .panic)
    #expect(messages[panic...].contains { if case .summary = $0 { true } else { false } })
  }

  private static let faulty = "known-bad-fault"

  /// What the chip says of gait is the same bytes on the chip's processor and on this one.
  @Test(arguments: ["walk", "run", "stop-and-go", "skipped-sample"])
  func theSameFootstepsGiveTheSameBytesOnBothBoards(name: String) throws {
    try expectSameBytes("default", name)
  }

  private static let recording = "pyshoe_walk_171122112520"

  @Test(.enabled(if: Recordings.has(recording), "its recording is not here"))
  func aRecordingGivesTheSameBytesOnBothBoards() throws {
    try expectSameBytes("recorded", Self.recording.replacing("_", with: "-"))
  }

  private func expectSameBytes(_ suite: String, _ name: String) throws {
    var payloads: [[[UInt8]]] = []
    for rig in ["native", "virtual-microbit"] {
      let (ending, run) = try Solerig.test(
        suite, rig: rig, ["--only", name], output: suites.output + rig,
        environment: ["SOLERIG_RECORDINGS": Recordings.folder])
      #expect(ending.code <= 2, "\(ending.output)\(ending.errors)")
      payloads.append(try GaitPayloads.read(run.capture))
    }
    #expect(payloads[0].count > 10)
    #expect(payloads[0].count == payloads[1].count)
    for (index, pair) in zip(payloads[0], payloads[1]).enumerated() where pair.0 != pair.1 {
      Issue.record("frame \(index) of native \(pair.0) is \(pair.1) on the chip")
      break
    }
  }
}

/// Firmware that is wrong on purpose, each at one thing: the rig must find it, and at that thing.
@Suite(.serialized) struct KnownBadTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  struct Defect: CustomTestStringConvertible {
    var flavour: String
    /// The check that has to fail for it, in a case that walks.
    var check: String
    var testDescription: String { flavour }
  }

  private static let defects = [
    Defect(flavour: "known-bad-gyro-sign", check: "stride_length"),
    Defect(flavour: "known-bad-dropped-sample", check: "midstance_timing"),
    Defect(flavour: "known-bad-late-events", check: "stride_event_deadline"),
  ]

  @Test(
    .enabled(
      if: defects.allSatisfy { Firmware.isPresent($0.flavour) },
      "there are no known-bad images: scripts/firmware/build --flavour makes them"),
    arguments: defects)
  func itIsFoundAtTheRightCheck(defect: Defect) throws {
    let ending = try Solerig.run([
      "test", "--only", "walk", "--firmware", Firmware.image(defect.flavour), "--output",
      suites.output, "--json",
    ])
    #expect(ending.code == 1, "\(ending.errors)")
    let judgement = try JudgementView(ending.outputData)
    #expect(judgement.flavour == "known_bad")
    let failed = judgement.failedChecks["walk"] ?? []
    #expect(failed.contains(defect.check), "\(failed)")
    // None of them touches the line, or what the chip tells of itself.
    #expect(
      failed.isDisjoint(with: ["sample_accounting", "summaries", "reported_faults", "stack"]),
      "\(failed)")
    // A late event is right in all but its time.
    if defect.check == "stride_event_deadline" { #expect(failed == [defect.check]) }
  }
}

/// What a script reads of `run.json`.
struct JudgementView: Decodable {
  private struct Document: Decodable { var judgement: Judgement }
  private struct Judgement: Decodable {
    struct Device: Decodable { var flavour: String }
    struct Check: Decodable {
      var name: String
      var verdict: String
    }
    struct Case: Decodable {
      var name: String
      var checks: [Check]
    }
    var device: Device?
    var cases: [Case]
  }

  let flavour: String?
  /// By the case's name.
  let failedChecks: [String: Set<String>]

  init(_ data: Data) throws {
    let judgement = try JSONDecoder().decode(Document.self, from: data).judgement
    flavour = judgement.device?.flavour
    failedChecks = Dictionary(
      uniqueKeysWithValues: judgement.cases.map { item in
        (item.name, Set(item.checks.filter { $0.verdict == "fail" }.map(\.name)))
      })
  }
}

/// Stride and summary frames of a capture, in their order, but for the time at which each left.
enum GaitPayloads {
  /// Type, then payload.
  static func read(_ path: String) throws -> [[UInt8]] {
    try CaptureReader.read(path: path).records.compactMap { record in
      guard case .chunk(let chunk) = record.body, case .chip(let message) = chunk.message else {
        return nil
      }
      switch message {
      case .stride, .summary: return masked(chunk.encoded)
      default: return nil
      }
    }
  }

  private static func masked(_ encoded: [UInt8]) -> [UInt8] {
    var payload: [UInt8] = []
    var decoder = FrameDecoder()
    decoder.receive((encoded + [0]).span.bytes) { _, _, frame in
      payload = (0..<frame.byteCount).map { frame.uint8(at: $0) }
      // The number of the frame counts what else was said: logs, credit.
      payload.remove(at: 1)
    }
    for index in ChipMessage.departureBytes(type: payload[0]) ?? 0..<0 { payload[1 + index] = 0 }
    return payload
  }
}
