/// Which part of the foot meets the ground first, by strike angle (Mo 2023).
package enum StrikeClass: String, Codable, CaseIterable, Sendable {
  case rearfoot, midfoot, forefoot
}
