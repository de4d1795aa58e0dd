import Foundation
internal import Wording
internal import Yams

/// Reads a YAML file into values whose errors know where they were written.
struct YAMLReader {
  /// Larger files are no rig and no suite.
  private static let byteLimit = 1 << 20

  let operation: ModelError.Operation
  /// The file as the caller named it.
  let file: String

  /// The file's bytes.
  func bytes() throws(ModelError) -> Data {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch {
      throw fail(nil, Self.reason(for: error, file: file))
    }
    guard data.count <= Self.byteLimit else {
      throw fail(nil, "it holds \(data.count) bytes, more than the \(Self.byteLimit) allowed")
    }
    return data
  }

  /// The document in a text.
  func root(of data: Data) throws(ModelError) -> YAMLValue {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw fail(nil, "it is not UTF-8 text", hint: "save it as UTF-8")
    }
    let node: Node?
    do {
      node = try Parser(yaml: text, encoding: .utf8).singleRoot()
    } catch {
      throw self.error(from: error)
    }
    guard let node else {
      throw fail(SourcePosition(line: 1, column: 1), "the file is empty")
    }
    return YAMLValue(node: node, reader: self)
  }

  func fail(_ position: SourcePosition?, _ reason: String, hint: String? = nil) -> ModelError {
    ModelError(operation, file: file, at: position, reason, hint: hint)
  }

  private func error(from error: any Error) -> ModelError {
    switch error as? YamlError {
    case .composer(_, let problem, let mark, _):
      return fail(SourcePosition(mark), "this is not valid YAML: \(problem)")
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      let since = context.map { " \($0.text) that begins at \(SourcePosition($0.mark))" }
      return fail(
        SourcePosition(mark), "this is not valid YAML: \(problem)\(since ?? "")")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { "`\($0)`" }.joined(separator: ", ")
      return fail(
        SourcePosition(context.mark), "\(names) is given twice in one mapping",
        hint: "keep one of them")
    default:
      return fail(nil, "this is not valid YAML: \(error)")
    }
  }

  private static func reason(for error: any Error, file: String) -> String {
    var isDirectory: ObjCBool = false
    if !FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) {
      return "there is no such file"
    }
    if isDirectory.boolValue { return "it is a directory" }
    return FileManager.default.isReadableFile(atPath: file)
      ? "it can't be read: \(SystemCause.of(error))" : "this user may not read it"
  }
}

extension SourcePosition {
  init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
