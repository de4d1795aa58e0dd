/// The foot's motion over a whole plan: strides, and standing between them.
struct FootMotion: Sendable {
  let strides: [FootStride]
  let durationSeconds: Double

  private let sensor: SIMD3<Double>

  /// - Parameter sensor: where it sits, seen from the instep.
  init(_ plan: RunnerPlan, sensor: SIMD3<Double>) {
    strides = plan.strides.map { FootStride($0, sensor: sensor) }
    durationSeconds = plan.durationSeconds
    self.sensor = sensor
  }

  func pose(at seconds: Double) -> FootPose {
    guard !strides.isEmpty else {
      return still(StanceShape(midstance: 0, halfFlat: 0, position: .zero, heading: 0))
    }
    // The last stride that has begun; before the first there is its stance to stand in.
    var (low, high) = (0, strides.count)
    while low < high {
      let middle = (low + high) / 2
      if strides[middle].shape.from.midstance <= seconds { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return still(strides[0].shape.from) }
    let stride = strides[low - 1]
    if seconds < stride.shape.to.midstance { return stride.pose(at: seconds) }
    return still(stride.shape.to)
  }

  private func still(_ stance: StanceShape) -> FootPose {
    let attitude = Attitude(
      heading: Jet(stance.heading), pitch: Jet(stance.slope), roll: Jet(0))
    return FootPose(
      position: JetVector(stance.position) + attitude.toWorld(sensor), attitude: attitude)
  }
}
