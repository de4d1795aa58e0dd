/// Why a board could not be flashed.
package struct FlashError: Error, CustomStringConvertible, Equatable {
  package enum Kind: Sendable, Equatable {
    /// What a person gave does not fit: no image, another board's, an older one.
    case refused
    /// The board, its line, its drive or a tool: silent, gone, another one than is meant, or it says
    /// that something is wrong.
    case board
    case interrupted
  }

  package let kind: Kind
  /// A paragraph: operation, thing, cause, what to do.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
