internal import SoleGait

/// What of a stride can be judged although something speaks against it.
struct StrideTrust {
  private let activity: Activity
  private let quality: StrideQuality

  init(_ stride: SoleGait.Stride) {
    activity = stride.activity
    quality = stride.quality
  }

  /// Whether its speed is that of a foot that went from one step to the next.
  var hasTrueSpeed: Bool {
    !hasBrokenStep && !has(.clippedAngularRate) && !has(.clippedAcceleration)
  }

  /// Whether it is a stride of a run, with a contact: a clipped peak is a peak all the same.
  var hasForm: Bool { activity == .run && !hasBrokenStep }

  /// Whether its angles are those of the foot.
  var hasTrueAngles: Bool { !has(.clippedAngularRate) && !has(.turned) }

  private var hasBrokenStep: Bool {
    has(.lostSamples) || has(.fromStanding) || has(.toStanding) || has(.changedHeight)
      || has(.noContact) || has(.onTheSpot)
  }

  private func has(_ flag: StrideQuality) -> Bool { quality.contains(flag) }
}
