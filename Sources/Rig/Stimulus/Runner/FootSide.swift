/// Which foot wears the shoe.
package enum FootSide: String, Codable, CaseIterable, Sendable {
  case left, right
}
