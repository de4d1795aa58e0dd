import BootWire
import FirmwarePack
import Foundation
import RigModel
import SerialPort
import TestSupport
import Testing
import VirtualBoard

@testable import Flash

/// The flasher and the bootloader's ARM image, over a pty, end to end.
@Suite(
  .serialized,
  .enabled(if: ArmBoard.isPresent, "scripts/firmware/build leaves the image that is missing"))
struct ArmBoardTests {
  @Test func anImageIsFlashedAndSkippedTheSecondTime() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    var sent: [Int] = []
    let report = try ArmBoard.flash(image, on: board) {
      if case .sent(let bytes, _, _) = $0 { sent.append(bytes) }
    }
    #expect(!report.wasSkipped)
    #expect(sent.last == image.count && sent == sent.sorted())
    #expect(report.identity?.contains("0.200.0") == true)
    #expect(try ArmBoard.flash(image, on: board).wasSkipped)
    // A reset does not bring the old one back.
    try board.reset()
    #expect(try ArmBoard.runningHash(board) == ImageInspection(image, name: "test").hash)
  }

  @Test func anOlderImageIsRefusedUnlessAskedFor() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let older = try ArmBoard.image(
      version: ImageVersion(major: 0, minor: 0, revision: 1), key: ArmBoard.key())
    let error = #expect(throws: FlashError.self) { try ArmBoard.flash(older, on: board) }
    #expect(error?.description.contains("older than what runs") == true)
    let report = try ArmBoard.flash(older, on: board, allowsDowngrade: true)
    #expect(report.identity?.contains("0.0.1") == true)
  }

  @Test func anotherBoardsImageIsRefusedBeforeAByteIsSent() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let image = try ArmBoard.image(version: .next, board: 2, key: ArmBoard.key())
    let error = #expect(throws: FlashError.self) { try ArmBoard.flash(image, on: board) }
    #expect(error?.kind == .refused)
    #expect(error?.description.contains("Nothing was sent") == true)
  }

  /// The release bootloader on the chip itself: no signature, and a signature by another key.
  @Test func whatIsNotSignedForTheBoardNeverRuns() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let before = try ArmBoard.runningHash(board)
    let unsigned = try ArmBoard.image(version: .next, key: nil)
    var error = #expect(throws: FlashError.self) { try ArmBoard.flash(unsigned, on: board) }
    #expect(error?.description.contains("not signed") == true)
    let pem = """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
      -----END PRIVATE KEY-----
      """
    let foreign = try ArmBoard.image(version: .next, key: SigningKey(pem: pem, name: "test"))
    error = #expect(throws: FlashError.self) { try ArmBoard.flash(foreign, on: board) }
    #expect(error?.description.contains("not signed with this board's key") == true)
    try board.reset()
    #expect(try ArmBoard.runningHash(board) == before)
  }

  /// It starts three times without a sign of life; then the bootloader takes the line, and a good
  /// image is all it needs.
  @Test func anImageThatHangsIsRecoveredFrom() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let hanging = try ArmBoard.hangingImage(version: .next)
    #expect(throws: FlashError.self) { try ArmBoard.flash(hanging, on: board) }
    // The watchdog's part, which the emulator does not have.
    for _ in 0..<2 {
      try board.reset()
      usleep(400_000)
    }
    try board.reset()
    #expect(try ArmBoard.runningHash(board) == nil)
    let good = try ArmBoard.image(
      version: ImageVersion(major: 0, minor: 201, revision: 0), key: ArmBoard.key())
    #expect(try ArmBoard.flash(good, on: board).identity?.contains("0.201.0") == true)
  }

  /// What 10 s of a line at 115200 carry, of noise, in each state: the app, the bootloader, an upload
  /// half done, the window after a reset, an image being copied, recovery from one that hangs. All
  /// answer afterwards, and the upload is gone on with.
  @Test(arguments: ["app", "bootloader", "upload", "window", "install", "recovery"])
  func tenSecondsOfNoiseAreSurvived(state: String) throws {
    let seed = TestSeed.next()
    let board = try ArmBoard.start()
    defer { board.stop() }
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    try bring(board, into: state, image)
    var random = TestRandom(seed: seed)
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    for _ in 0..<225 {
      try port.writeAll(random.bytes(512), timeoutNanoseconds: 10_000_000_000)
    }
    try port.close()
    if state != "upload" {
      let isInBootloader = ["bootloader", "recovery"].contains(state)
      #expect((try ArmBoard.runningHash(board) == nil) == isInBootloader, "seed \(seed)")
    }
    let newer = try ArmBoard.image(
      version: ImageVersion(major: 0, minor: 201, revision: 0), key: ArmBoard.key())
    let report = try ArmBoard.flash(state == "upload" ? image : newer, on: board)
    #expect(report.identity?.contains(state == "upload" ? "0.200.0" : "0.201.0") == true)
    #expect((report.resumedAt > 0) == (state == "upload"), "seed \(seed)")
  }

  private func bring(_ board: VirtualBoard, into state: String, _ image: [UInt8]) throws {
    switch state {
    case "bootloader": try ArmBoard.enterBootloader(board)
    case "upload": try breakOff(image, on: board) { $0 > $1 / 2 }
    case "window": try board.reset()
    case "install":
      // All of it is there, and waits for a reset to be copied.
      try breakOff(image, on: board) { $0 == $1 }
      try board.reset()
    case "recovery":
      let hanging = try ArmBoard.hangingImage(version: .next)
      #expect(throws: FlashError.self) { try ArmBoard.flash(hanging, on: board) }
      for _ in 0..<3 {
        try board.reset()
        usleep(400_000)
      }
    default: break
    }
  }

  /// Flashes until so much of all is there, then pulls the plug and puts it back.
  private func breakOff(
    _ image: [UInt8], on board: VirtualBoard, when isEnough: (Int, Int) -> Bool
  ) throws {
    var isBroken = false
    #expect(throws: FlashError.self) {
      try ArmBoard.flash(image, on: board) { progress in
        guard case .sent(let bytes, let total, _) = progress, isEnough(bytes, total), !isBroken
        else {
          return
        }
        isBroken = true
        board.unplug()
      }
    }
    board.plug()
    for _ in 0..<100 where !board.isPlugged { usleep(20_000) }
  }

  @Test func aBrokenUploadIsGoneOnWith() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    try breakOff(image, on: board) { $0 > $1 / 2 }
    var rates: [Double] = []
    let report = try ArmBoard.flash(image, on: board) {
      if case .sent(_, _, let rate) = $0 { rates.append(rate) }
    }
    // What was there already did not come now.
    #expect(rates.first == 0)
    #expect(report.resumedAt > image.count / 2 && report.sentBytes < image.count / 2)
    #expect(report.identity?.contains("0.200.0") == true)
  }

  /// The board runs what is given, but another image waits in slot 1 to be copied over it.
  @Test func whatWaitsToBeInstalledIsReplaced() throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let own = try ArmBoard.released()
    try breakOff(ArmBoard.image(version: .next, key: ArmBoard.key()), on: board) { $0 == $1 }
    let report = try ArmBoard.flash(own, on: board)
    #expect(!report.wasSkipped)
    #expect(try ArmBoard.runningHash(board) == ImageInspection(own, name: "test").hash)
  }

  /// Who is interrupted while the board starts the new image must not be told that it has the old.
  @Test(arguments: [false, true])
  func anInterruptionTellsWhichImageIsThere(isLate: Bool) throws {
    let board = try ArmBoard.start()
    defer { board.stop() }
    var isOver = false
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    var flasher = Flasher(line: BoardLine(port: port), isInterrupted: { isOver })
    let plan = try FlashPlan(
      image: ArmBoard.image(version: .next, key: ArmBoard.key()), name: "test", baud: 115_200)
    let error = #expect(throws: FlashError.self) {
      try flasher.flash(plan) { progress in
        switch progress {
        case .sent: isOver = isOver || !isLate
        case .restarting: isOver = true
        default: break
        }
      }
    }
    #expect(error?.kind == .interrupted)
    #expect(error?.description.contains("keeps the image that it had") == !isLate)
    #expect(error?.description.contains("All of the image was sent") == isLate)
  }

  /// A chip that takes its time for its flash, on a line that loses what it cannot hold: no piece
  /// comes twice, since nothing is sent while it erases.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: hardwareLike),
      "scripts/firmware/build --flavour hardware-like makes the image that is missing"))
  func noByteIsLostToTheFlash() throws {
    // On a host so busy that the emulator stands still for longer than the line has room, once more.
    var losses: [(repeats: Int, overruns: UInt64)] = []
    for _ in 0..<3 where losses.last.map({ $0 != (0, 0) }) ?? true { losses.append(try loss()) }
    #expect(losses.last.map { $0 == (0, 0) } == true, "\(losses)")
  }

  /// What is sent again, and what the chip loses, until the last piece is there.
  private func loss() throws -> (repeats: Int, overruns: UInt64) {
    let board = try ArmBoard.start(cable: .line(baud: 115_200), image: Self.hardwareLike)
    defer { board.stop() }
    var overruns = UInt64.max
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    let report = try ArmBoard.flash(image, on: board) {
      if $0 == .restarting { overruns = board.cableCounters().overruns }
    }
    #expect(report.identity?.contains("0.200.0") == true)
    return (report.repeats, overruns)
  }

  private static let hardwareLike =
    ArmBoard.project + "/.build/firmware/solerig-microbit-hardware-like.bin"
}
