import Foundation
import LinkContract
import Testing

@Suite("Files made from the contract")
struct StaleTests {
  private static func contract() throws -> Contract {
    try ContractParser.parse(Project.read(GeneratedFiles.contractPath))
  }

  @Test("every generated file is what the contract gives now")
  func notStale() throws {
    for file in GeneratedFiles.render(try Self.contract()) {
      let checkedIn = try Project.read(file.path)
      let difference = firstDifference(checkedIn, file.contents)
      #expect(
        difference == nil,
        """
        \(file.path) is stale from line \(difference ?? 0) on: \
        protocols/sole-link.yaml or its generator changed. Run scripts/generate.
        """)
    }
  }

  @Test("the stale test sees one changed character")
  func seesChange() throws {
    for file in GeneratedFiles.render(try Self.contract()) {
      var changed = Array(file.contents)
      changed[changed.count / 2] = changed[changed.count / 2] == "x" ? "y" : "x"
      #expect(firstDifference(String(changed), file.contents) != nil, "\(file.path)")
    }
  }

  @Test("the vectors have every message, field, value and flag of the contract")
  func vectors() throws {
    let json = try JSONSerialization.jsonObject(
      with: Data(Project.read("protocols/vectors/frames.json").utf8))
    let rows = try #require((json as? [String: Any])?["frames"] as? [[String: Any]])
    let contract = try Self.contract()
    for message in contract.messages {
      let fields = rows.filter { $0["message"] as? String == message.name }
        .compactMap { $0["fields"] as? [String: Any] }
      for field in message.fields {
        let values = fields.compactMap { $0[field.name] }
        let seen = Set(values.flatMap { $0 as? [String] ?? [$0 as? String ?? ""] })
        #expect(values.count == fields.count && !values.isEmpty, "\(mend(message, field, ""))")
        for name in contract.names(field.type) where !seen.contains(name) {
          Issue.record("\(mend(message, field, name))")
        }
      }
    }
  }

  private func mend(
    _ message: Contract.Message, _ field: Contract.Field, _ name: String
  ) -> Comment {
    """
    protocols/vectors lack \(message.name).\(field.name) \(name): run \
    .build/venv/bin/python protocols/vectors/make.py
    """
  }

  /// The first line, from 1, in which two texts differ.
  private func firstDifference(_ left: String, _ right: String) -> Int? {
    guard left != right else { return nil }
    let lines = (
      left.split(separator: "\n", omittingEmptySubsequences: false),
      right.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let common = zip(lines.0, lines.1).prefix { $0 == $1 }.count
    return common + 1
  }
}

extension Contract {
  /// The names of an enumeration's values or of a flag set's bits.
  fileprivate func names(_ type: FieldType) -> [String] {
    switch type {
    case .enumeration(let name, _):
      enumerations.first { $0.name == name }?.values.map(\.name) ?? []
    case .flags(let name, _): flagSets.first { $0.name == name }?.bits.map(\.name) ?? []
    default: []
    }
  }
}
