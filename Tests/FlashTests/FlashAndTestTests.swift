import Foundation
import RigModel
import SoleLink
import Synchronization
import TestRun
import TestSupport
import Testing

@testable import Flash

/// Flash, then test: by one command, and soon.
@Suite(
  .serialized,
  .enabled(if: ArmBoard.isPresent, "scripts/firmware/build leaves the image that is missing"))
struct FlashAndTestTests {
  /// When the image was over, and when the first case started.
  private final class Watch: RunObserver {
    private let times = Mutex<(sent: ContinuousClock.Instant?, started: ContinuousClock.Instant?)>(
      (nil, nil))

    var isInterrupted: Bool { false }

    func report(_ progress: RunProgress) {
      times.withLock { times in
        switch progress {
        case .preparing(let text) where text.contains("100 %"):
          times.sent = times.sent ?? .now
        case .caseStarted: times.started = times.started ?? .now
        default: break
        }
      }
    }

    var seconds: Double? {
      times.withLock { times in
        guard let sent = times.sent, let started = times.started else { return nil }
        let passed = (started - sent).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
      }
    }
  }

  /// Restart, installation, identity, the first case's start: 3 s at most beyond the transfer.
  @Test func theFirstCaseStartsSoonAfterTheTransfer() throws {
    let folder = try TemporaryFolder()
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    try folder.write(Data(image), to: "app.slot.bin")
    var microbit = Rig.VirtualMicrobit()
    microbit.firmware = ArmBoard.firmware
    let suite = try Suite.read(
      Data(
        """
        name: short
        title: A short walk
        cases:
          - name: walk
            requirement: It runs.
            runner: {segments: [{walk: {duration_s: 5, speed_m_per_s: 1.4}}]}
            checks: [sample_accounting]
        """.utf8), file: "short.yaml")
    let plan = RunPlan(
      rig: Rig(name: "flashed", title: "", board: .virtualMicrobit(microbit)), suite: suite,
      firmware: folder.path("app.slot.bin"), output: folder.path("runs"),
      project: ArmBoard.project, recordings: "", command: [])
    let watch = Watch()
    let outcome = try TestRunner(plan: plan, observer: watch).run()
    #expect(outcome.failure == nil)
    #expect(outcome.identity?.versionMinor == 200)
    let seconds = try #require(watch.seconds)
    print("the first case started \(seconds) s after the transfer")
    #expect(seconds <= 3)
  }
}
