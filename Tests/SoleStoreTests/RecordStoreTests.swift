import SoleFlash
import SoleStore
import TestSupport
import Testing

@Suite("The store of records")
struct RecordStoreTests {
  private let shelf = Shelf()

  @Test("what was written is read, over pages, in pieces of any size, and after a start")
  func readBack() throws {
    #expect(shelf.keep(0..<200) == 1)
    #expect(shelf.keep(500..<510) == 2)
    #expect(try shelf.decoded(1).lengths == (0..<200).map(UInt32.init))
    #expect(try shelf.decoded(2).lengths == (500..<510).map(UInt32.init))
    let whole = shelf.bytes(of: 1)
    for step in [UInt32(1), 7, 1023] { #expect(shelf.bytes(of: 1, step: step) == whole) }
    #expect(whole?.count == 3 * 1024)
    shelf.restart()
    #expect(shelf.bytes(of: 1) == whole)
    #expect(shelf.numbers() == [1, 2])
    #expect(shelf.flash.rulesBroken == [])
  }

  @Test("each page tells where it begins: time, strides, distance")
  func pageHeads() throws {
    _ = shelf.keep(0..<200)
    let record = try shelf.decoded(1)
    try #require(record.heads.count == 3)
    for (page, head) in record.heads.enumerated() {
      let before = record.entries.prefix(page * 82)
      #expect(head.strides == UInt32(before.count))
      #expect(head.distance == record.lengths.prefix(page * 82).reduce(0, +))
      if case .stride(let time, _, _) = before.last { #expect(head.time == time) }
    }
    let info = try #require(shelf.info(from: 0))
    #expect(info.strides == 200)
    #expect(info.distanceMillimetres == record.lengths.reduce(0, +))
    #expect(info.isCut, "it has no summary")
  }

  @Test("a store that is full of records nobody has keeps the oldest")
  func full() throws {
    #expect(shelf.keep(0..<300) == 1)
    #expect(shelf.keep(0..<400) == nil, "two of six pages are left")
    #expect(try shelf.decoded(1).lengths.count == 300)
    #expect(try shelf.decoded(2).lengths.count == 164)
    #expect(shelf.openRecord == 0)
    #expect(!shelf.wantsErase)
    #expect(shelf.begin(rateHertz: 200, intervalSeconds: 0, time: 0) == nil)
  }

  @Test("what was fetched gives way first, else the oldest where the host allows it")
  func overwriting() throws {
    for _ in 0..<3 { _ = shelf.keep(0..<100) }
    #expect(!shelf.wantsErase)
    #expect(shelf.markFetched(2))
    #expect(shelf.wantsErase)
    shelf.prepare(blankPages: 2, overwrites: false)
    #expect(shelf.numbers() == [1, 3])
    #expect(shelf.keep(0..<100) == 4)
    shelf.prepare(blankPages: 2, overwrites: false)
    #expect(shelf.numbers() == [1, 3, 4], "nobody has them")
    shelf.prepare(blankPages: 2, overwrites: true)
    #expect(shelf.numbers() == [3, 4])
    #expect(shelf.keep(0..<100) == 5)
    #expect(try shelf.decoded(3).lengths.count == 100)
    #expect(shelf.flash.rulesBroken == [])
  }

  @Test("erased records are gone, also after a start, and their numbers do not come again")
  func erase() {
    for _ in 0..<3 { _ = shelf.keep(0..<50) }
    shelf.erase(upTo: 2)
    #expect(shelf.numbers() == [3])
    shelf.erase(upTo: .max)
    #expect(shelf.numbers() == [])
    shelf.restart()
    #expect(shelf.numbers() == [])
    #expect(shelf.keep(0..<10) == 4)
    #expect(!shelf.markFetched(1))
  }

  @Test("every page is worn alike")
  func wear() {
    for index in 0..<120 {
      _ = shelf.keep(index..<index + 20)
      _ = shelf.markFetched(UInt32(index + 1))
      shelf.prepare(blankPages: 3, overwrites: false)
    }
    let erases = (2..<8).map { shelf.flash.erases[0x400 + UInt32($0) * 1024] ?? 0 }
    #expect(erases.allSatisfy { $0 >= 15 })
    #expect((erases.max() ?? 0) - (erases.min() ?? 0) <= 1, "\(erases)")
  }

  @Test("a page that rots is lost alone: the pages behind it tell where they begin")
  func corruptedPage() throws {
    _ = shelf.keep(0..<240)
    let second = try #require(
      (0..<8).map { 0x400 + UInt32($0) * 1024 }.first { address in
        shelf.flash.word(at: address) & 0xFFFF == 0x5253
          && shelf.flash.word(at: address + 12) & 0xFFFF == 1
      })
    shelf.flash.spoil(second + 21) { $0 ^= 0x10 }
    shelf.restart()
    let info = try #require(shelf.info(from: 0))
    #expect(info.isDamaged)
    #expect(info.strides == 240)
    let record = try shelf.decoded(1)
    #expect(record.lostPages == 1)
    #expect(record.lengths == (Array(0..<82) + Array(164..<240)).map(UInt32.init))
  }

  @Test("an entry that rots is skipped alone")
  func corruptedEntry() throws {
    _ = shelf.keep(0..<82)
    let page = try #require(
      (0..<8).map { 0x400 + UInt32($0) * 1024 }.first { address in
        shelf.flash.word(at: address) & 0xFFFF == 0x5253
      })
    shelf.flash.spoil(page + 40 + 12 * 30 + 3) { $0 ^= 0x80 }
    let record = try shelf.decoded(1)
    #expect(record.badEntries == 1)
    #expect(record.lengths == (0..<82).filter { $0 != 30 }.map(UInt32.init))
    #expect(shelf.info(from: 0)?.strides == 81)
  }

