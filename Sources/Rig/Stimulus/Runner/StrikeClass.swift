/// Which part of the foot meets the ground first, by strike angle (Mo 2023).
package enum StrikeClass: String, Codable, CaseIterable, Sendable {
  case rearfoot, midfoot, forefoot

  /// The class of an angle: forefoot below −0.8°, rearfoot above 7.4°, midfoot between.
  package init(degrees: Double) {
    self = degrees > 7.4 ? .rearfoot : degrees < -0.8 ? .forefoot : .midfoot
  }
}
