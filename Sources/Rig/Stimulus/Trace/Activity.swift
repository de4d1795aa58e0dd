/// What the person does during a stride.
package enum Activity: String, Codable, CaseIterable, Sendable {
  case walk, run
}
