/// One thing that the doctor looked at.
package struct Finding: Sendable, Equatable, Codable {
  package enum Severity: String, Sendable, Codable {
    /// As it should be.
    case good
    /// A run can start, and may suffer.
    case warning
    /// No run can start.
    case blocking
  }

  package var severity: Severity
  /// What was looked at, in a word or two.
  package var subject: String
  /// What was seen.
  package var statement: String
  /// The one command that mends it; nil where there is nothing to mend.
  package var remedy: String?

  package init(
    _ severity: Severity, _ subject: String, _ statement: String, remedy: String? = nil
  ) {
    self.severity = severity
    self.subject = subject
    self.statement = statement
    self.remedy = remedy
  }
}
