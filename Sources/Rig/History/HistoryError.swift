/// Why the history can't be read or written.
package struct HistoryError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Cause: Equatable, Sendable {
    /// A later solerig made the file, and this one would read it wrong.
    case newer
    case notADatabase
    /// In the words of SQLite or of the kernel.
    case other(String)
  }

  /// What was tried: `opening`, `recording the run in`.
  package var operation: String
  package var path: String
  package var cause: Cause

  package var description: String {
    switch cause {
    case .newer:
      """
      \(operation) the history \(path) failed: a newer solerig made it. It is left as it is; use \
      that solerig, or name another file with --history.
      """
    case .notADatabase:
      """
      \(operation) the history \(path) failed: the file is no SQLite database. It is left as it is; \
      name another file with --history.
      """
    case .other(let cause):
      """
      \(operation) the history \(path) failed: \(cause). Check the folder and the disk, or name \
      another file with --history.
      """
    }
  }
}
