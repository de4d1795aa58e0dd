import Foundation
import RigModel
import SoleLink
import Stimulus
import TestSupport
import Testing
import VirtualBoard

/// The shoe's promises on the ARM image itself.
@Suite(
  .serialized,
  .enabled(
    if: ShoeBoard.isPresent(), "there is no firmware image: scripts/firmware/build makes it"))
struct ShoeBoardTests {
  private static let everything = Wire.Configure(
    sampleRate: 200, side: .right, legLength: 900, recording: .bySession,
    reports: [.totals, .progress, .runningSpeedAndCadence, .strideBasedSpeedAndDistance],
    feedback: Wire.FeedbackRules(rawValue: 255), bodyMass: 700, goalSteps: 60, impactLimit: 500,
    sprintSpeed: 4500)

  private static let mixed: [RunnerSegment] = [
    .stand(seconds: 2), .walk(metresPerSecond: 1.4, seconds: 15),
    .run(metresPerSecond: 3, seconds: 60), .run(metresPerSecond: 5.5, seconds: 20),
    .stand(seconds: 4),
  ]

  @Test("a run with everything on gives the same bytes on both boards, told and kept")
  func sameBytes() throws {
    let samples = try samplesOf(Self.mixed)
    var payloads: [[[UInt8]]] = []
    var records: [[UInt8]] = []
    for backend in [ShoeBoard.native, ShoeBoard.chip()] {
      let board = try ShoeBoard(backend)
      let told = try board.play(samples, Self.everything)
      payloads.append(told.compactMap(\.orderedBytes))
      let info = try #require(try board.infos().first)
      #expect(info.strides == UInt32(told.strides.count))
      records.append(try board.record(info))
      #expect(try board.status()?.unsentFrames == 0)
    }
    #expect(payloads[0].count > 500)
    #expect(payloads[0] == payloads[1])
    #expect(records[0] == records[1])
    let kinds = Set(payloads[0].map { $0[0] })
    #expect(kinds == [0x83, 0x84, 0x85, 0x89, 0x90, 0x91, 0x93], "of all kinds: \(kinds)")
  }

  private static let keeping = Wire.Configure(
    sampleRate: 200, legLength: 900, recording: .bySession, whenFull: .overwriteOldest)

  /// The flash of a board whose whole store is to be erased before use.
  private static func worn(_ flavour: String?) throws -> [UInt8] {
    var flash = try ShoeBoard(ShoeBoard.chip(flavour)).cutPower()
    for index in 0x2_E000..<0x4_0000 { flash[index] = 0 }
    return flash
  }

  /// Power fails somewhere in a session of the ARM image, 30 times: in the run, or while pages are
  /// erased before it. What was told before the last second is kept, and nothing else.
  @Test("30 power cuts lose the last second at most, and no record is read wrong")
  func powerCuts() throws {
    let samples = try samplesOf([.stand(seconds: 1), .run(metresPerSecond: 3.2, seconds: 90)])
    let reference = try ShoeBoard(ShoeBoard.native).play(samples, Self.keeping).strides
    let worn = try Self.worn(nil)
    var counts: Set<Int> = []
    for seed in 0..<30 {
      let board = try ShoeBoard(ShoeBoard.chip(), .restored(worn))
      let end = 400 + seed * 577 % (samples.count - 400)
      let heard = try board.play(samples, Self.keeping, stopAt: end).strides.count
      usleep(UInt32(seed * 1013 % 30_000))
      let next = try ShoeBoard(ShoeBoard.chip(), .restored(try board.cutPower()))
      let infos = try next.infos()
      let kept = try infos.first.map { try DecodedRecord(try next.record($0)) }
      let lengths = kept?.lengths ?? []
      counts.insert(lengths.count)
      // A second of running has two strides at most.
      #expect(lengths.count >= heard - 2, "seed \(seed): \(lengths.count) of \(heard)")
      #expect(
        lengths == reference.prefix(lengths.count).map { UInt32($0.strideLength) }, "seed \(seed)")
      #expect(kept?.lostPages ?? 0 == 0, "seed \(seed)")
      #expect(infos.count <= 1, "seed \(seed)")
      // And it records again.
      guard seed % 10 == 0 else { continue }
      let again = try next.play(Array(samples.prefix(3000)), Self.keeping, session: 2)
      #expect(try next.infos().last?.strides == UInt32(again.strides.count), "seed \(seed)")
    }
    #expect(counts.count > 15, "cuts at many places: \(counts.sorted())")
  }

  private static let likeHardware = "hardware-like"

  /// The build that takes a real chip's time for flash, behind a line that loses what its FIFO can't
  /// hold: every page has to be erased before use, most of them in the run.
  @Test(
    "ten minutes of running are recorded through the cable at 115200 without a lost sample",
    .enabled(
      if: ShoeBoard.isPresent(likeHardware),
      "there is no image: scripts/firmware/build --flavour \(likeHardware) makes it"))
  func tenMinutes() throws {
    let samples = try samplesOf([.stand(seconds: 1), .run(metresPerSecond: 3.2, seconds: 600)])
    // A host that stands still makes the emulated chip lose bytes, which is no fault of its firmware.
    for attempt in 1...3 {
      let board = try ShoeBoard(
        ShoeBoard.chip(Self.likeHardware), .restored(try Self.worn(Self.likeHardware)),
        cable: .line(baud: 115_200))
      let told = try board.play(samples, Self.keeping)
      let status = try #require(try board.status())
      let faults = told.compactMap { if case .sampleFault(let fault) = $0 { fault } else { nil } }
      let isClean = status.sequenceGaps == 0 && status.crcErrors == 0 && faults.isEmpty
      if !isClean, attempt < 3 { continue }
      #expect(isClean && status.uartOverruns == 0, "\(faults), \(status)")
      #expect(status.samplesConsumed == UInt32(samples.count))
      #expect(status.unsentFrames == 0)
      let info = try #require(try board.infos().first)
      let record = try DecodedRecord(try board.record(info))
      #expect(record.lengths == told.strides.map { UInt32($0.strideLength) })
      #expect(record.lengths.count > 800 && record.hasSummary)
      return
    }
  }
}
