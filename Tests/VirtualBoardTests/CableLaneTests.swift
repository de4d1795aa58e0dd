import RigModel
import TestSupport
import Testing

@testable import VirtualBoard

@Suite struct CableLaneTests {
  private let start: UInt64 = 1_000_000_000

  private func lane(
    _ direction: CableDirection = .toHost, _ configure: (inout CableSettings) -> Void = { _ in }
  ) -> CableLane {
    var settings = CableSettings()
    configure(&settings)
    return CableLane(direction, settings: settings, at: start)
  }

  private func outcome(_ lane: inout CableLane) -> [CableLane.TimedByte] {
    var bytes: [CableLane.TimedByte] = []
    while let byte = lane.next(at: .max) { bytes.append(byte) }
    return bytes
  }

  private func accept(_ bytes: [UInt8], at time: UInt64, _ lane: inout CableLane) {
    bytes.withUnsafeBytes { lane.accept($0, at: time) }
  }

  @Test func aPlainLaneIsIdealAndGivesBytesBackAtOnce() {
    var lane = lane()
    #expect(lane.isIdeal)
    accept([1, 2, 3], at: start, &lane)
    #expect(!lane.isIdeal, "bytes that wait must not be overtaken")
    let bytes = outcome(&lane)
    #expect(bytes.map(\.value) == [1, 2, 3])
    #expect(bytes.allSatisfy { $0.due == start })
    #expect(lane.isIdeal)
  }

  @Test(arguments: CableDirection.allCases)
  func aPacedLineCarriesAByteInTenBits(direction: CableDirection) {
    var lane = lane(direction) { $0.baud = 1_000_000 }
    accept([1, 2, 3], at: start, &lane)
    #expect(outcome(&lane).map(\.due) == [start + 10_000, start + 20_000, start + 30_000])
    // An idle line saves no time up.
    accept([4], at: start + 1_000_000, &lane)
    #expect(outcome(&lane).map(\.due) == [start + 1_010_000])
  }

  @Test func nothingIsDueBeforeItsTime() {
    var lane = lane { $0.baud = 1_000_000 }
    accept([1, 2], at: start, &lane)
    #expect(lane.next(at: start + 9_999) == nil)
    #expect(lane.next(at: start + 10_000)?.value == 1)
    #expect(lane.nextDue == start + 20_000)
    #expect(lane.next(at: start + 19_999) == nil)
  }

  @Test func jitterStaysInItsBoundsAndKeepsTheOrder() {
    var lane = lane {
      $0.latencyMicroseconds = 100
      $0.jitterMicroseconds = 50
    }
    var delays: Set<UInt64> = []
    for index in UInt64(0)..<200 {
      accept([UInt8(index)], at: start + index * 1_000_000, &lane)
      let delay = outcome(&lane)[0].due - start - index * 1_000_000
      #expect((100_000...150_000).contains(delay))
      delays.insert(delay)
    }
    #expect(delays.count > 100)
    for index in UInt64(0)..<200 { accept([UInt8(index)], at: start + index, &lane) }
    let bytes = outcome(&lane)
    #expect(bytes.map(\.value) == (0..<200).map { UInt8($0) })
    #expect(zip(bytes, bytes.dropFirst()).allSatisfy { $0.due <= $1.due })
  }

  @Test func usbHandsBytesOverInFrames() {
    var lane = lane {
      $0.baud = 1_000_000
      $0.frameMicroseconds = 1000
      $0.latencyMicroseconds = 10
    }
    accept([UInt8](repeating: 7, count: 150), at: start, &lane)
    let due = outcome(&lane).map { $0.due - start }
    // The line takes 10 µs a byte: a hundred in the first millisecond, the rest in the second.
    #expect(due.prefix(100).allSatisfy { $0 == 1_010_000 })
    #expect(due.suffix(50).allSatisfy { $0 == 2_010_000 })
  }

  @Test func towardsTheChipTheFrameComesBeforeTheLine() {
    var lane = lane(.toChip) {
      $0.baud = 1_000_000
      $0.frameMicroseconds = 1000
    }
    accept([1, 2], at: start + 1, &lane)
    #expect(outcome(&lane).map { $0.due - start } == [1_010_000, 1_020_000])
  }

  @Test func theRoomOfAPacedLineIsSmallAndBounded() {
    var lane = lane { $0.baud = 115_200 }
    let room = lane.room
    #expect(room >= 64 && room <= 128)
    accept([UInt8](repeating: 0, count: room), at: start, &lane)
    #expect(lane.room == 0)
    _ = lane.next(at: .max)
    #expect(lane.room == 1)
  }

  /// What the log says of it, done to the bytes that went in, must give those that came out.
  private func replay(_ input: [UInt8], _ log: [CableLogEntry]) -> [UInt8] {
    var output: [UInt8] = []
    let cut = log.first { $0.kind == .cut }?.offset ?? .max
    for (offset, byte) in input.enumerated() where UInt64(offset) < cut {
      let faults = log.filter { $0.offset == UInt64(offset) }
      if faults.contains(where: { $0.kind == .drop }) { continue }
      let flip = faults.first { $0.kind == .flip }.map { UInt8(1) << UInt8($0.detail) } ?? 0
      output.append(byte ^ flip)
      if faults.contains(where: { $0.kind == .duplicate }) { output.append(byte ^ flip) }
    }
    return output
  }

