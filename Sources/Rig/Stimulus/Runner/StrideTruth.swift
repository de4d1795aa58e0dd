extension FootStride {
  /// What the model knows about this stride.
  var truth: TruthStride {
    let from = pose(at: shape.from.midstance).position.value
    let to = pose(at: shape.to.midstance).position.value
    let (forward, aside) = (to.x - from.x, to.y - from.y)
    return TruthStride(
      startSeconds: shape.from.midstance, endSeconds: shape.to.midstance,
      toeOffSeconds: shape.toeOff, initialContactSeconds: shape.contact,
      lengthMetres: (forward * forward + aside * aside).squareRoot(),
      clearanceMetres: clearance, strikeAngleDegrees: shape.strikePitch * 180 / .pi,
      pronationDegrees: pronation, activity: shape.activity, isSteady: shape.isSteady)
  }

  /// Highest sensor position over the midstance that begins the stride, read every millisecond.
  private var clearance: Double {
    let start = pose(at: shape.from.midstance).position.z.value
    let readings = stride(from: shape.toeOff, to: shape.contact, by: 0.001)
    return readings.reduce(0) { max($0, pose(at: $1).position.z.value - start) }
  }

  /// Largest change of roll from contact to midstance, degrees, read every millisecond.
  private var pronation: Double {
    let start = pose(at: shape.contact).attitude.roll.value
    let readings = stride(from: shape.contact, to: shape.to.midstance, by: 0.001)
    let largest = readings.reduce(0) { max($0, abs(pose(at: $1).attitude.roll.value - start)) }
    return largest * 180 / .pi
  }
}

extension TruthStride {
  /// The stride with its times on another scale.
  func moved(_ time: (Double) -> Double) -> TruthStride {
    var stride = self
    stride.startSeconds = time(startSeconds)
    stride.endSeconds = time(endSeconds)
    stride.toeOffSeconds = toeOffSeconds.map(time)
    stride.initialContactSeconds = initialContactSeconds.map(time)
    return stride
  }
}
