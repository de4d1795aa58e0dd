/// The rigid shoe, seen from a point on its instep that stands for the foot: metres in the shoe's
/// axes.
enum ShoeShape {
  /// The instep over the ball, on which the shoe turns in push-off, and before the heel's edge.
  static let fromBall = SIMD3(-0.045, 0.0, 0.07)
  static let fromHeel = SIMD3(0.16, 0.0, 0.07)
}
