import SoleFlash
import SoleStore
import TestSupport
import Testing

/// Every flash operation of a session is cut in every way: nothing but the last entry is lost, and
/// nothing is ever read that was not written.
@Suite("The store, its power cut")
struct StorePowerCutTests {
  /// What is done to the store, and how far it was known to be done when power failed.
  private struct Progress {
    var appended = 0
    var isClosed = false
  }

  private static let old = 0..<120
  private static let new = 1000..<1100

  /// A store with an old record that was fetched, and no blank page to spare.
  private static func used() -> ModelFlash {
    let shelf = Shelf()
    _ = shelf.keep(old)
    _ = shelf.keep(0..<240)
    _ = shelf.markFetched(1)
    return shelf.flash
  }

  /// A session: room is made, a record is begun, strides come, it is closed, totals are saved.
  private static func session(_ shelf: Shelf) -> Progress {
    var progress = Progress()
    shelf.prepare(blankPages: 3, overwrites: false)
    guard !shelf.flash.isDead,
      shelf.begin(rateHertz: 200, intervalSeconds: 0, time: 0) != nil
    else { return progress }
    for index in new {
      guard shelf.append(.stride(index)), !shelf.flash.isDead else { return progress }
      progress.appended += 1
    }
    shelf.close()
    var totals = LifetimeTotals()
    totals.runStrides = 77
    shelf.save(totals)
    progress.isClosed = !shelf.flash.isDead
    return progress
  }

  private static func operations(_ flash: ModelFlash, _ run: (Shelf) -> Void) -> Int {
    let shelf = Shelf(flash)
    shelf.flash.restorePower()
    run(shelf)
    return shelf.flash.operations
  }

  @Test("the word that counts an entry's zeros is written last")
  func order() throws {
    let shelf = Shelf()
    _ = shelf.begin(rateHertz: 200, intervalSeconds: 0, time: 0)
    let page = try #require(
      (0..<8).map { 0x400 + UInt32($0) * 1024 }.first { address in
        shelf.flash.word(at: address) & 0xFFFF == 0x5253
      })
    for written in 0..<3 {
      shelf.flash.cutPower(at: written, .done, seed: 1)
      _ = shelf.append(.stride(7))
      let slot = page + 40 + UInt32(written) * 12
      let words = (0..<3).map { shelf.flash.word(at: slot + $0 * 4) != .max }
      #expect(words == (0..<3).map { $0 <= written })
      shelf.flash.restorePower()
    }
  }

  @Test("a session cut anywhere keeps all but its last entry", arguments: ModelFlash.Tear.allCases)
  func session(tear: ModelFlash.Tear) throws {
    let start = Self.used()
    let count = Self.operations(start) { _ = Self.session($0) }
    #expect(count > 300)
    for operation in 0..<count {
      let shelf = Shelf(start)
      shelf.flash.cutPower(at: operation, tear, seed: UInt64(operation) &* 977 &+ 5)
      let progress = Self.session(shelf)
      shelf.restart()
      let label = "cut \(operation), \(tear)"
      // The record that nobody fetched is whole, whatever happens.
      let kept = try shelf.decoded(2)
      #expect(kept.lengths == (0..<240).map(UInt32.init), "\(label)")
      // The fetched one is whole or gone.
      let fetched = try shelf.decoded(1)
      #expect(
        shelf.bytes(of: 1) == nil || fetched.lengths == Self.old.map(UInt32.init), "\(label)")
      let new = try shelf.decoded(3)
      let whole = Array(Self.new.prefix(progress.appended)).map(UInt32.init)
      let more = Array(Self.new.prefix(progress.appended + 1)).map(UInt32.init)
      #expect(new.lengths == whole || new.lengths == more, "\(label)")
      #expect(new.badEntries <= 1 && new.lostPages == 0, "\(label)")
      #expect(shelf.lifetime.runStrides == 77 || !progress.isClosed, "\(label)")
      #expect([0, 77].contains(shelf.lifetime.runStrides), "\(label)")
      // And the store goes on.
      shelf.prepare(blankPages: 1, overwrites: true)
      #expect(shelf.keep(5..<10) != nil, "\(label)")
      #expect(shelf.flash.rulesBroken == [], "\(label)")
    }
  }

  @Test("erasing cut anywhere leaves records whole or gone", arguments: ModelFlash.Tear.allCases)
  func erasing(tear: ModelFlash.Tear) throws {
    let start = Self.used()
    let count = Self.operations(start) { $0.erase(upTo: 2) }
    #expect(count >= 12)
    for operation in 0..<count {
      let shelf = Shelf(start)
      shelf.flash.cutPower(at: operation, tear, seed: UInt64(operation) &* 131 &+ 3)
      shelf.erase(upTo: 2)
      shelf.restart()
      for (number, strides) in [(UInt32(1), Self.old), (2, 0..<240)] {
        let record = try shelf.decoded(number)
        let isWhole = record.lengths == strides.map(UInt32.init) && record.lostPages == 0
        #expect(isWhole || shelf.bytes(of: number) == nil, "cut \(operation), \(tear), \(number)")
      }
      shelf.erase(upTo: 2)
      #expect(shelf.numbers() == [], "cut \(operation), \(tear)")
      #expect(shelf.keep(0..<10) == 3, "cut \(operation), \(tear)")
    }
  }

  /// 30 s intervals: each second is in the journal, so no more than a second is lost.
  private static func intervals(_ shelf: Shelf) -> (full: Int, strides: UInt32) {
    var done: (full: Int, strides: UInt32) = (0, 0)
    guard shelf.begin(rateHertz: 200, intervalSeconds: 30, time: 0) != nil else { return done }
    var interval = IntervalEntry()
    for second in UInt32(1)...100 {
      let place = (second - 1) % 30 + 1
      if place == 1 { interval = IntervalEntry() }
      interval.seconds = place
      interval.strides += 1
      interval.distanceMillimetres += 2000
      if place == 30 {
        guard shelf.append(RecordEntry(interval)) else { return done }
      } else {
        shelf.note(interval, isFirst: place == 1)
      }
      if shelf.flash.isDead { return done }
      if place == 30 { done.full += 1 }
      done.strides = second
      if shelf.wantsErase { shelf.eraseNext() }
      if shelf.flash.isDead { return done }
    }
    return done
  }

  @Test("of intervals, the last second is lost at most", arguments: ModelFlash.Tear.allCases)
  func journal(tear: ModelFlash.Tear) throws {
    let start = ModelFlash.blank()
    let count = Self.operations(start) { _ = Self.intervals($0) }
    #expect(count > 300)
    for operation in 0..<count {
      let shelf = Shelf(start)
      shelf.flash.cutPower(at: operation, tear, seed: UInt64(operation) &* 71 &+ 11)
      let done = Self.intervals(shelf)
      shelf.restart()
      let label = "cut \(operation), \(tear)"
      for _ in 0..<2 {
        guard let bytes = shelf.bytes(of: 1) else {
          #expect(done.strides == 0, "\(label)")
          break
        }
        let record = try DecodedRecord(bytes)
        var strides: UInt32 = 0
        var end: UInt32 = 0
        for case .interval(let until, let count, let distance) in record.entries {
          #expect(distance == count * 2000, "\(label)")
          strides += count
          end = until
        }
        #expect(strides == done.strides || strides == done.strides + 1, "\(label)")
        #expect(end == strides * 3200, "\(label)")
        #expect(shelf.info(from: 0)?.strides == strides, "\(label)")
        // A second start finds the same.
        shelf.restart()
      }
      #expect(shelf.flash.rulesBroken == [], "\(label)")
    }
  }
}
