import SoleFlash
import SoleShoe
import SoleStore
import TestSupport
import Testing

@testable import SoleGait

/// A recorder, its store, and the flash below.
private struct Keeper {
  private var recorder: RunRecorder
  private(set) var store = RecordStore(.microbit)
  private(set) var flash = ModelFlash(
    bytes: [UInt8](repeating: 0xFF, count: 0x4_0000), writable: StoreLayout.microbit.range)
  private(set) var events: [RecordEventKind] = []
  private(set) var told: [SoleGait.Stride] = []
  private var last: SoleGait.Stride

  /// - Parameter start: sample time at which the first stride begins, in 1/16 samples.
  init(_ mode: RecordingSettings.Mode, interval: UInt32 = 0, from start: UInt32) {
    var settings = RecordingSettings()
    settings.mode = mode
    settings.intervalSeconds = interval
    recorder = RunRecorder(settings)
    last = SoleGait.Stride()
    last.endMidstance = start
    store.mount(&flash)
    store.prepare(blankPages: 4, overwrites: false, &flash)
    note(recorder.start(&store, &flash))
  }

  private mutating func note(_ event: RecordEventKind?) {
    if let event { events.append(event) }
  }

  /// Runs some strides, and lets each second pass as it comes.
  mutating func run(_ count: Int) {
    for _ in 0..<count {
      last = .next(after: last, metres: 2.1, seconds: 0.7)
      told.append(last)
      note(recorder.take(last, &store, &flash))
      note(recorder.pass(to: last.endMidstance, isStill: false, SummaryExtras(), &store, &flash))
    }
  }

  /// Stands still; tells after how many seconds the record ended.
  mutating func stand(_ seconds: UInt32) -> UInt32? {
    for second in 1...seconds {
      let event = recorder.pass(
        to: last.endMidstance &+ second * 3200, isStill: true, SummaryExtras(), &store, &flash)
      note(event)
      if event == .ended { return second }
    }
    return nil
  }

  struct NoRecord: Error {}

  mutating func record() throws -> DecodedRecord {
    guard let info = store.info(from: 0, flash) else { throw NoRecord() }
    var bytes: [UInt8] = []
    _ = store.read(info.record, offset: 0, count: info.bytes, flash) { bytes.append($0) }
    return try DecodedRecord(bytes)
  }
}

/// Sample time is 32 bits of 1/16 samples: at 200 Hz it goes round after 15.5 days.
@Suite("A recorder whose clock goes round")
struct RunRecorderTests {
  private static let beforeTheEnd = UInt32.max - 3200 * 40

  @Test("strides are kept on both sides, each at its own time")
  func strides() throws {
    var keeper = Keeper(.byItself, from: Self.beforeTheEnd)
    keeper.run(150)
    #expect(keeper.stand(70) == 60)
    #expect(keeper.events == [.begun, .ended])
    let record = try keeper.record()
    let ends = record.entries.compactMap { entry in
      if case .stride(let time, _, _) = entry { time } else { nil }
    }
    // From the stride that made ten seconds of running full.
    #expect(ends == keeper.told.suffix(ends.count).map(\.endMidstance))
    #expect(ends.count == 150 - 14)
    #expect(ends.first ?? 0 > Self.beforeTheEnd && ends.last ?? .max < 3200 * 70)
    #expect(record.hasSummary)
  }

  @Test("intervals go on over it, and none is lost")
  func intervals() throws {
    var keeper = Keeper(.byItself, interval: 5, from: Self.beforeTheEnd)
    keeper.run(150)
    #expect(keeper.stand(70) == 60)
    let record = try keeper.record()
    var (strides, last) = (UInt32(0), UInt32?.none)
    for case .interval(let end, let count, _) in record.entries {
      strides += count
      if let last { #expect(end &- last <= 5 * 3200) }
      last = end
    }
    #expect(strides == 150 - 14)
  }
}
