/// The foot's motion over a whole plan: strides, and standing between them.
struct FootMotion: Sendable {
  let strides: [FootStride]
  let durationSeconds: Double

  init(_ plan: RunnerPlan) {
    strides = plan.strides.map(FootStride.init)
    durationSeconds = plan.durationSeconds
  }

  func pose(at seconds: Double) -> FootPose {
    guard !strides.isEmpty else { return Self.still(at: .zero, heading: 0) }
    // The last stride that has begun; before the first there is its stance to stand in.
    var (low, high) = (0, strides.count)
    while low < high {
      let middle = (low + high) / 2
      if strides[middle].shape.from.midstance <= seconds { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else {
      let first = strides[0].shape.from
      return Self.still(at: first.position, heading: first.heading)
    }
    let stride = strides[low - 1]
    if seconds < stride.shape.to.midstance { return stride.pose(at: seconds) }
    let last = stride.shape.to
    return Self.still(at: last.position, heading: last.heading)
  }

  private static func still(at position: SIMD3<Double>, heading: Double) -> FootPose {
    FootPose(
      position: JetVector(position),
      attitude: Attitude(heading: Jet(heading), pitch: Jet(0), roll: Jet(0)))
  }
}
