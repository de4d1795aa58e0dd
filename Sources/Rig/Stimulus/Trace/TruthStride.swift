/// One stride of the shoe's foot, from midstance to midstance; times are seconds of sample time.
package struct TruthStride: Codable, Equatable, Sendable {
  /// Midstance that begins the stride.
  package var startSeconds: Double
  /// Midstance that ends the stride.
  package var endSeconds: Double
  /// Toe-off, between `startSeconds` and `initialContactSeconds`.
  package var toeOffSeconds: Double?
  /// Ground contact that ends the swing, between `toeOffSeconds` and `endSeconds`.
  package var initialContactSeconds: Double?
  /// Horizontal distance between the two midstances.
  package var lengthMetres: Double?
  /// Highest sensor position in swing over the midstance that begins the stride.
  package var clearanceMetres: Double?
  /// Pitch at initial contact minus pitch at foot-flat; positive is toe up.
  package var strikeAngleDegrees: Double?
  /// Largest change of roll from initial contact to midstance.
  package var pronationDegrees: Double?
  package var activity: Activity?
  /// Whether a judge may hold the device to this stride.
  ///
  /// False for strides that start, stop or turn, and for those the reference itself doubts.
  package var isSteady: Bool

  package init(
    startSeconds: Double, endSeconds: Double, toeOffSeconds: Double? = nil,
    initialContactSeconds: Double? = nil, lengthMetres: Double? = nil,
    clearanceMetres: Double? = nil, strikeAngleDegrees: Double? = nil,
    pronationDegrees: Double? = nil, activity: Activity? = nil, isSteady: Bool
  ) {
    self.startSeconds = startSeconds
    self.endSeconds = endSeconds
    self.toeOffSeconds = toeOffSeconds
    self.initialContactSeconds = initialContactSeconds
    self.lengthMetres = lengthMetres
    self.clearanceMetres = clearanceMetres
    self.strikeAngleDegrees = strikeAngleDegrees
    self.pronationDegrees = pronationDegrees
    self.activity = activity
    self.isSteady = isSteady
  }

  package var durationSeconds: Double { endSeconds - startSeconds }
}
