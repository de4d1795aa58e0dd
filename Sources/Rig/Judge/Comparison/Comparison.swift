package import Capture
package import Foundation

/// What two captures, or one and the engine on the host, say of the same footsteps.
///
/// It follows from the captures alone: equal captures give equal bytes.
package struct Comparison: Codable, Equatable, Sendable {
  package static let currentSchema = "solerig-comparison/1"

  package private(set) var schema = Comparison.currentSchema
  package var left: Side
  package var right: Side
  package var sessions: [SessionComparison]
  /// Sessions that only one side has.
  package var onlyLeft: [String]
  package var onlyRight: [String]
  package var outcome: SessionComparison.Outcome

  /// One of the two that are compared.
  package struct Side: Codable, Equatable, Sendable {
    /// As the caller named it.
    package var name: String
    /// Who answered, in words; nil where nobody said.
    package var device: String?
  }

  package init(_ left: ComparedSide, _ right: ComparedSide) {
    self.left = Side(name: left.name, device: left.device)
    self.right = Side(name: right.name, device: right.device)
    let (one, two) = (Self.deciding(left.sessions), Self.deciding(right.sessions))
    let pairs = Self.pairs(one, two)
    sessions = pairs.map { SessionComparison($0, $1) }
    onlyLeft = one.map(\.name).filter { name in !pairs.contains { $0.0.name == name } }
    onlyRight = two.map(\.name).filter { name in !pairs.contains { $0.1.name == name } }
    let outcomes = sessions.map(\.outcome)
    outcome =
      outcomes.contains(.differs)
      ? .differs
      : outcomes.contains(.undecided) || outcomes.isEmpty || !onlyLeft.isEmpty || !onlyRight.isEmpty
        ? .undecided : .same
  }

  /// What a process that tells this comparison exits with.
  package var exitCode: Int32 {
    switch outcome {
    case .same: 0
    case .differs: 1
    case .undecided: 2
    }
  }

  /// The comparison as JSON: sorted keys, two-space indent, a newline at the end.
  package func encode() -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      preconditionFailure("a comparison holds nothing but JSON's values: \(error)")
    }
  }

  /// Of a session that was begun more than once, the last that came to its end.
  static func deciding(_ sessions: [RecordedSession]) -> [RecordedSession] {
    var order: [String] = []
    var chosen: [String: RecordedSession] = [:]
    for session in sessions {
      if chosen[session.name] == nil { order.append(session.name) }
      if let known = chosen[session.name], known.failure == nil, session.failure != nil { continue }
      chosen[session.name] = session
    }
    return order.compactMap { chosen[$0] }
  }

  /// By name; where each side has but one, those two whatever they are called.
  private static func pairs(
    _ left: [RecordedSession], _ right: [RecordedSession]
  ) -> [(RecordedSession, RecordedSession)] {
    if left.count == 1, right.count == 1 { return [(left[0], right[0])] }
    return left.compactMap { session in
      right.first { $0.name == session.name }.map { (session, $0) }
    }
  }
}
