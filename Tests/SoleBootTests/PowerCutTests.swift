import BootWire
import SoleBoot
import SoleFlash
import TestSupport
import Testing

private let old = SampleImage(version: ImageVersion(major: 1, minor: 0, revision: 0), seed: 1)
private let new = SampleImage(
  version: ImageVersion(major: 1, minor: 0, revision: 1), bodyBytes: 1100, seed: 90)

/// A board with the old image, and the new one waiting to be installed.
private func waitingBoard() -> Board {
  var board = Board(flash: .holding(old))
  board.upload(new.bytes)
  return board
}

/// How many flash operations a run takes.
private func operations(_ board: Board, _ run: (inout Board) -> Void) -> Int {
  var board = board
  board.flash.restorePower()
  run(&board)
  return board.flash.operations
}

/// Every flash operation of an upgrade is cut in every way, and cut again on the way back.
@Suite struct PowerCutTests {
  @Test func anUncutUpgradeInstalls() {
    var board = waitingBoard()
    #expect(board.flash.slot0(holds: old))
    let (step, image) = board.boot()
    #expect(step == .run)
    #expect(board.flash.slot0(holds: new))
    #expect(image?.version == new.version)
    // Nothing is left to do: the next start touches no flash.
    #expect(operations(board) { _ = $0.boot() } == 0)
    #expect(board.flash.rulesBroken == [])
  }

  @Test(arguments: ModelFlash.Tear.allCases)
  func aCutInstallationIsFinished(tear: ModelFlash.Tear) {
    let start = waitingBoard()
    let count = operations(start) { _ = $0.boot() }
    #expect(count > 200)
    for operation in 0..<count {
      var board = start
      board.flash.cutPower(at: operation, tear, seed: UInt64(operation) &* 977 &+ 5)
      _ = board.boot()
      board.flash.restorePower()
      let (step, _) = board.boot()
      #expect(step == .run, "cut \(operation), \(tear)")
      #expect(board.flash.slot0(holds: new), "cut \(operation), \(tear)")
      #expect(board.flash.rulesBroken == [])
    }
  }

  /// The second cut runs over all operations of the recovery while the first does over those of
  /// the installation: strides that share no factor meet every part of both.
  @Test(arguments: ModelFlash.Tear.allCases)
  func aCutRecoveryIsFinished(tear: ModelFlash.Tear) {
    let start = waitingBoard()
    let count = operations(start) { _ = $0.boot() }
    for first in stride(from: 0, to: count, by: 7) {
      var cut = start
      cut.flash.cutPower(at: first, tear, seed: UInt64(first) &* 31 &+ 7)
      _ = cut.boot()
      let left = operations(cut) { _ = $0.boot() }
      for second in stride(from: first % 19, to: left, by: 19) {
        var board = cut
        let other = ModelFlash.Tear.allCases[(first + second) % 4]
        board.flash.cutPower(at: second, other, seed: UInt64(first * 1009 + second))
        _ = board.boot()
        board.flash.restorePower()
        let (step, _) = board.boot()
        #expect(step == .run, "cuts \(first) \(tear), \(second) \(other)")
        #expect(board.flash.slot0(holds: new), "cuts \(first) \(tear), \(second) \(other)")
      }
    }
  }

  /// A cut upload leaves the old image, or the new one where its record was complete; and the next
  /// upload installs.
  @Test(arguments: ModelFlash.Tear.allCases)
  func aCutUploadLeavesAWholeImage(tear: ModelFlash.Tear) {
    let start = Board(flash: .holding(old))
    let count = operations(start) { $0.upload(new.bytes) }
    for operation in 0..<count {
      var board = start
      board.flash.cutPower(at: operation, tear, seed: UInt64(operation) &* 131 &+ 3)
      board.upload(new.bytes)
      board.flash.restorePower()
      let (step, _) = board.boot()
      #expect(step == .run, "cut \(operation), \(tear)")
      let isWhole = board.flash.slot0(holds: old) || board.flash.slot0(holds: new)
      #expect(isWhole, "cut \(operation), \(tear)")
      guard operation % 8 == 0 else { continue }
      board.upload(new.bytes)
      #expect(board.boot().step == .run)
      #expect(board.flash.slot0(holds: new), "cut \(operation), \(tear)")
    }
  }

