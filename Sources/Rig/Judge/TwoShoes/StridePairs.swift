internal import SoleLink

/// Which stride of the left shoe goes with which of the right one.
///
/// Feet take turns, so a left stride's partner is the one whose contact is the first after its own,
/// before the left foot's next contact. Times of two chips are on two time bases: they are taken to
/// run alike, the right one's beginning later by an offset that is given. How far the feet are from
/// taking turns evenly, and how that drifts, tells whether that holds.
struct StridePairs {
  struct Pair {
    var left: DetectedStride
    var right: DetectedStride
    /// Of the right contact within the left foot's stride that follows: 0.5 is even.
    var phase: Double?
  }

  private(set) var pairs: [Pair] = []
  private(set) var unpairedLeft = 0
  private(set) var unpairedRight = 0

  /// Without the next contact to bound it, a partner has to come within this many stride times.
  private static let reach = 1.0

  /// - Parameter offset: seconds by which the right chip's sample 0 came after the left one's.
  init(left: [DetectedStride], right: [DetectedStride], offset: Double) {
    var next = 0
    var paired = 0
    for index in left.indices {
      let contact = left[index].contact
      let stride = Double(left[index].message.strideTime) / 10_000
      let following = index + 1 < left.count ? left[index + 1].contact : Double.infinity
      // A stride that was not told leaves a hole, which is no longer stride.
      let end = min(following, contact + Self.reach * (stride > 0 ? stride : 1))
      while next < right.count, right[next].contact + offset < contact { next += 1 }
      guard next < right.count, right[next].contact + offset < end else { continue }
      let isFollowed = following < contact + 1.5 * stride
      pairs.append(
        Pair(
          left: left[index], right: right[next],
          phase: isFollowed
            ? (right[next].contact + offset - contact) / (following - contact) : nil))
      next += 1
      paired += 1
    }
    unpairedLeft = left.count - paired
    unpairedRight = right.count - paired
  }
}
