/// Why a run could not start, or could not be written down.
package struct RunError: Error, CustomStringConvertible {
  package enum Kind: Sendable {
    /// The words of the command line or a file that a person wrote.
    case usage
    /// The machine, the board or the disk.
    case setup
    /// A run is not what was signed, or not signed by whom it should be.
    case signature
  }

  package var kind: Kind
  /// A paragraph: operation, thing, cause, what to do.
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// DESIGN's exit codes: 64 for usage, 3 for no verdict; a signature that does not hold is a no.
  package var exitCode: Int32 {
    switch kind {
    case .usage: 64
    case .setup: 3
    case .signature: 1
    }
  }
}
