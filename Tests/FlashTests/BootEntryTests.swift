import BootWire
import Foundation
import SerialPort
import SoleLink
import Testing
import VirtualBoard

@testable import Flash

/// The ways into the bootloader, on the ARM image: each is told by the reason that it gives.
@Suite(
  .serialized,
  .enabled(if: ArmBoard.isPresent, "scripts/firmware/build leaves the image that is missing"))
struct BootEntryTests {
  private func flash(_ board: VirtualBoard) throws -> FlashReport {
    try ArmBoard.flash(ArmBoard.image(version: .next, key: ArmBoard.key()), on: board)
  }

  @Test func theAppIsAskedForIt() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    // Who speaks SMP too early holds the board.
    #expect(try ArmBoard.runningHash(board) != nil)
    let report = try flash(board)
    #expect(report.bootloader?.stay == 3)
    #expect(report.bootloader?.takesUnsigned == false)
    #expect(report.bootloader?.takesDevelopmentKey == true)
    #expect(report.notes.contains { $0.contains("development key") })
    #expect(!report.notes.contains { $0.contains("was in its bootloader") })
  }

  /// SMP within the short window after a reset holds the board there.
  @Test func itIsHeldAfterAReset() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    var line = BoardLine(port: try SerialPort.open(path: board.portPath, baud: 115_200))
    var isHeld = false
    // A busy host may be late with the echo for the window of 40 ms.
    for _ in 0..<10 where !isHeld {
      try board.reset()
      let end = line.now + 300_000_000
      while !isHeld, line.now < end {
        line.startLine()
        line.send(
          packet: SMPMessage.request(
            .write, group: SMP.Group.system, command: SMP.SystemCommand.echo, sequence: 9,
            [("d", .text("hold"))]))
        try line.exchange(until: line.now + 5_000_000) { heard, _ in
          if case .smp(let message) = heard, message.header.sequence == 9 { isHeld = true }
        }
      }
    }
    try line.close()
    #expect(isHeld)
    let report = try flash(board)
    #expect(report.bootloader?.stay == 5)
    #expect(report.notes.contains { $0.contains("held after a reset") })
  }

  @Test func noSlotIsGood() throws {
    let first = try ArmBoard.start()
    try ArmBoard.enterBootloader(first)
    var flash = try first.cutPower()
    flash[0x6000 + 0x500] ^= 1
    let board = try ArmBoard.start(.restored(flash))
    defer { board.stop() }
    let report = try self.flash(board)
    #expect(report.bootloader?.stay == 1)
    #expect(report.identity?.contains("0.200.0") == true)
  }

  @Test func theImageDidNotLive() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let hanging = try ArmBoard.hangingImage(version: .next)
    #expect(throws: FlashError.self) { try ArmBoard.flash(hanging, on: board) }
    // The watchdog's part, which the emulator does not have.
    for _ in 0..<3 {
      try board.reset()
      usleep(400_000)
    }
    let good = try ArmBoard.image(
      version: ImageVersion(major: 0, minor: 201, revision: 0), key: ArmBoard.key())
    #expect(try ArmBoard.flash(good, on: board).bootloader?.stay == 4)
  }
}
