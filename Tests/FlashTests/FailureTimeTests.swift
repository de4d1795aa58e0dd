import BootWire
import FirmwarePack
import Foundation
import SerialPort
import Testing
import VirtualBoard

@testable import Flash

/// A flash that fails is known within 2 s of its cause, whatever that is, on the ARM image.
@Suite(
  .serialized,
  .enabled(if: ArmBoard.isPresent, "scripts/firmware/build leaves the image that is missing"))
struct FailureTimeTests {
  /// A cause, and the words by which the failure is known.
  enum Cause: String, CaseIterable, CustomTestStringConvertible {
    case cablePulled, boardStopped, refused, wrongHash, wrongSignature, newImageHangs

    var testDescription: String { rawValue }

    var words: String {
      switch self {
      case .cablePulled: ": The serial port"
      case .boardStopped: "does not answer"
      case .refused: "older than what runs"
      case .wrongHash: "SHA-256 is wrong"
      case .wrongSignature: "not signed with this board's key"
      case .newImageHangs: "no answer"
      }
    }
  }

  @Test(arguments: Cause.allCases)
  func isKnownWithinTwoSeconds(of cause: Cause) throws {
    // On a host so busy that it is late itself, the next try counts.
    var seconds: [Double] = []
    for _ in 0..<3 where seconds.last.map({ $0 > 2 }) ?? true {
      seconds.append(try self.seconds(of: cause))
    }
    #expect((seconds.last ?? 9) <= 2, "\(cause): \(seconds) s")
  }

  /// How long after its cause a flash failed.
  private func seconds(of cause: Cause) throws -> Double {
    let board = try ArmBoard.start()
    defer { board.stop() }
    let plan = try plan(cause)
    var flasher = try ArmBoard.flasher(on: board)
    let clock = ContinuousClock()
    var start = clock.now
    var isCaused = false
    let error = #expect(throws: FlashError.self) {
      try flasher.flash(plan) { progress in
        switch progress {
        case .sent(let bytes, let total, _) where bytes > total / 2:
          // What the board finds wrong at the end, it finds after the last of these.
          if cause.isTheBoards { start = clock.now }
          guard !isCaused else { return }
          isCaused = true
          if cause == .cablePulled { board.unplug() }
          if cause == .boardStopped, let process = board.processIdentifier {
            kill(process, SIGSTOP)
          }
          if !cause.isTheBoards { start = clock.now }
        case .restarting: start = clock.now
        default: break
        }
      }
    }
    let passed = clock.now - start
    if let process = board.processIdentifier { kill(process, SIGCONT) }
    #expect(error?.description.contains(cause.words) == true, "\(String(describing: error))")
    return Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
  }

  /// A flash that meets the cause; what the flasher would see by itself is hidden from it.
  private func plan(_ cause: Cause) throws -> FlashPlan {
    let key = try ArmBoard.key()
    let version =
      cause == .refused ? ImageVersion(major: 0, minor: 0, revision: 1) : ImageVersion.next
    let good =
      try cause == .newImageHangs
      ? ArmBoard.hangingImage(version: version) : ArmBoard.image(version: version, key: key)
    var plan = try FlashPlan(image: good, name: "test", baud: 115_200)
    if cause == .wrongHash { plan.image[0x900] ^= 1 }
    if cause == .wrongSignature { plan.image[plan.image.count - 40] ^= 1 }
    return plan
  }
}

extension FailureTimeTests.Cause {
  /// Whether the board itself says so.
  fileprivate var isTheBoards: Bool {
    self == .refused || self == .wrongHash || self == .wrongSignature
  }
}
