import Foundation

/// Why an image could not be made: what was tried, and what stood in the way.
struct ToolError: Error, CustomStringConvertible {
  let operation: String
  let cause: String

  init(_ operation: String, _ cause: String) {
    self.operation = operation
    self.cause = cause
  }

  var description: String { "cannot \(operation): \(cause)" }
}

func readFile(_ path: String) throws(ToolError) -> [UInt8] {
  do {
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  } catch {
    throw ToolError("read \(path)", error.localizedDescription)
  }
}

func writeFile(_ path: String, _ bytes: [UInt8]) throws(ToolError) {
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw ToolError("write \(path)", error.localizedDescription)
  }
}
