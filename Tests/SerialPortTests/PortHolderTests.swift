import Testing

@testable import SerialPort

@Suite struct PortHolderTests {
  private let table = """
    1: POSIX  ADVISORY  READ  11 00:17:5 0 EOF
    2: FLOCK  ADVISORY  WRITE 22 00:18:5 0 EOF
    3: FLOCK  ADVISORY  WRITE 33 fe:17:5 0 EOF
    4: -> FLOCK  ADVISORY  WRITE 44 00:17:5 0 EOF
    5: FLOCK  ADVISORY  WRITE 55 00:17:5 0 EOF
    6: torn
    """

  @Test func theOwnerIsTheOneOfThisVeryFile() {
    #expect(PortHolder.lockOwner(in: table, major: 0, minor: 0x17, inode: 5) == 55)
    #expect(PortHolder.lockOwner(in: table, major: 0, minor: 0x18, inode: 5) == 22)
    #expect(PortHolder.lockOwner(in: table, major: 0xFE, minor: 0x17, inode: 5) == 33)
    #expect(PortHolder.lockOwner(in: table, major: 0, minor: 0x17, inode: 6) == nil)
  }
}

@Suite struct MonotonicClockTests {
  @Test func itNeverGoesBack() {
    var last = MonotonicClock.now()
    for _ in 0..<10_000 {
      let now = MonotonicClock.now()
      #expect(now >= last)
      last = now
    }
    #expect(last > 0)
  }
}
