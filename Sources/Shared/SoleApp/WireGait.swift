internal import SoleGait
internal import SoleLink
internal import SoleShoe

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

/// The contract's bits are the engine's (pinned by a test).
private func wireQuality(_ quality: StrideQuality) -> Wire.StrideQuality {
  Wire.StrideQuality(rawValue: quality.rawValue)
}

private func wireStrike(_ stride: SoleGait.Stride) -> Wire.Strike {
  switch StrikeClass(stride) {
  case .unknown: .unknown
  case .rearfoot: .rearfoot
  case .midfoot: .midfoot
  case .forefoot: .forefoot
  }
}

extension Session {
  /// The stride as a message, all but the time at which it leaves.
  mutating func wireStride(_ stride: SoleGait.Stride, emittedIndex: UInt32) -> Wire.Stride {
    let time = Int32(stride.strideTimeTenthMilliseconds)
    let contact = Int32(stride.contactTimeTenthMilliseconds)
    let flight = contact == 0 ? 0 : time / 2 - contact
    let duty = time == 0 ? 0 : contact * 1000 / time
    return Wire.Stride(
      emittedIndex: emittedIndex, number: stride.number, startMidstance: stride.startMidstance,
      toeOff: stride.toeOff, initialContact: stride.initialContact,
      endMidstance: stride.endMidstance, strideTime: stride.strideTimeTenthMilliseconds,
      strideLength: stride.strideLengthMillimetres, speed: stride.speedMillimetresPerSecond,
      cadence: stride.cadenceTenthsPerMinute, contactTime: stride.contactTimeTenthMilliseconds,
      swingTime: stride.swingTimeTenthMilliseconds, flightTime: Int16(clamping: flight),
      dutyFactor: UInt16(clamping: duty), strikeAngle: stride.strikeAngleTenthDegrees,
      pronation: stride.pronationTenthDegrees, impact: stride.impactHundredthsG,
      braking: stride.brakingHundredthsG, clearance: stride.clearanceMillimetres,
      strike: wireStrike(stride), activity: wireActivity(stride.activity),
      quality: wireQuality(stride.quality))
  }

  /// The session so far, all but the time at which it leaves.
  mutating func summary() -> Wire.Summary {
    let isMoving = engine.activity != .still
    return Wire.Summary(
      sampleIndex: turns, activity: wireActivity(engine.activity), strides: engine.strideCount,
      distance: engine.distanceMillimetres, movingTime: movingMilliseconds,
      speed: isMoving ? engine.stride.speedMillimetresPerSecond : 0,
      cadence: isMoving ? engine.stride.cadenceTenthsPerMinute : 0,
      goodStrides: totals.count,
      meanStrideTime: UInt16(clamping: totals.strideTime.mean(of: totals.count)),
      spreadStrideTime: totals.strideTime.spread(of: totals.count),
      meanStrideLength: UInt16(clamping: totals.strideLength.mean(of: totals.count)),
      spreadStrideLength: totals.strideLength.spread(of: totals.count),
      meanContactTime: UInt16(clamping: totals.contactTime.mean(of: totals.count)),
      spreadContactTime: totals.contactTime.spread(of: totals.count),
      meanStrikeAngle: Int16(clamping: totals.strikeAngle.mean(of: totals.count)),
      spreadStrikeAngle: totals.strikeAngle.spread(of: totals.count),
      meanPronation: Int16(clamping: totals.pronation.mean(of: totals.count)),
      spreadPronation: totals.pronation.spread(of: totals.count))
  }

  /// What a phone wants to know of this moment.
  var moment: PhonePayload.Moment {
    mutating get {
      var moment = PhonePayload.Moment()
      moment.isMoving = engine.activity != .still
      moment.isRunning = engine.activity == .run
      moment.speedMillimetresPerSecond = engine.stride.speedMillimetresPerSecond
      moment.cadenceTenthsPerMinute = engine.stride.cadenceTenthsPerMinute
      moment.strideMillimetres = engine.stride.strideLengthMillimetres
      moment.distanceMillimetres = engine.distanceMillimetres
      moment.strides = engine.strideCount
      moment.samples = turns
      moment.sixteenthsSinceStride = turns &* 16 &- engine.stride.endMidstance
      moment.rateHertz = UInt32(rateHertz)
      return moment
    }
  }

  @inline(__always)
  private var movingMilliseconds: UInt32 {
    UInt32(clamping: UInt64(engine.movingSamples) * 1000 / UInt64(rateHertz))
  }
}
