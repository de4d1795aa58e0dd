package import Foundation
internal import RigModel

/// What a signature of a run is over: `SHA256SUMS`, which names the run's files and their hashes the
/// way `sha256sum --check` reads them.
package struct RunManifest: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    package var file: String
    /// SHA-256, lower-case hexadecimal.
    package var hash: String
  }

  /// What a verdict rests on, and the verdict.
  package static let files = ["run.json", "capture.pcapng", "suite.json"]
  /// A signature made for something else is none of a run's.
  package static let namespace = "solerig-run"

  package let entries: [Entry]

  /// - Parameter contents: the bytes of each of `files`.
  package init(_ contents: (_ file: String) throws -> Data) rethrows {
    entries = try Self.files.map { Entry(file: $0, hash: SHA256Text.of(try contents($0))) }
  }

  package var text: String { entries.map { "\($0.hash)  \($0.file)\n" }.joined() }

  /// Reads what `text` gave; nil for anything else, a file more or less included.
  package init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == Self.files.count + 1, lines.last == "" else { return nil }
    var entries: [Entry] = []
    for (line, file) in zip(lines, Self.files) {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[1].isEmpty, parts[2] == file, parts[0].count == 64,
        parts[0].allSatisfy({ $0.isHexDigit && !$0.isUppercase })
      else { return nil }
      entries.append(Entry(file: file, hash: String(parts[0])))
    }
    self.entries = entries
  }
}
