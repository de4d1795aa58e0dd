import SoleFlash
import TestSupport
import Testing

@testable import SoleStore

@Suite("Entries of a record")
struct RecordEntryTests {
  @Test("every word of an entry that power fails in leaves an entry that is not taken")
  func tornWords() {
    var random = TestRandom(seed: 8)
    for index in 0..<400 {
      let entry = RecordEntry.stride(index)
      #expect(entry.kind == .stride)
      for _ in 0..<40 {
        let noise = UInt32.random(in: .min ... .max, using: &random)
        let more = UInt32.random(in: .min ... .max, using: &random) | noise
        for (first, second, third) in [
          (entry.first | noise, UInt32.max, UInt32.max), (entry.first, entry.second | more, .max),
          (entry.first, entry.second, entry.third | more),
        ] {
          let torn = RecordEntry(first, second, third)
          if torn != entry { #expect(torn.kind == nil) }
        }
      }
    }
  }

  /// The claim is for every word, not only for those that a seed draws: the count of zeros of what
  /// lacks zeros is always wrong.
  @Test("no more ones in the last word ever make another good entry")
  func everyTornLastWord() {
    let entry = RecordEntry.stride(77)
    let zeros = (0..<32).filter { entry.third >> UInt32($0) & 1 == 0 }
    for first in zeros {
      for second in zeros {
        for third in zeros {
          let more = UInt32(1) << UInt32(first) | 1 << UInt32(second) | 1 << UInt32(third)
          #expect(RecordEntry(entry.first, entry.second, entry.third | more).kind == nil)
        }
      }
    }
  }

  @Test("a bit that rots is found in any place")
  func rot() {
    let entry = RecordEntry.stride(5)
    for bit in UInt32(0)..<96 {
      let words = (0..<3).map { UInt32($0) == bit / 32 ? UInt32(1) << (bit % 32) : 0 }
      let rotten = RecordEntry(
        entry.first ^ words[0], entry.second ^ words[1], entry.third ^ words[2])
      #expect(rotten.kind == nil, "bit \(bit)")
    }
  }

  @Test("what does not fit its field stands at the field's end")
  func clamped() {
    var stride = StrideEntry()
    stride.timeSixteenths = 1_000_000
    stride.strikeDegrees = -500
    stride.pronationDegrees = 500
    stride.lengthMillimetres = 8191
    let entry = RecordEntry(stride)
    #expect(entry.bits(at: 3, 15) == 32_767)
    #expect(entry.bits(at: 30, 13) == 8191)
    #expect(entry.bits(at: 53, 7) == 64)
    #expect(entry.bits(at: 60, 6) == 31)
    #expect(RecordEntry(timeSixteenths: .max).bits(at: 3, 32) == .max)
    #expect(RecordEntry(.summary, 6, .max, 5).bits(at: 39, 32) == 5)
  }

  @Test("no entry looks as if nothing had been written")
  func neverBlank() {
    #expect(!RecordEntry(timeSixteenths: .max).isBlank)
    #expect(!RecordEntry(.summary, 15, .max, .max).isBlank)
    #expect(RecordEntry(.max, .max, .max).isBlank)
    #expect(RecordEntry(.max, .max, .max).kind == nil)
  }
}
