import Foundation

/// Brings samples at any, even uneven, times to an even rate, with an anti-alias average.
///
/// Each output is a time-weighted mean of the inputs around it under a sinc that cuts at half of
/// the lower rate, in a Hann window of ±6 periods. A plain box over one period would do against
/// aliases, but it takes 10 % off a 30 Hz shock even where nothing had to be resampled; this one
/// passes samples that are already on the grid unchanged.
struct Resampler {
  /// Half of the window, in periods of the lower rate.
  private static let halfWindow = 6.0
  /// Weights that sum to less have no sample worth the name near by.
  private static let leastWeight = 0.1

  private let times: [Double]
  private let spacings: [Double]
  private let gapSeconds: Double
  private let period: Double
  private let outputRate: Double

  /// - Parameters:
  ///   - times: rising, in seconds; at least two.
  ///   - gapSeconds: rows farther apart than this have a gap between them.
  init(times: [Double], inputRate: Double, gapSeconds: Double, outputRate: Double) {
    self.times = times
    self.gapSeconds = gapSeconds
    self.outputRate = outputRate
    period = 1 / min(inputRate, outputRate)
    // What a sample stands for: half of the way to either neighbour, gaps left out.
    let longest = 1.5 / inputRate
    spacings = times.indices.map { index in
      let before = index > 0 ? times[index] - times[index - 1] : 1 / inputRate
      let after = index + 1 < times.count ? times[index + 1] - times[index] : 1 / inputRate
      return (min(before, longest) + min(after, longest)) / 2
    }
  }

  var outputCount: Int {
    Int(((times[times.count - 1] - times[0]) * outputRate + 1e-6).rounded(.down)) + 1
  }

  /// The channels at `times[0] + k / outputRate`.
  func resample(_ channels: [[Double]]) -> [[Double]] {
    var outputs = channels.map { _ in [Double](repeating: 0, count: outputCount) }
    var window = 0..<0
    var weights: [Double] = []
    var next = 1
    for output in 0..<outputCount {
      let instant = times[0] + Double(output) / outputRate
      while next + 1 < times.count, times[next] < instant { next += 1 }
      window = self.window(around: instant, from: window.lowerBound)
      weigh(window, at: instant, into: &weights)
      let sum = weights.reduce(0, +)
      let isGap = times[next] - times[next - 1] > gapSeconds
      for channel in channels.indices {
        outputs[channel][output] =
          isGap || sum < Self.leastWeight * period
          ? straight(channels[channel], at: instant, before: next)
          : mean(channels[channel], window, weights) / sum
      }
    }
    return outputs
  }

  private func window(around instant: Double, from start: Int) -> Range<Int> {
    let reach = Self.halfWindow * period
    var low = start
    while low < times.count, times[low] <= instant - reach { low += 1 }
    var high = low
    while high < times.count, times[high] < instant + reach { high += 1 }
    return low..<high
  }

  private func weigh(_ window: Range<Int>, at instant: Double, into weights: inout [Double]) {
    weights.removeAll(keepingCapacity: true)
    for index in window {
      let x = (times[index] - instant) / period
      let hann = 0.5 + 0.5 * cos(.pi * x / Self.halfWindow)
      let sinc = abs(x) < 1e-9 ? 1 : sin(.pi * x) / (.pi * x)
      weights.append(hann * sinc * spacings[index])
    }
  }

  private func mean(_ values: [Double], _ window: Range<Int>, _ weights: [Double]) -> Double {
    var sum = 0.0
    for (offset, index) in window.enumerated() { sum += weights[offset] * values[index] }
    return sum
  }

  private func straight(_ values: [Double], at instant: Double, before next: Int) -> Double {
    let part = (instant - times[next - 1]) / (times[next] - times[next - 1])
    return values[next - 1] + (values[next] - values[next - 1]) * min(max(part, 0), 1)
  }
}
