public import SoleGait

/// What adds up over strides: of a session, or of a record.
public struct RunTotals: Sendable {
  public private(set) var walkStrides: UInt32 = 0
  public private(set) var runStrides: UInt32 = 0
  public private(set) var walkMillimetres: UInt32 = 0
  public private(set) var runMillimetres: UInt32 = 0
  /// Time in strides, in 1/16 samples.
  private var walkSixteenths: UInt64 = 0
  private var runSixteenths: UInt64 = 0
  public private(set) var rearfootStrides: UInt32 = 0
  public private(set) var midfootStrides: UInt32 = 0
  public private(set) var forefootStrides: UInt32 = 0
  /// Of the fastest stride whose speed can be trusted.
  public private(set) var topSpeedMillimetresPerSecond: UInt16 = 0
  private let rateHertz: UInt32

  @inline(__always)
  public init(rateHertz: UInt32) { self.rateHertz = rateHertz }

  /// Takes in a stride.
  @inline(never)
  public mutating func take(_ stride: SoleGait.Stride) {
    let length = UInt32(stride.strideLengthMillimetres)
    if stride.activity == .run {
      runStrides.addHeld(1)
      runMillimetres.addHeld(length)
      runSixteenths += UInt64(stride.sixteenths)
    } else {
      walkStrides.addHeld(1)
      walkMillimetres.addHeld(length)
      walkSixteenths += UInt64(stride.sixteenths)
    }
    switch StrikeClass(stride) {
    case .rearfoot: rearfootStrides.addHeld(1)
    case .midfoot: midfootStrides.addHeld(1)
    case .forefoot: forefootStrides.addHeld(1)
    case .unknown: break
    }
    if StrideTrust(stride).hasTrueSpeed {
      topSpeedMillimetresPerSecond = max(
        topSpeedMillimetresPerSecond, stride.speedMillimetresPerSecond)
    }
  }

  public var strides: UInt32 {
    var sum = walkStrides
    sum.addHeld(runStrides)
    return sum
  }

  /// Steps of both feet.
  public var steps: UInt32 { UInt32(clamping: 2 * UInt64(strides)) }

  public var distanceMillimetres: UInt32 {
    var sum = walkMillimetres
    sum.addHeld(runMillimetres)
    return sum
  }

  /// Time in strides.
  public var milliseconds: UInt32 { milliseconds(walkSixteenths + runSixteenths) }
  public var walkSeconds: UInt32 { milliseconds(walkSixteenths) / 1000 }
  public var runSeconds: UInt32 { milliseconds(runSixteenths) / 1000 }

  @inline(never)
  private func milliseconds(_ sixteenths: UInt64) -> UInt32 {
    SampleTime.milliseconds(sixteenths: sixteenths, rateHertz: rateHertz)
  }

  /// Time over distance in s/km; 0 of none.
  public var pace: UInt16 {
    let distance = UInt64(distanceMillimetres)
    return distance == 0 ? 0 : UInt16(clamping: 1000 * UInt64(milliseconds) / distance)
  }

  /// Energy that was spent, in 0.1 kcal; 0 without a body mass.
  ///
  /// ACSM's metabolic equations on the level (ACSM's Guidelines for Exercise Testing and Prescription):
  /// oxygen in ml/kg/min is 0.1 · speed + 3.5 for walking and 0.2 · speed + 3.5 for running, with the
  /// speed in m/min; a litre of oxygen is 5 kcal. Over a time t and a distance d that is
  /// 0.005 kcal/kg · (0.1 d or 0.2 d in m, + 3.5 t in min), so nothing has to be added up by stride.
  @inline(never)
  public func calories(bodyMassTenthKilograms mass: UInt16) -> UInt32 {
    Self.calories(
      walkMillimetres: walkMillimetres, runMillimetres: runMillimetres,
      milliseconds: milliseconds, bodyMassTenthKilograms: mass)
  }

  /// The same of sums.
  public static func calories(
    walkMillimetres: UInt32, runMillimetres: UInt32, milliseconds: UInt32,
    bodyMassTenthKilograms mass: UInt16
  ) -> UInt32 {
    let distance = 12 * UInt64(walkMillimetres) + 24 * UInt64(runMillimetres)
    let parts = distance + 7 * UInt64(milliseconds)
    return UInt32(clamping: parts.multipliedHeld(by: UInt64(mass)) / 24_000_000)
  }
}