  @Test(arguments: UInt64(1)...40)
  func theLogIsTheTruth(seed: UInt64) {
    var lane = lane {
      $0.seed = seed
      $0.toHost.bitFlipsPerByte = 0.05
      $0.toHost.dropsPerByte = 0.05
      $0.toHost.duplicatesPerByte = 0.05
      $0.toHost.cutAfterBytes = 900
    }
    let input = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    accept(input, at: start, &lane)
    let output = outcome(&lane).map(\.value)
    let counters = lane.counters
    let log = lane.takeLog()
    #expect(output == replay(input, log), "seed \(seed)")
    #expect(output != Array(input.prefix(900)), "seed \(seed)")
    #expect(counters.cutBytes == 100 && counters.bytes == 1000)
    #expect(counters.flips == UInt64(log.count { $0.kind == .flip }))
    #expect(counters.drops == UInt64(log.count { $0.kind == .drop }))
    #expect(counters.duplicates == UInt64(log.count { $0.kind == .duplicate }))
  }

  /// The same seed gives the same faults, however the bytes came.
  @Test(arguments: UInt64(1)...20)
  func faultsDoNotDependOnChunks(seed: UInt64) {
    func faulty() -> CableLane {
      lane {
        $0.seed = seed
        $0.jitterMicroseconds = 20
        $0.toHost.bitFlipsPerByte = 0.1
        $0.toHost.dropsPerByte = 0.1
        $0.toHost.stalls = [.init(afterBytes: 100, microseconds: 5)]
      }
    }
    let input = (0..<400).map { UInt8(truncatingIfNeeded: $0) }
    var whole = faulty()
    accept(input, at: start, &whole)
    var random = TestRandom(seed: seed)
    var chunked = faulty()
    var rest = input[...]
    while !rest.isEmpty {
      let chunk = rest.prefix(Int.random(in: 1...30, using: &random))
      rest = rest.dropFirst(chunk.count)
      accept(Array(chunk), at: start, &chunked)
    }
    #expect(outcome(&whole).map(\.value) == outcome(&chunked).map(\.value), "seed \(seed)")
    let faults: (CableLogEntry) -> String = { "\($0.kind) \($0.offset) \($0.detail)" }
    #expect(whole.takeLog().map(faults) == chunked.takeLog().map(faults), "seed \(seed)")
  }

  @Test func twoSeedsAndTwoDirectionsHaveDifferentFaults() {
    let runs = [(CableDirection.toHost, 1), (.toHost, 2), (.toChip, 1)].map { run in
      var lane = lane(run.0) {
        $0.seed = UInt64(run.1)
        $0.toHost.dropsPerByte = 0.1
        $0.toChip.dropsPerByte = 0.1
      }
      accept([UInt8](repeating: 0, count: 500), at: start, &lane)
      return lane.takeLog().map(\.offset)
    }
    #expect(runs[0] != runs[1] && runs[0] != runs[2])
  }

  @Test func faultsComeAtTheirRate() {
    var lane = lane { $0.toHost.dropsPerByte = 0.01 }
    for _ in 0..<100 {
      accept([UInt8](repeating: 0, count: 1000), at: start, &lane)
      _ = outcome(&lane)
    }
    // 1000 expected, standard deviation 31: four of them.
    #expect((874...1126).contains(lane.counters.drops))
  }

  @Test func aStallHoldsTheLineAndAllBehind() {
    var lane = lane {
      $0.baud = 1_000_000
      $0.toHost.stalls = [.init(afterBytes: 1, microseconds: 500)]
    }
    accept([1, 2, 3], at: start, &lane)
    #expect(outcome(&lane).map { $0.due - start } == [10_000, 520_000, 530_000])
    let entry = lane.takeLog().first
    #expect(entry?.kind == .stall && entry?.offset == 1 && entry?.detail == 500_000)
  }

  @Test func timesOfAMillionYearsDoNotOverflow() {
    var lane = lane {
      $0.toHost.stalls = [.init(afterBytes: 1, microseconds: .max)]
      $0.toHost.cutAfterMicroseconds = .max
    }
    accept([1, 2], at: start, &lane)
    #expect(lane.next(at: start + 1)?.value == 1)
    #expect(lane.next(at: start + 1_000_000_000_000) == nil)
  }

  @Test func aCutByTimeLetsNothingThroughAfterIt() {
    var lane = lane { $0.toHost.cutAfterMicroseconds = 100 }
    accept([1], at: start + 99_999, &lane)
    accept([2], at: start + 100_000, &lane)
    accept([3], at: start + 200_000, &lane)
    #expect(outcome(&lane).map(\.value) == [1])
    #expect(lane.counters.cutBytes == 2)
    #expect(lane.takeLog().map(\.offset) == [1])
  }

  @Test func faultsCountFromTheMomentTheSettingsAreTaken() {
    var lane = lane()
    lane.pass(1000)
    var settings = CableSettings()
    settings.toHost.cutAfterBytes = 2
    lane.apply(settings, at: start + 5)
    accept([1, 2, 3], at: start + 5, &lane)
    #expect(outcome(&lane).map(\.value) == [1, 2])
    // The log tells where in the whole stream.
    #expect(lane.takeLog().map(\.offset) == [1002])
    lane.apply(.ideal, at: start + 6)
    accept([4], at: start + 6, &lane)
    #expect(outcome(&lane).map(\.value) == [4])
  }

  @Test func newSettingsDoNotLetBytesOvertake() {
    var lane = lane { $0.latencyMicroseconds = 1000 }
    accept([1], at: start, &lane)
    lane.apply(.ideal, at: start)
    accept([2], at: start, &lane)
    let bytes = outcome(&lane)
    #expect(bytes.map(\.value) == [1, 2])
    #expect(bytes[1].due >= bytes[0].due)
  }
}
