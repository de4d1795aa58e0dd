import BootWire
import FirmwarePack
import Foundation
import Synchronization
import Testing
import VirtualBoard

@testable import Flash

/// Power fails somewhere in a flash of the ARM image, 50 times: what runs afterwards is the old
/// image, the new one, or the bootloader.
@Suite(
  .serialized,
  .enabled(if: ArmBoard.isPresent, "scripts/firmware/build leaves the image that is missing"))
struct ArmPowerCutTests {
  private static let cuts = 50

  @Test func noCutLeavesADeadBoard() throws {
    let new = try ArmBoard.image(version: .next, key: ArmBoard.key())
    let newHash = try ImageInspection(new, name: "test").hash
    let oldHash = try ImageInspection(ArmBoard.released(), name: "test").hash
    var endings = [0, 0, 0]
    for seed in 0..<Self.cuts {
      let flash = try cutFlash(of: new, seed: seed)
      let board = try ArmBoard.start(.restored(flash))
      defer { board.stop() }
      let running = try ArmBoard.runningHash(board)
      #expect(running == nil || running == oldHash || running == newHash, "seed \(seed)")
      endings[running == oldHash ? 0 : running == newHash ? 1 : 2] += 1
      // And it takes the image the second time.
      guard seed % 10 == 0 else { continue }
      _ = try ArmBoard.flash(new, on: board)
      #expect(try ArmBoard.runningHash(board) == newHash, "seed \(seed)")
    }
    // Cuts that all came to the same end would have tried one thing only.
    #expect(endings[0] > 0 && endings[1] > 0, "old, new, bootloader: \(endings)")
  }

  /// Flashes a fresh board, and cuts its power on the way: what its flash holds then.
  private func cutFlash(of image: [UInt8], seed: Int) throws -> [UInt8] {
    let board = try ArmBoard.start()
    let left = Left()
    let cut: @Sendable () -> Void = {
      do {
        left.keep(try board.cutPower())
      } catch {
        Issue.record("seed \(seed): \(error)")
        left.keep([])
      }
    }
    // Two cuts in three come during the upload, one while the board starts and copies.
    let isLate = seed % 3 == 2
    let limit = image.count * (seed * 37 % 97) / 97
    var isCut = false
    _ = try? ArmBoard.flash(image, on: board) { progress in
      switch progress {
      case .sent(let bytes, _, _) where !isLate && !isCut && bytes >= limit:
        isCut = true
        cut()
      case .restarting where !isCut:
        isCut = true
        let delay = UInt32(seed * 1013 % 70_000)
        Thread.detachNewThread {
          usleep(delay)
          cut()
        }
      default: break
      }
    }
    if !isCut { cut() }
    return left.wait()
  }

  /// What a flash held when its power went: kept by one thread, waited for by another.
  private final class Left: Sendable {
    private let flash = Mutex<[UInt8]>([])
    private let isKept = DispatchSemaphore(value: 0)

    func keep(_ bytes: [UInt8]) {
      flash.withLock { $0 = bytes }
      isKept.signal()
    }

    func wait() -> [UInt8] {
      isKept.wait()
      return flash.withLock { $0 }
    }
  }
}
