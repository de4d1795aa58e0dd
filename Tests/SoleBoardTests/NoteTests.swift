import SoleBoard
import Testing

@Suite struct NoteTests {
  private let chip = ChipModel()
  private let address: UInt32 = 0x2000_3FC4

  @Test func noiseIsNoNote() {
    #expect(BootNote.load(from: chip.bus, at: address) == nil)
  }

  @Test func noteOutlivesAReset() throws {
    var note = BootNote()
    note.noteBoot()
    note.noteBoot()
    note.noteLife()
    note.noteBoot()
    note.note(ending: .panic)
    note.store(to: chip.bus, at: address)
    let left = try #require(BootNote.load(from: chip.bus, at: address))
    #expect(left == note)
    #expect(left.boots == 3 && left.bootsNotLived == 1 && left.panics == 1)
    #expect(left.ending == .panic)
    #expect(chip.violations == [])
  }

  @Test func everyChangedBitSpoilsTheNote() {
    var note = BootNote()
    note.noteBoot()
    note.store(to: chip.bus, at: address)
    for offset in stride(from: UInt32(0), to: BootNote.byteCount, by: 4) {
      for bit in UInt32(0)..<32 {
        let before = chip.registers[address + offset] ?? 0
        chip.set(before ^ 1 << bit, at: address + offset)
        #expect(BootNote.load(from: chip.bus, at: address) == nil)
        chip.set(before, at: address + offset)
      }
    }
    #expect(BootNote.load(from: chip.bus, at: address) == note)
  }

  /// The bootloader counts a start before the app can; the app must not count it again.
  @Test func aTrialIsCountedOnce() throws {
    var note = BootNote()
    note.noteTrial()
    note.store(to: chip.bus, at: address)
    var left = try #require(BootNote.load(from: chip.bus, at: address))
    left.noteBoot()
    #expect(left.bootsNotLived == 1 && left.boots == 1)
    left.noteBoot()
    #expect(left.bootsNotLived == 2)
  }

  @Test func bootForgetsHowTheLastRunEnded() {
    var note = BootNote()
    note.note(ending: .request)
    note.noteBoot()
    #expect(note.ending == .unknown)
  }

  @Test(
    arguments: [
      (nil, 0b0001, .powerOn), (.powerLost, 0b0001, .powerOn), (.unknown, 0, .powerOn),
      (.unknown, 0b0001, .pin),
      (.unknown, 0b0010, .watchdog), (.unknown, 0b0100, .software), (.unknown, 0b1000, .lockup),
      (.panic, 0b0100, .panic), (.panic, 0b0001, .panic), (.request, 0b0001, .software),
      (.request, 0b0010, .watchdog), (.unknown, 0b1011, .lockup),
    ] as [(BootNote.Ending?, UInt32, StartCause)])
  func causeIsTold(ending: BootNote.Ending?, bits: UInt32, cause: StartCause) {
    var note: BootNote?
    if let ending {
      var left = BootNote()
      left.note(ending: ending)
      note = left
    }
    #expect(StartCause(note: note, reason: ResetReason(rawValue: bits)) == cause)
  }

  @Test func loadIsTheShareAwake() {
    var meter = LoadMeter()
    #expect(meter.take(at: 0) == 0)
    meter.slept(from: 100, to: 850)
    #expect(meter.take(at: 1000) == 250)
    #expect(meter.take(at: 2000) == 1000)
    meter.slept(from: 2000, to: 3000)
    #expect(meter.take(at: 3000) == 0)
  }

  @Test func stackIsToldByItsPaint() {
    let bottom: UInt32 = 0x2000_0000
    let top: UInt32 = 0x2000_0100
    for word in stride(from: bottom, to: top, by: 4) { chip.set(0xC5C5_C5C5, at: word) }
    var gauge = StackGauge(bus: chip.bus, bottom: bottom, top: top)
    #expect(gauge.size == 256)
    #expect(gauge.highWaterMark() == 0)
    chip.set(1, at: top - 16)
    #expect(gauge.highWaterMark() == 16)
    chip.set(1, at: bottom + 8)  // a frame that left the words between untouched
    #expect(gauge.highWaterMark() == 248)
    chip.set(0xC5C5_C5C5, at: bottom + 8)
    #expect(gauge.highWaterMark() == 248)  // once used is used
  }

  @Test func ringGoesRound() {
    var ring = ByteRing<4>()
    #expect(ring.removeFirst() == nil)
    for round in UInt8(0)..<50 {
      let bytes = (0...round % 4).map { round &+ $0 }
      for byte in bytes { _ = ring.append(byte) }
      if ring.isFull {
        let isTaken = ring.append(0)
        #expect(!isTaken)
      }
      #expect(bytes.map { _ in ring.removeFirst() } == bytes)
      #expect(ring.isEmpty && ring.free == 4)
    }
    #expect(ring.highWaterMark == 4)
  }
}
