/// A suite with everything that a judge needs beside the capture: `suite.json` of a run.
///
/// Its JSON is versioned and deterministic: equal suites give equal bytes.
package struct ResolvedSuite: Codable, Equatable, Sendable {
  /// The version that this build writes and reads.
  package static let currentSchema = "solerig-suite/1"

  package private(set) var schema = ResolvedSuite.currentSchema
  package var name: String
  package var title: String
  /// The last component of the suite's file name.
  package var file: String
  /// SHA-256 of the suite's file, lower-case hexadecimal.
  package var fileSHA256: String
  package var cases: [ResolvedCase]

  package init(
    name: String, title: String, file: String, fileSHA256: String, cases: [ResolvedCase]
  ) {
    self.name = name
    self.title = title
    self.file = file
    self.fileSHA256 = fileSHA256
    self.cases = cases
  }

  /// The suite of a file, with its cases as resolved.
  package init(_ suite: Suite, cases: [ResolvedCase]) {
    let file = suite.file.split(separator: "/").last.map(String.init) ?? suite.file
    self.init(
      name: suite.name, title: suite.title, file: file, fileSHA256: suite.fileSHA256, cases: cases)
  }
}
