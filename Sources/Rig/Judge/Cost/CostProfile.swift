package import Stimulus

/// What every sample of a trace took on an emulated chip that counts instructions as time.
package struct CostProfile: Codable, Equatable, Sendable {
  /// Ticks of the chip's timer a second.
  package static let ticksPerSecond = 16_000_000.0
  /// Instructions in a tick: the emulator counts each as 64 ns, near the 1.4 cycles of 62.5 ns that
  /// one takes on the chip.
  package static let instructionsPerTick = 62.5 / 64

  /// The image, as the caller named it.
  package var image: String
  package var sampleRateHertz: UInt16
  /// Timer ticks of each sample's turn.
  package var ticks: [UInt32]

  /// - Parameter readingTicks: what reading the timer twice takes, which each sample's count has in it.
  package init(image: String, sampleRateHertz: UInt16, rawTicks: [UInt32], readingTicks: UInt32) {
    precondition(sampleRateHertz > 0, "a trace has a sample rate")
    self.image = image
    self.sampleRateHertz = sampleRateHertz
    ticks = rawTicks.map { $0 > readingTicks ? $0 - readingTicks : 0 }
  }

  /// Instructions of a sample, ± 1: a tick is a little less than one.
  package func instructions(_ index: Int) -> Int {
    Int((Double(ticks[index]) * Self.instructionsPerTick).rounded())
  }

  package var meanInstructions: Double {
    Double(ticks.reduce(0) { $0 + UInt64($1) }) * Self.instructionsPerTick
      / Double(max(1, ticks.count))
  }

  /// The least that this share of the samples did not exceed.
  package func percentile(_ share: Double) -> Int {
    let ticks = Statistics.nearestRank(ticks.map(Double.init), share: share) ?? 0
    return Int((ticks * Self.instructionsPerTick).rounded())
  }

  /// The samples that took most, the worst first; of equals the first.
  package func worst(_ count: Int) -> [Int] {
    Array(
      ticks.indices.sorted { (ticks[$1], $0) < (ticks[$0], $1) }.prefix(count))
  }

  /// The share of a sample's period that a sample took, on a chip of this timer's clock.
  package func share(_ index: Int) -> Double {
    Double(ticks[index]) * Double(sampleRateHertz) / Self.ticksPerSecond
  }

  package var meanShare: Double {
    Double(ticks.reduce(0) { $0 + UInt64($1) }) / Double(max(1, ticks.count))
      * Double(sampleRateHertz) / Self.ticksPerSecond
  }

  /// Where in the trace's footsteps a sample lies, in words.
  package func place(_ index: Int, in truth: Truth?) -> String {
    guard let truth else { return "" }
    let time = Double(index) / Double(sampleRateHertz)
    guard
      let number = truth.strides.firstIndex(where: {
        $0.startSeconds <= time && time < $0.endSeconds
      })
    else { return "outside of strides" }
    let stride = truth.strides[number]
    let part = (time - stride.startSeconds) / (stride.endSeconds - stride.startSeconds)
    let activity = stride.activity.map { ", \($0.rawValue)" } ?? ""
    return "\(Int(part * 100)) % of stride \(number + 1)\(activity)"
  }
}
