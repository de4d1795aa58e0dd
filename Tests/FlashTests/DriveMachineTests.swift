import Flash
import Testing

/// What is done about a drive, from what it shows.
struct DriveMachineTests {
  private static let second: UInt64 = 1_000_000_000
  private static let serial = "9900000051114e45"

  private static func details(_ count: Int = 0, _ more: String = "", id: String = serial) -> String
  {
    "# DAPLink Firmware - see https://mbed.com/daplink\r\nUnique ID: \(id)\r\nHIC ID: 97969900\r\n"
      + "Auto Reset: 1\r\nInterface Version: 0255\r\nRemount count: \(count)\r\n\(more)"
  }

  private static func there(
    _ count: Int = 0, failure: String? = nil, assertion: String? = nil
  ) -> DriveMachine.Look {
    .init(
      isThere: true, details: .init(parsing: details(count)), failure: failure,
      assertion: assertion)
  }

  private func machine(_ serial: String? = serial) -> DriveMachine {
    DriveMachine(port: "/dev/ttyACM0", serialNumber: serial, patience: .init(seconds: 60))
  }

  /// A machine whose copy is done at 1 s.
  private func copied(
    before: DriveMachine.Look = there(), wasCut: Bool = false
  ) -> DriveMachine {
    var machine = machine()
    _ = machine.begin(at: 0)
    #expect(machine.receive(before, at: 0) == .copy)
    _ = machine.copied(wasCut: wasCut, at: Self.second)
    return machine
  }

  private func failure(_ action: DriveMachine.Action) -> FlashError? {
    if case .fail(let error) = action { error } else { nil }
  }

  @Test func theDetailsAreRead() {
    let details = DriveDetails(parsing: Self.details(3))
    #expect(details.uniqueID == Self.serial)
    #expect(details.remountCount == "3")
    #expect(details.interfaceVersion == "0255")
    #expect(!details.isMaintenance && details.isWhole)
    #expect(!DriveDetails(parsing: "hello\nworld: x").isWhole)
  }

  @Test func aDriveThatGoesAndComesBackIsDone() {
    var machine = copied()
    #expect(machine.receive(Self.there(), at: 2 * Self.second) != .end)
    #expect(machine.receive(.nothing, at: 3 * Self.second) != .end)
    #expect(machine.receive(Self.there(), at: 4 * Self.second) == .end)
  }

  /// It may be back between two looks.
  @Test func aCountThatWentUpIsAsGood() {
    var machine = copied()
    #expect(machine.receive(Self.there(1), at: 2 * Self.second) == .end)
  }

  @Test func whatTheInterfaceSaysIsToldAtOnce() {
    let words = "The hex file cannot be decoded. Checksum calculation failure occurred."
    var machine = copied()
    _ = machine.receive(.nothing, at: 2 * Self.second)
    let error = failure(machine.receive(Self.there(1, failure: words), at: 3 * Self.second))
    #expect(error?.kind == .board)
    #expect(error?.description.contains(words) == true)
  }

  /// FAIL.TXT of the time before goes only with the next remount.
  @Test func anOldFailureIsNoNewOne() {
    let old = Self.there(1, failure: "old")
    var machine = copied(before: old)
    #expect(failure(machine.receive(old, at: 2 * Self.second)) == nil)
    #expect(machine.receive(Self.there(2), at: 3 * Self.second) == .end)
    var again = copied(before: old)
    #expect(failure(again.receive(Self.there(2, failure: "old"), at: 3 * Self.second)) != nil)
  }

  /// ASSERT.TXT stays for ever: only another one than before is news.
  @Test func anOldAssertionIsNoFailure() {
    let old = Self.there(1, assertion: "File: a.c Line: 7")
    var machine = copied(before: old)
    _ = machine.receive(.nothing, at: 2 * Self.second)
    let back = Self.there(2, assertion: "File: a.c Line: 7")
    #expect(machine.receive(back, at: 3 * Self.second) == .end)
    var again = copied(before: old)
    let other = Self.there(2, assertion: "File: b.c Line: 9")
    let error = failure(again.receive(other, at: 3 * Self.second))
    #expect(error?.description.contains("b.c") == true)
  }

  /// A drive that can't be mounted may be one whose medium is away.
  @Test func whatStandsInTheWayIsToldAtTheEnd() {
    let obstacle = DriveMachine.Look(isThere: false, obstacle: "no medium found")
    var machine = copied()
    #expect(failure(machine.receive(obstacle, at: 2 * Self.second)) == nil)
    #expect(machine.receive(Self.there(), at: 3 * Self.second) != .end)
    #expect(machine.receive(Self.there(1), at: 4 * Self.second) == .end)
    var lost = copied()
    _ = lost.receive(obstacle, at: 2 * Self.second)
    var error = failure(lost.receive(.nothing, at: 60 * Self.second))
    #expect(error?.description.contains("In the way: no medium found.") == true)
    var first = self.machine()
    _ = first.begin(at: 0)
    _ = first.receive(obstacle, at: 0)
    error = failure(first.receive(obstacle, at: 8 * Self.second))
    #expect(error?.description.contains("In the way: no medium found.") == true)
  }

  @Test func aCopyThatBrokeOffIsNoSuccess() {
    var machine = copied(wasCut: true)
    _ = machine.receive(.nothing, at: 2 * Self.second)
    let error = failure(machine.receive(Self.there(1), at: 3 * Self.second))
    #expect(error?.description.contains("in the middle of the copy") == true)
  }

  /// An interface that tells nothing: then the chip itself has to.
  @Test func aDriveThatStaysIsLeftToTheChipAfterAWhile() {
    var machine = copied()
    #expect(machine.receive(Self.there(), at: 10 * Self.second) != .end)
    #expect(machine.receive(Self.there(), at: 11 * Self.second) == .end)
  }

  @Test func aDriveThatStaysAwayIsToldInTime() {
    var machine = copied()
    #expect(failure(machine.receive(.nothing, at: 59 * Self.second)) == nil)
    let error = failure(machine.receive(.nothing, at: 60 * Self.second))
    #expect(error?.description.contains("did not come back for 59 s") == true)
  }

  @Test func aDriveIsWaitedForAndMissed() {
    var machine = machine()
    #expect(machine.begin(at: 0) == .look(at: 0))
    #expect(machine.receive(.nothing, at: 0) == .look(at: Self.second / 4))
    let error = failure(machine.receive(.nothing, at: 8 * Self.second))
    #expect(error?.kind == .board)
    #expect(error?.description.contains("shows no drive") == true)
  }

  @Test(
    arguments: [
      ("hello", "no DETAILS.TXT"),
      (details(id: "9900000099999999"), "that of 9900000099999999"),
      (details(0, "Daplink Mode: Bootloader\r\n"), "maintenance mode"),
    ] as [(String, String)])
  func nothingIsWrittenToAnotherDrive(text: String, words: String) {
    var machine = machine()
    _ = machine.begin(at: 0)
    let look = DriveMachine.Look(isThere: true, details: .init(parsing: text))
    let error = failure(machine.receive(look, at: 0))
    #expect(error?.kind == .board)
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func aBoardWithoutASerialNumberIsKnownByItsDevice() {
    var machine = machine(nil)
    _ = machine.begin(at: 0)
    #expect(machine.receive(Self.there(), at: 0) == .copy)
  }
}
