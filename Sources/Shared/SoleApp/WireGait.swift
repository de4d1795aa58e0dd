internal import SoleGait
internal import SoleLink

// The engine's values in the contract's words.

func imuSample(_ sample: Wire.Sample) -> IMUSample {
  IMUSample(
    accelerationX: sample.accelerationX, accelerationY: sample.accelerationY,
    accelerationZ: sample.accelerationZ, angularRateX: sample.angularRateX,
    angularRateY: sample.angularRateY, angularRateZ: sample.angularRateZ)
}

func wireActivity(_ activity: SoleGait.Activity) -> Wire.Activity {
  switch activity {
  case .still: .still
  case .walk: .walk
  case .run: .run
  }
}

private func wireQuality(_ quality: StrideQuality) -> Wire.StrideQuality {
  var wire: Wire.StrideQuality = []
  if quality.contains(.lostSamples) { wire.insert(.samplesLost) }
  if quality.contains(.clippedAngularRate) { wire.insert(.gyroClipped) }
  if quality.contains(.clippedAcceleration) { wire.insert(.accelerometerClipped) }
  if quality.contains(.fromStanding) { wire.insert(.fromStanding) }
  if quality.contains(.toStanding) { wire.insert(.toStanding) }
  if quality.contains(.changedHeight) { wire.insert(.changedHeight) }
  if quality.contains(.noContact) { wire.insert(.noContact) }
  return wire
}

extension Session {
  /// The stride as a message, all but the time at which it leaves.
  mutating func wireStride(_ stride: SoleGait.Stride) -> Wire.Stride {
    Wire.Stride(
      emittedIndex: turns, number: stride.number, startMidstance: stride.startMidstance,
      endMidstance: stride.endMidstance, initialContact: stride.initialContact,
      strideTime: stride.strideTimeTenthMilliseconds,
      strideLength: stride.strideLengthMillimetres, speed: stride.speedMillimetresPerSecond,
      cadence: stride.cadenceTenthsPerMinute, activity: wireActivity(stride.activity),
      quality: wireQuality(stride.quality))
  }

  /// The session so far, all but the time at which it leaves.
  mutating func summary() -> Wire.Summary {
    let isMoving = engine.activity != .still
    return Wire.Summary(
      sampleIndex: turns, activity: wireActivity(engine.activity), strides: engine.strideCount,
      distance: engine.distanceMillimetres, movingTime: movingMilliseconds,
      speed: isMoving ? lastStride?.speedMillimetresPerSecond ?? 0 : 0,
      cadence: isMoving ? lastStride?.cadenceTenthsPerMinute ?? 0 : 0)
  }

  @inline(__always)
  private var movingMilliseconds: UInt32 {
    UInt32(clamping: UInt64(engine.movingSamples) * 1000 / UInt64(rateHertz))
  }
}
