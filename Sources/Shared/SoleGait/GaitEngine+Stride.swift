// A stride that has ended, put into numbers.

extension GaitEngine {
  /// Puts the stride together that ends at the last low.
  mutating func makeStride(
    _ shape: StrideShape, _ displacement: Vector, _ quality: StrideQuality,
    between midstances: UInt32
  ) {
    let before = lastContact
    let hadContact = hasLastContact
    findContact(shape)
    stride.number &+= 1
    stride.startMidstance = startTime
    stride.endMidstance = low.time
    var time = midstances
    if hasLastContact, hadContact { time = lastContact &- before }
    // Contacts that do not go with the midstances are not contacts; but the low of a foot that
    // stands after it may be anywhere.
    if time < midstances / 4 &* 3 || time > midstances / 2 &* 3 {
      time = midstances
      hasLastContact = false
    }
    stride.quality = quality
    tellPace(shape.horizontalMillimetres, time)
    tellContact(time, since: before, hadContact)
    tellLanding()
    if shape.changesHeight { stride.quality.formUnion(.changedHeight) }
    stride.clearanceMillimetres = height.corrected(
      drift: ending.position(scale.millimetres) - displacement, along: shape.up,
      whole: ending.steps)
    up = shape.up
    // The cosine of 20°.
    if startLeft.dot(low.left) < 30_792 { stride.quality.formUnion(.turned) }
  }

  /// Finds the contact of the stride that ends, if the axis to the left was told rightly in it.
  private mutating func findContact(_ shape: StrideShape) {
    axes.settle()
    let rightwards = shape.right.dot(low.left)
    hasLastContact = false
    if 2 &* rightwards > Int32(bitPattern: shape.horizontalMillimetres) {
      axes.reverse()
      low.left = low.left * -1
    }
    // An axis that was to the right told toe up for toe down.
    guard rightwards < 0, low.hasContact else { return }
    lastContact = low.contact
    // Feet come down in the last half of a stride, or a little before if it ends in standing.
    hasLastContact = lastContact &- startTime > (low.time &- startTime) / 16 &* 7
  }

  /// Length, time, and what follows from them; `time` is in 1/16 samples.
  private mutating func tellPace(_ length: UInt32, _ time: UInt32) {
    let rate = UInt32(scale.sampleRate)
    // 8 m · 1.25 fit the field.
    let calibrated = (product(length, UInt32(scale.calibration)) &+ 5_000) / 10_000
    let cadence = UInt16(truncatingIfNeeded: product(rate, 19_200) / time)
    // Within 10 m and 3/16 s: at most 53 333.
    let speed = UInt16(truncatingIfNeeded: product(calibrated, rate &* 16) / time)
    stride.strideLengthMillimetres = UInt16(truncatingIfNeeded: calibrated)
    stride.strideTimeTenthMilliseconds = scale.tenthMilliseconds(time)
    stride.speedMillimetresPerSecond = speed
    stride.cadenceTenthsPerMinute = cadence
    // People who go on come 30 cm far in a stride, and do 0.25 m/s.
    if calibrated < 300 || speed < 250 { stride.quality.formUnion(.onTheSpot) }
    detector.adapt(
      cadence: cadence, speed: speed, steps: UInt32(bitPattern: ending.steps))
  }

  /// Walk or run, by cadence and by the part of the stride that the foot was on the ground; `time`
  /// is the stride's and `contact` that of its stance as a run's would be, 0 if not known.
  private mutating func tellActivity(_ time: UInt32, contact: UInt32, isTimed: Bool) {
    // From midstance to midstance, a stride into standing tells nothing by its time, and one out of
    // standing lacks its stance.
    if isTimed || !stride.quality.contains(.toStanding) || activity == .still {
      let cadence = stride.cadenceTenthsPerMinute
      let isKnown = contact > 0 && contact < time
      // In between people do both: a jogger's foot is on the ground for half of the stride, a fast
      // walker's for more.
      let isRun =
        isKnown && cadence > 1200 && cadence < 1500
        ? contact &* 20 < time &* 11
        : cadence >= (stride.quality.contains(.fromStanding) ? 1850 : 1400)
      activity = isRun ? .run : .walk
    }
    stride.activity = activity
  }

  /// Contact, toe-off, and the times between them; `time` is the stride's, `before` the last
  /// stride's contact.
  private mutating func tellContact(
    _ time: UInt32, since before: UInt32, _ hadContact: Bool
  ) {
    let longest = UInt32(scale.sampleRate) &* 64
    let early = UInt32(scale.runContact)
    // Running, push-off is fastest shortly before it ends; the foot turns back before it lands.
    let runContact =
      ((turns.pushOffPeak &- before &- UInt32(scale.runOffset)) &* UInt32(scale.runStance)) >> 10
    tellActivity(
      time, contact: hadContact && turns.hasPushOff ? runContact : 0,
      isTimed: hadContact && hasLastContact)
    let isRun = activity == .run
    let offset = isRun ? early : 0 &- UInt32(scale.walkContact)
    stride.initialContact = hasLastContact ? lastContact &+ offset : low.time
    if !hasLastContact { stride.quality.formUnion(.noContact) }
    let from = before &+ offset
    let toeOff = isRun ? from &+ runContact : turns.pushOffEnd &- UInt32(scale.walkToeOff)
    let contact = toeOff &- from
    let swing = stride.initialContact &- toeOff
    let isFound =
      hadContact && turns.hasPushOff && hasLastContact && contact < longest && swing < longest
      && toeOff &- startTime < longest
    stride.toeOff = isFound ? toeOff : startTime
    stride.contactTimeTenthMilliseconds = isFound ? scale.tenthMilliseconds(contact) : 0
    stride.swingTimeTenthMilliseconds = isFound ? scale.tenthMilliseconds(swing) : 0
    if !isFound { stride.quality.formUnion(.noToeOff) }
  }

  /// What was felt and turned from contact to midstance; nothing where there was none.
  private mutating func tellLanding() {
    let roll = scale.tenthDegrees(low.roll)
    stride.strikeAngleTenthDegrees = hasLastContact ? scale.tenthDegrees(low.pitch) : 0
    stride.pronationTenthDegrees = !hasLastContact ? 0 : scale.isLeft ? roll : 0 &- roll
    stride.impactHundredthsG = hasLastContact ? hundredthsG(squareRoot(landing.impact)) : 0
    stride.brakingHundredthsG =
      hasLastContact ? hundredthsG(UInt32(bitPattern: low.braking)) : 0
  }
}

/// An acceleration in counts, at most 2^17, in 0.01 g.
@inline(__always)
private func hundredthsG(_ counts: UInt32) -> UInt16 {
  UInt16(truncatingIfNeeded: product(counts, 25) >> 9)
}
