import Glibc
import SerialPort
import Testing

@testable import VirtualBoard

@Suite(.serialized, .enabled(if: hasQEMU, "qemu-system-arm is not installed"))
struct EmulatedBoardTests {
  @Test(arguments: [VirtualBoardConfiguration.Mode.wall, .counted])
  func bytesGoThroughTheChipAndBack(mode: VirtualBoardConfiguration.Mode) throws {
    let board = try startQEMU(ChipPrograms.echo, mode: mode, uniqueID: 0x0123_4567_89AB_CDEF)
    defer { board.stop() }
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    #expect(
      try port.readExactly(8) == [0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01])
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0) }
    try port.writeAll(bytes, timeoutNanoseconds: 20_000_000_000)
    #expect(try port.readExactly(bytes.count) == bytes)
    #expect(board.terminationReason() == nil)
    #expect(board.health() == .running)
    try port.close()
  }

  @Test func twoBoardsHaveTwoIDs() throws {
    let first = try startQEMU(ChipPrograms.echo, uniqueID: 1)
    defer { first.stop() }
    let second = try startQEMU(ChipPrograms.echo, uniqueID: 2)
    defer { second.stop() }
    #expect(first.portPath != second.portPath)
    let firstPort = try SerialPort.open(path: first.portPath, baud: 115_200)
    let secondPort = try SerialPort.open(path: second.portPath, baud: 115_200)
    #expect(try firstPort.readExactly(8) == [1, 0, 0, 0, 0, 0, 0, 0])
    #expect(try secondPort.readExactly(8) == [2, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test func theRigMayCloseAndOpenThePortAsItLikes() throws {
    let board = try startQEMU(ChipPrograms.echo)
    defer { board.stop() }
    for round in UInt8(0)..<20 {
      let port = try SerialPort.open(path: board.portPath, baud: 115_200)
      if round == 0 { _ = try port.readExactly(8) }
      try port.writeAll([round], timeoutNanoseconds: 20_000_000_000)
      #expect(try port.readExactly(1) == [round])
      try port.close()
    }
  }

  @Test func aResetStartsTheProgramAgain() throws {
    let board = try startQEMU(ChipPrograms.echo, uniqueID: 7)
    defer { board.stop() }
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    _ = try port.readExactly(8)
    try board.reset()
    #expect(try port.readExactly(8).first == 7)
  }

  @Test func aStoppedBoardHangsUp() throws {
    let board = try startQEMU(ChipPrograms.echo)
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    let identifier = try #require(board.processIdentifier)
    board.stop()
    #expect(throws: SerialError.self) { _ = try port.readExactly(9) }
    #expect(board.terminationReason()?.cause == .stopped)
    #expect(ProcessState.of(identifier) == .gone)
  }

  @Test func aLockedUpChipIsToldAsADeadChip() throws {
    let reason: ChipTermination?
    do {
      let board = try startQEMU(ChipPrograms.garbage)
      reason = board.waitForTermination(nanoseconds: 20_000_000_000)
    } catch let VirtualBoardError.endedAtStart(termination) {
      // It may die before its monitor is up, or after.
      reason = termination
    }
    #expect(reason?.isChipDeath == true)
    #expect(reason?.message.contains("locked up") == true)
    #expect(reason?.outputTail.contains { $0.contains("Lockup") } == true)
  }

  @Test func aKilledEmulatorHangsUpThePortAndSaysWhy() throws {
    let board = try startQEMU(ChipPrograms.echo)
    defer { board.stop() }
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    _ = try port.readExactly(8)
    kill(try #require(board.processIdentifier), SIGKILL)
    let error = #expect(throws: SerialError.self) { _ = try port.readExactly(1) }
    guard case .hungUp = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // The reason is there by the time the rig can see the hang-up.
    #expect(board.terminationReason()?.cause == .signaled(SIGKILL))
    #expect(board.health() == .terminated(try #require(board.terminationReason())))
  }

  @Test func aStoppedEmulatorIsToldAsStalled() throws {
    let board = try startQEMU(ChipPrograms.echo)
    defer { board.stop() }
    kill(try #require(board.processIdentifier), SIGSTOP)
    guard case .stalled(let paragraph) = board.health() else {
      Issue.record("\(board.health())")
      return
    }
    #expect(paragraph.contains("SIGSTOP"))
  }

  @Test func whatTheEmulatorCannotDoIsSaidWithItsWords() throws {
    let folder = TestFolder()
    var configuration = VirtualBoardConfiguration(
      backend: .qemu(
        image: folder.write("image.bin", ChipPrograms.echo), mode: .wall, uniqueID: 1))
    configuration.extraArguments = ["-no-such-option"]
    let error = #expect(throws: VirtualBoardError.self) {
      _ = try VirtualBoard.start(configuration)
    }
    #expect(error?.message.contains("no-such-option") == true)
    #expect(error?.message.contains("exit status 1") == true)
  }
}
