@testable import SoleGait

extension SoleGait.Stride {
  /// The stride behind another, at 200 Hz.
  static func next(
    after last: SoleGait.Stride, metres: Double = 2.2, seconds: Double = 0.7,
    activity: SoleGait.Activity = .run
  ) -> SoleGait.Stride {
    var stride = SoleGait.Stride()
    let sixteenths = UInt32((seconds * 3200).rounded())
    stride.number = last.number + 1
    stride.startMidstance = last.endMidstance
    stride.endMidstance = last.endMidstance &+ sixteenths
    stride.initialContact = stride.endMidstance &- 288
    stride.toeOff = stride.startMidstance &+ 500
    stride.strideTimeTenthMilliseconds = UInt16((seconds * 10_000).rounded())
    stride.contactTimeTenthMilliseconds = activity == .run ? 2500 : 6000
    stride.strideLengthMillimetres = UInt16((metres * 1000).rounded())
    stride.speedMillimetresPerSecond = UInt16((metres / seconds * 1000).rounded())
    stride.cadenceTenthsPerMinute = UInt16((1200 / seconds).rounded())
    stride.activity = activity
    stride.strikeAngleTenthDegrees = 20
    stride.pronationTenthDegrees = 80
    stride.impactHundredthsG = 700
    return stride
  }
}
