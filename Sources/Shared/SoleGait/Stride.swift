/// One stride of one foot, from midstance to midstance.
///
/// Sample times are in 1/16 sample and wrap with `UInt32` (after 15 days at 200 Hz): compare them
/// by wrapping subtraction.
public struct Stride: Equatable, Sendable {
  /// Counts the engine's strides from 1.
  public var number: UInt32 = 0
  /// Midstance the stride leaves from, sample time in 1/16 sample.
  public var startMidstance: UInt32 = 0
  /// Last ground contact of the stance that it leaves, sample time in 1/16 sample;
  /// `startMidstance` if not found.
  public var toeOff: UInt32 = 0
  /// Ground contact that ends its swing, sample time in 1/16 sample; `endMidstance` if not found.
  public var initialContact: UInt32 = 0
  /// Midstance the stride arrives at, sample time in 1/16 sample.
  public var endMidstance: UInt32 = 0
  /// Time from the last stride's contact to this one's, in 0.1 ms.
  ///
  /// From midstance to midstance where one of the contacts was not found, as for a first stride.
  public var strideTimeTenthMilliseconds: UInt16 = 0
  /// From the last stride's contact to toe-off, in 0.1 ms; 0 if one was not found.
  public var contactTimeTenthMilliseconds: UInt16 = 0
  /// From toe-off to contact, in 0.1 ms; 0 if one was not found.
  public var swingTimeTenthMilliseconds: UInt16 = 0
  /// Horizontal distance from midstance to midstance.
  public var strideLengthMillimetres: UInt16 = 0
  /// Stride length over stride time.
  public var speedMillimetresPerSecond: UInt16 = 0
  /// Steps of both feet, in 0.1/min: 120 over the stride time in seconds.
  public var cadenceTenthsPerMinute: UInt16 = 0
  /// Pitch at contact over pitch at midstance in 0.1°, toe up positive.
  public var strikeAngleTenthDegrees: Int16 = 0
  /// Largest change of roll from contact to midstance in 0.1°; inwards is positive.
  public var pronationTenthDegrees: Int16 = 0
  /// Largest specific force within 50 ms of contact, in 0.01 g.
  public var impactHundredthsG: UInt16 = 0
  /// Largest backward acceleration from contact to midstance, in 0.01 g.
  public var brakingHundredthsG: UInt16 = 0
  /// Highest point of the sensor in swing over the midstance it left.
  public var clearanceMillimetres: UInt16 = 0
  public var activity: Activity = .still
  public var quality: StrideQuality = []
}

/// Why a stride's values are not to be trusted; empty when nothing speaks against them.
public struct StrideQuality: OptionSet, Equatable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

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
  /// No toe-off was found, or not the contact before it.
  public static var noToeOff: StrideQuality { StrideQuality(rawValue: 1 << 7) }
  /// The foot came down turned against how it stood.
  public static var turned: StrideQuality { StrideQuality(rawValue: 1 << 8) }
  /// Too short for its time to be walked: shuffling, jumping on the spot.
  public static var onTheSpot: StrideQuality { StrideQuality(rawValue: 1 << 9) }
}