  @Test("a flash full of anything is no record, and of use once it is erased")
  func foreignFlash() {
    for byte in [UInt8(0), 0x55, 0x53] {
      let shelf = Shelf(
        ModelFlash(
          bytes: [UInt8](repeating: byte, count: Int(StoreLayout.small.range.upperBound)),
          writable: StoreLayout.small.range))
      #expect(shelf.numbers() == [])
      #expect(shelf.begin(rateHertz: 200, intervalSeconds: 0, time: 0) == nil)
      shelf.prepare(blankPages: 4, overwrites: false)
      #expect(shelf.keep(0..<100) == 1)
      shelf.save(LifetimeTotals())
      #expect(shelf.flash.rulesBroken == [])
    }
  }

  @Test("an hour of strides fits into the chip's 72 KB, and 8 hours at an entry every 30 s")
  func capacity() throws {
    #expect(StoreLayout.microbit.range == 0x2_E000..<0x4_0000)
    let shelf = Shelf(.blank(.microbit), .microbit)
    _ = shelf.begin(rateHertz: 200, intervalSeconds: 0, time: 0)
    // 190 steps a minute: 95 strides; the beginning and the summary take nine entries.
    var count = 0
    while shelf.append(.stride(count)) { count += 1 }
    #expect(count >= 60 * 95 + 9)
    #expect(count == 70 * 82)
    shelf.erase(upTo: .max)
    _ = shelf.begin(rateHertz: 200, intervalSeconds: 30, time: 0)
    for _ in 0..<960 { #expect(shelf.append(RecordEntry(IntervalEntry()))) }
    shelf.close()
    #expect(shelf.info(from: 0)?.bytes == 12_288)
  }
}

@Suite("Totals of a lifetime")
struct LifetimeLogTests {
  private let shelf = Shelf()

  @Test("the newest counts, over both pages, also after a start")
  func newest() {
    for count in UInt32(1)...200 {
      var totals = LifetimeTotals()
      totals.runStrides = count
      totals.sprints = UInt16(count)
      totals.longestMillimetres = count * 7
      shelf.save(totals)
      #expect(shelf.lifetime == totals)
      if count % 3 == 0 { shelf.restart() }
      #expect(shelf.lifetime == totals)
      if shelf.wantsErase { shelf.eraseNext() }
    }
    #expect(shelf.flash.rulesBroken == [])
  }

  @Test("what finds no room is kept in memory, and written once a page was erased")
  func noRoom() {
    var totals = LifetimeTotals()
    for count in UInt32(1)...40 {
      totals.walkStrides = count
      shelf.save(totals)
    }
    #expect(shelf.lifetime.walkStrides == 40)
    #expect(shelf.wantsErase)
    shelf.eraseNext()
    totals.walkStrides = 41
    shelf.save(totals)
    shelf.restart()
    #expect(shelf.lifetime.walkStrides == 41)
  }
}
