import Foundation
import Stimulus
import Testing

@testable import VirtualBoard

/// What runs the profiling program waits for it, but not for ever.
struct CostCounterTests {
  private static let profile = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../.build/firmware/solerig-profile.elf").standardizedFileURL.path

  @Test(
    .enabled(
      if: hasQEMU && FileManager.default.fileExists(atPath: profile),
      "there is no profiling image: scripts/firmware/build-profile"))
  func anEmulatorThatDoesNotEndIsEnded() throws {
    let counter = try CostCounter(elf: Self.profile, patienceSeconds: 0)
    let sample = TraceSample(
      accelerationX: 0, accelerationY: 0, accelerationZ: 2048, angularRateX: 0, angularRateY: 0,
      angularRateZ: 0)
    let error = #expect(throws: VirtualBoardError.self) {
      try counter.count([sample], sampleRateHertz: 200)
    }
    #expect(error?.message.contains("did not come to its end within 0 s, for 1 samples") == true)
  }
}
