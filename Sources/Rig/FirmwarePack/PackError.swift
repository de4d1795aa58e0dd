/// Why an image could not be made or read: what was tried, and what stood in the way.
package struct PackError: Error, CustomStringConvertible, Equatable {
  package let operation: String
  package let cause: String

  package init(_ operation: String, _ cause: String) {
    self.operation = operation
    self.cause = cause
  }

  package var description: String { "cannot \(operation): \(cause)" }
}