  /// The same where another upgrade waits, whose record the new upload takes away first.
  @Test(arguments: ModelFlash.Tear.allCases)
  func aCutUploadOverAWaitingImageLeavesAWholeImage(tear: ModelFlash.Tear) {
    let third = SampleImage(
      version: ImageVersion(major: 2, minor: 0, revision: 0), bodyBytes: 900, seed: 33)
    let start = waitingBoard()
    // The record and slot 1 are there still when the server starts: no reset has come between.
    let upload = { (board: inout Board) in
      var server = BootServer(
        policy: board.policy, check: FakeCheck(),
        facts: BootFacts(
          version: old.version, uniqueID: 1, resetReason: 0, stay: .held,
          key: InlineArray(repeating: 5), bufferBytes: 256,
          bufferCount: 8), running: nil)
      let bytes = third.bytes
      for offset in stride(from: 0, to: bytes.count, by: 256) {
        let piece = Array(bytes[offset..<min(offset + 256, bytes.count)])
        _ = board.send(
          .piece(piece, at: offset, of: offset == 0 ? bytes.count : nil), to: &server)
      }
    }
    let count = operations(start, upload)
    for operation in 0..<count {
      var board = start
      board.flash.cutPower(at: operation, tear, seed: UInt64(operation) &* 71 &+ 11)
      upload(&board)
      board.flash.restorePower()
      #expect(board.boot().step == .run, "cut \(operation), \(tear)")
      let isWhole = [old, new, third].contains { board.flash.slot0(holds: $0) }
      #expect(isWhole, "cut \(operation), \(tear)")
    }
  }
}

/// What rots, and what was never right.
@Suite struct RotTests {
  @Test func rotInSlot0IsFoundAndTheBoardWaits() {
    var board = Board(flash: .holding(old))
    board.flash.spoil(SampleImage.layout.slot0 + 0x150) { $0 ^= 4 }
    #expect(board.boot().step == .stay(.noImage))
    board.upload(new.bytes)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: new))
  }

  @Test func rotInSlot1LeavesTheOldImage() {
    var board = waitingBoard()
    board.flash.spoil(SampleImage.layout.slot1 + 0x150) { $0 ^= 4 }
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: old))
  }

  /// Slot 1 rots after half of it was copied: neither is whole, and the board says so and waits.
  @Test func rotInSlot1WithinACopyLeavesTheBoardWaiting() {
    var board = waitingBoard()
    let count = operations(board) { _ = $0.boot() }
    board.flash.cutPower(at: count / 2, .torn, seed: 3)
    _ = board.boot()
    board.flash.restorePower()
    board.flash.spoil(SampleImage.layout.slot1 + 0x150) { $0 ^= 4 }
    #expect(board.boot().step == .stay(.noImage))
    board.upload(new.bytes)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: new))
  }

  /// A word of slot 0 that takes nothing any more: what was copied is never run, whoever tries again.
  @Test func aCopyThatDoesNotHoldIsNeverRun() {
    var board = waitingBoard()
    board.flash.wearOut(word: SampleImage.layout.slot0 + 0x150)
    for _ in 0..<3 { #expect(board.boot().step == .stay(.copyFailed)) }
    board.upload(new.bytes)
    #expect(board.boot().step == .stay(.copyFailed))
    board.flash.replaceWornWords()
    board.upload(new.bytes)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: new))
  }

  @Test func erasedFlashWaits() {
    var board = Board(flash: .holding(nil))
    #expect(board.boot().step == .stay(.noImage))
  }

  /// Each word of the record changed: it is no record then, or still the same.
  @Test func aSpoiltRecordInstallsNothingWrong() {
    for offset in UInt32(0)..<48 {
      for bit in UInt8(0)..<8 {
        var board = waitingBoard()
        board.flash.spoil(SampleImage.layout.record + offset) { $0 ^= 1 << bit }
        #expect(board.boot().step == .run)
        #expect(board.flash.slot0(holds: old) || board.flash.slot0(holds: new))
      }
    }
  }
}
