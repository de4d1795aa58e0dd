/// What is known about a trace from somewhere other than the IMU: motion capture, measured
/// footprints, or the synthetic runner's own kinematics.
///
/// A field that the reference does not tell is nil, never zero.
package struct Truth: Codable, Equatable, Sendable {
  /// Strides whose times are known, in time order; they need not cover the whole trace.
  package var strides: [TruthStride]
  /// Strides in the whole trace, where the reference counts them all.
  package var strideCount: Int?
  /// Distance of the whole trace in metres, where the reference measured all of it.
  package var distanceMetres: Double?
  /// What the person does in the whole trace, where that is one thing.
  package var activity: Activity?
  /// Where the reference comes from, for a reader of the report.
  package var source: String
  /// What to know before judging by it.
  package var caveats: String?

  package init(
    strides: [TruthStride], strideCount: Int? = nil, distanceMetres: Double? = nil,
    activity: Activity? = nil, source: String, caveats: String? = nil
  ) {
    self.strides = strides
    self.strideCount = strideCount
    self.distanceMetres = distanceMetres
    self.activity = activity
    self.source = source
    self.caveats = caveats
  }

  /// The strides a judge may hold a device to.
  package var steadyStrides: [TruthStride] { strides.filter(\.isSteady) }

  /// Sum of the lengths of the steady strides that have one, in metres.
  package var steadyDistanceMetres: Double {
    steadyStrides.reduce(0) { $0 + ($1.lengthMetres ?? 0) }
  }

  /// Contact time in seconds of the stance that stride `index` leaves.
  ///
  /// From the contact that ended the stride before to this stride's toe-off; nil where either is
  /// not known or the two strides do not share that stance.
  package func contactSeconds(beforeStride index: Int) -> Double? {
    guard index > 0, index < strides.count,
      let toeOff = strides[index].toeOffSeconds,
      let contact = strides[index - 1].initialContactSeconds,
      abs(strides[index - 1].endSeconds - strides[index].startSeconds) < 0.001
    else { return nil }
    return toeOff - contact
  }
}
