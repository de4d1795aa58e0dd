package import RigModel
package import SoleLink
internal import Stimulus

extension Wire.Configure {
  /// What a case has the chip told before it starts.
  package init(_ configuration: ChipConfiguration) {
    func q14(_ value: Double?) -> Int16 { Int16(clamping: Int(((value ?? 0) * 16384).rounded())) }
    self.init(
      sampleRate: configuration.sampleRateHertz,
      side: configuration.side == .left ? .left : .right,
      legLength: configuration.legLengthMillimetres, mountingW: q14(configuration.mounting?.w),
      mountingX: q14(configuration.mounting?.x), mountingY: q14(configuration.mounting?.y),
      mountingZ: q14(configuration.mounting?.z))
    if let shoe = configuration.shoe { take(shoe) }
  }

  /// Takes over what the shoe is asked for, in the contract's units.
  private mutating func take(_ shoe: ShoeSettings) {
    func tenths(_ value: Double) -> UInt16 { UInt16(clamping: Int((value * 10).rounded())) }
    func thousandths(_ value: Double) -> UInt16 { UInt16(clamping: Int((value * 1000).rounded())) }
    recording =
      switch shoe.recording {
      case .nothing: .nothing
      case .bySession: .bySession
      case .byItself: .byItself
      }
    recordInterval = shoe.recordIntervalSeconds
    whenFull = shoe.overwritesOldest ? .overwriteOldest : .keepOldest
    units = shoe.units == .imperial ? .imperial : .metric
    for report in shoe.reports { reports.insert(Wire.Reports(report)) }
    for (bit, rule) in FormRule.allCases.enumerated() where shoe.feedback.contains(rule) {
      feedback.insert(Wire.FeedbackRules(rawValue: 1 << UInt8(bit)))
    }
    feedbackInterval = shoe.feedbackIntervalSeconds
    bodyMass = tenths(shoe.bodyMassKilograms)
    goalTime = shoe.goals.seconds
    goalDistance = shoe.goals.metres
    goalCalories = shoe.goals.kilocalories
    goalSteps = shoe.goals.steps
    cadenceLimit = tenths(shoe.limits.cadencePerMinute)
    overstrideLimit = shoe.limits.overstridePercent
    impactLimit = UInt16(clamping: Int((shoe.limits.impactG * 100).rounded()))
    heelStrikeSpeed = thousandths(shoe.limits.heelStrikeSpeedMetresPerSecond)
    pronationLimit = tenths(shoe.limits.pronationDegrees)
    sprintSpeed = thousandths(shoe.limits.sprintSpeedMetresPerSecond)
  }
}

extension Wire.Reports {
  fileprivate init(_ report: ShoeSettings.Report) {
    self =
      switch report {
      case .totals: .totals
      case .progress: .progress
      case .runningSpeedAndCadence: .runningSpeedAndCadence
      case .strideBasedSpeedAndDistance: .strideBasedSpeedAndDistance
      }
  }
}
