import BootWire
import FirmwarePack
import SerialPort
import SoleLink
import Testing

@testable import Flash

/// What is done about boards that take an image, and may not run it.
struct ModelBoardTests {
  private let image: SignedImage

  init() throws {
    image = try SignedImage(
      body: (0..<6000).map { UInt8(truncatingIfNeeded: $0 &* 11) },
      version: ImageVersion(major: 1, minor: 2, revision: 3),
      target: ImageTarget(board: 1, contract: Wire.contractHash), key: nil)
  }

  private var hash: [UInt8] { (0..<32).map { image.hash[$0] } }

  private func flash(_ board: ModelBoard) throws -> FlashReport {
    var plan = try FlashPlan(image: image.bytes, name: "test", baud: 115_200)
    plan.foreignStartMilliseconds = 50
    plan.foreignWorkMilliseconds = 1500
    plan.foreignInstallMilliseconds = 1500
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    var flasher = Flasher(line: BoardLine(port: port), isInterrupted: { false })
    return try flasher.flash(plan) { _ in }
  }

  /// Zephyr's MCUmgr takes an image into slot 1, and MCUboot installs what is marked alone.
  @Test func whatIsUploadedBesideIsMarked() throws {
    let board = ModelBoard(.zephyr)
    defer { board.stop() }
    let report = try flash(board)
    #expect(board.runningHash == hash)
    #expect(!report.notes.contains { $0.contains("not verified") }, "\(report.notes)")
  }

  @Test func aBoardThatKeepsItsOldImageIsNoSuccess() throws {
    let board = ModelBoard(.refuses)
    defer { board.stop() }
    let error = #expect(throws: FlashError.self) { try flash(board) }
    #expect(error?.kind == .board)
    #expect(error?.description.contains("runs another image than was sent") == true)
  }

  @Test func whereNobodyTellsItIsNotVerified() throws {
    let board = ModelBoard(.silent)
    defer { board.stop() }
    let report = try flash(board)
    #expect(report.notes.contains { $0.contains("not verified") }, "\(report.notes)")
  }

  /// The board starts the new image, and only its word for that was lost.
  @Test(arguments: [false, true])
  func aResetWithoutAnAnswerIsOneAllTheSame(isLost: Bool) throws {
    let board = ModelBoard(isLost ? .losesReset : .ours)
    defer { board.stop() }
    let report = try flash(board)
    #expect(board.runningHash == hash && report.identity != nil)
  }

  /// A line that breaks for so long that the upload is begun anew: this flash sent all of it.
  @Test func whatAnEarlierTrySentIsNotFoundThere() throws {
    // Four pieces under way, three times.
    let board = ModelBoard(.losesPieces(12))
    defer { board.stop() }
    let report = try flash(board)
    #expect(board.runningHash == hash)
    #expect(report.repeats > 0)
    #expect(report.resumedAt == 0 && report.sentBytes == report.byteCount)
  }
}
