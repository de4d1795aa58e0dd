import TestSupport
import Testing

@testable import Judge

/// The beat of times that are known within intervals.
struct BeatTimesTests {
  /// Beats of 1000.2 ms that are off by up to 4, some missing, each known to 1.5 ms, some to 60.
  private func scene(
    _ random: inout TestRandom
  ) -> (truth: [(number: Int, time: Double)], beats: [BeatTimes.Beat]) {
    var truth: [(number: Int, time: Double)] = []
    for number in 0..<Int.random(in: 3...40, using: &random)
    where number < 2 || Int.random(in: 0..<8, using: &random) > 0 {
      truth.append((number, Double(number) * 1000.2 + .random(in: 0...4, using: &random)))
    }
    let beats = truth.map { number, time in
      let width = Int.random(in: 0..<6, using: &random) == 0 ? 60.0 : 1.5
      let low = time - .random(in: 0...width, using: &random)
      return BeatTimes.Beat(number: number, time: TimeInterval(low: low, high: low + width))
    }
    return (truth, beats)
  }

  @Test func thePeriodAndTheJitterLieWhereTheyAreSaidToLie() throws {
    var random = TestRandom(seed: 1)
    for trial in 0..<2000 {
      let (truth, known) = scene(&random)
      let beats = try #require(BeatTimes(known))
      let (first, last) = (truth[0], truth[truth.count - 1])
      let period = (last.time - first.time) / Double(last.number - first.number)
      let off = truth.map { $0.time - first.time - Double($0.number - first.number) * period }
      let jitter = (off.max() ?? 0) - (off.min() ?? 0)
      #expect(beats.period.low <= period && period <= beats.period.high, "trial \(trial)")
      #expect(
        beats.jitter.low <= jitter + 1e-6 && jitter <= beats.jitter.high + 1e-6, "trial \(trial)")
    }
  }

  /// Known exactly, they are told exactly.
  @Test func ofExactTimesTheJitterIsExact() throws {
    let times = [0.0, 1003, 2000, 2998, 4000]
    let beats = try #require(
      BeatTimes(
        times.enumerated().map {
          BeatTimes.Beat(number: $0.offset, time: TimeInterval(low: $0.element, high: $0.element))
        }))
    #expect(abs(beats.jitter.low - 5) < 1e-6 && abs(beats.jitter.high - 5) < 1e-6)
    #expect(beats.period == TimeInterval(low: 1000, high: 1000) && beats.span == 4)
  }
}
