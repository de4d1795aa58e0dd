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
