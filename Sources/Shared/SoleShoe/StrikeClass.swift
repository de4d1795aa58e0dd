public import SoleGait

/// Which part of the foot meets the ground first, by the strike angle (Mo 2023).
public enum StrikeClass: Sendable {
  /// No contact was found.
  case unknown
  /// More than 7.4°.
  case rearfoot
  case midfoot
  /// Less than -0.8°.
  case forefoot

  /// The greatest angle that is not a rearfoot's, in 0.1°.
  static let rearfootTenthDegrees: Int16 = 74
  private static let forefootTenthDegrees: Int16 = -8

  public init(_ stride: SoleGait.Stride) {
    let angle = stride.strikeAngleTenthDegrees
    if stride.quality.contains(.noContact) {
      self = .unknown
    } else if angle > Self.rearfootTenthDegrees {
      self = .rearfoot
    } else {
      self = angle < Self.forefootTenthDegrees ? .forefoot : .midfoot
    }
  }
}
