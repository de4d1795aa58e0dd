import SoleLink
import Stimulus

/// Which of the chip's strides is which of the reference's.
///
/// A stride of the reference is found by the first one whose middle lies within it, and only one
/// can find it: what else lies within is false. Where the reference does not tell every stride,
/// what lies between its strides counts for nothing.
struct StrideMatch {
  struct Pair {
    var truth: TruthStride
    /// The reference's stride before, where the two follow each other.
    var before: TruthStride?
    var told: Wire.Stride
  }

  private(set) var pairs: [Pair] = []
  /// Steady strides of the reference, and those of them that were found.
  private(set) var expected = 0
  private(set) var found = 0
  private(set) var told = 0
  private(set) var falseOnes = 0

  init(_ strides: [Wire.Stride], _ truth: Truth, sampleRateHertz: UInt16) {
    told = strides.count
    if truth.strides.isEmpty {
      expected = truth.strideCount ?? 0
      found = min(told, expected)
      falseOnes = max(told - expected, 0)
      return
    }
    let ticks = 32 * Double(sampleRateHertz)
    let middles = strides.map { (Double($0.startMidstance) + Double($0.endMidstance)) / ticks }
    for (index, stride) in truth.strides.enumerated() {
      let inside = strides.indices.filter {
        middles[$0] >= stride.startSeconds && middles[$0] < stride.endSeconds
      }
      falseOnes += max(inside.count - 1, 0)
      guard stride.isSteady else { continue }
      expected += 1
      guard let first = inside.first else { continue }
      found += 1
      let before = index > 0 ? truth.strides[index - 1] : nil
      let follows = before.map { abs($0.endSeconds - stride.startSeconds) < 0.001 } ?? false
      pairs.append(Pair(truth: stride, before: follows ? before : nil, told: strides[first]))
    }
    // Of a reference that tells every stride, what lies outside is false too.
    guard truth.strideCount == truth.strides.count, truth.distanceMetres != nil else { return }
    guard let start = truth.strides.first?.startSeconds, let end = truth.strides.last?.endSeconds
    else { return }
    falseOnes += middles.count { $0 < start || $0 >= end }
  }
}
