import SoleLink
import Testing

@testable import Judge

/// The rig's own books: what it sent, and whether it had credit for it.
@Suite struct SentSamplesTests {
  private func samples(_ first: UInt32, _ count: Int) -> Wire.Samples {
    var list = Wire.SampleList()
    for _ in 0..<count { list.append(Wire.Sample()) }
    return Wire.Samples(firstIndex: first, samples: list)
  }

  private func credit(_ next: UInt32, _ free: UInt16) -> Wire.Credit {
    Wire.Credit(nextIndex: next, freeSlots: free)
  }

  @Test func whatIsSentIsCountedOnce() {
    var sent = SentSamples()
    sent.take(credit(0, 100), at: 0)
    for first: UInt32 in [0, 20, 10, 40] { sent.take(samples(first, 20), at: 1) }
    #expect(sent.unique == 60)
    #expect(sent.repeated == 20)
    #expect(sent.end == 60)
    #expect(sent.samples.count == 60)
    #expect(sent.beyondCredit == 0)
  }

  @Test func samplesBeyondTheCreditAreSeen() {
    var sent = SentSamples()
    sent.take(credit(0, 30), at: 0)
    sent.take(samples(0, 20), at: 1)
    #expect(sent.beyondCredit == 0)
    sent.take(samples(20, 20), at: 2)
    #expect(sent.beyondCredit == 10)
  }

  @Test func whatTheLineLostTakesNoCreditOnceTheChipHasAnswered() {
    var sent = SentSamples()
    sent.take(credit(0, 40), at: 0)
    sent.take(samples(0, 20), at: 1)
    sent.take(samples(20, 20), at: 1)
    sent.take(credit(0, 40), at: 2, isSettled: true)
    sent.take(samples(40, 20), at: 3)
    sent.take(samples(60, 20), at: 3)
    #expect(sent.beyondCredit == 0)
    sent.take(samples(80, 20), at: 3)
    #expect(sent.beyondCredit == 20)
  }

  @Test func whatIsLeftOutTakesNoCredit() {
    var sent = SentSamples()
    sent.take(credit(0, 40), at: 0)
    sent.take(samples(0, 20), at: 1)
    // Thirty are left out; then the chip says that it wants 20 and has room for 40 again.
    sent.take(samples(50, 20), at: 2)
    #expect(sent.beyondCredit == 0)
    sent.take(credit(20, 40), at: 3)
    sent.take(samples(70, 20), at: 4)
    #expect(sent.beyondCredit == 0)
    sent.take(samples(90, 1), at: 5)
    #expect(sent.beyondCredit == 1)
  }

  @Test func whenWhatWasSentAndCreditedIsKept() {
    var sent = SentSamples()
    sent.take(credit(0, 20), at: 10)
    sent.take(samples(0, 10), at: 20)
    sent.takeUnderrun(5, at: 30)
    #expect(sent.underruns == [.init(index: 5, told: 30)])
    #expect([5, 15, 25].map { sent.credited($0) } == [10, 10, nil])
    #expect([5, 15].map { sent.sent($0) } == [20, nil])
  }
}
