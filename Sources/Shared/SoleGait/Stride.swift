/// One stride of one foot, from midstance to midstance.
///
/// Sample times are in 1/16 sample and wrap with `UInt32` (after 15 days at 200 Hz): compare them
/// by wrapping subtraction.
public struct Stride: Equatable, Sendable {
  /// Counts the engine's strides from 1.
  public var number: UInt32
  /// Midstance the stride leaves from, sample time in 1/16 sample.
  public var startMidstance: UInt32
  /// Midstance the stride arrives at, sample time in 1/16 sample.
  public var endMidstance: UInt32
  /// Ground contact between the two, sample time in 1/16 sample; `endMidstance` if not found.
  public var initialContact: UInt32
  /// Time from the last stride's contact to this one's, in 0.1 ms.
  ///
  /// From midstance to midstance where one of the contacts was not found, as for a first stride.
  public var strideTimeTenthMilliseconds: UInt16
  /// Horizontal distance from midstance to midstance.
  public var strideLengthMillimetres: UInt16
  /// Stride length over stride time.
  public var speedMillimetresPerSecond: UInt16
  /// Steps of both feet, in 0.1/min: 120 over the stride time in seconds.
  public var cadenceTenthsPerMinute: UInt16
  public var activity: Activity
  public var quality: StrideQuality

  static var none: Stride {
    Stride(
      number: 0, startMidstance: 0, endMidstance: 0, initialContact: 0,
      strideTimeTenthMilliseconds: 0, strideLengthMillimetres: 0, speedMillimetresPerSecond: 0,
      cadenceTenthsPerMinute: 0, activity: .still, quality: [])
  }
}

/// Why a stride's values are not to be trusted; empty when nothing speaks against them.
public struct StrideQuality: OptionSet, Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Samples were lost within the stride.
  public static var lostSamples: StrideQuality { StrideQuality(rawValue: 1 << 0) }
  /// An angular rate stood at the end of its range.
  public static var clippedAngularRate: StrideQuality { StrideQuality(rawValue: 1 << 1) }
  /// An acceleration stood at the end of its range.
  public static var clippedAcceleration: StrideQuality { StrideQuality(rawValue: 1 << 2) }
  /// The stride began from standing.
  public static var fromStanding: StrideQuality { StrideQuality(rawValue: 1 << 3) }
  /// The stride ended in standing.
  public static var toStanding: StrideQuality { StrideQuality(rawValue: 1 << 4) }
  /// The foot ended clearly higher or lower than it began: stairs, a slope, or a bad estimate.
  public static var changedHeight: StrideQuality { StrideQuality(rawValue: 1 << 5) }
  /// No ground contact was found.
  public static var noContact: StrideQuality { StrideQuality(rawValue: 1 << 6) }
}
