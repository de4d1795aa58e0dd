package import Foundation

extension ResolvedSuite {
  /// The suite as JSON: sorted keys, two-space indent, a newline at the end.
  package func encode() throws(ModelError) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      throw ModelError(
        .writeResolvedSuite, "a value of suite `\(name)` does not fit JSON: \(Self.text(error))",
        hint: "a number in a truth that is infinite or no number does this")
    }
  }

  /// Reads what `encode` wrote; `file` is what errors call it.
  package static func decode(_ data: Data, file: String) throws(ModelError) -> ResolvedSuite {
    let decoder = JSONDecoder()
    func fail(_ reason: String, _ hint: String?) -> ModelError {
      ModelError(.readResolvedSuite, file: file, reason, hint: hint)
    }
    let schema: String
    do {
      schema = try decoder.decode(Header.self, from: data).schema
    } catch {
      let isJSON = (try? JSONSerialization.jsonObject(with: data)) != nil
      throw fail(
        isJSON ? "it is JSON, but says no `schema`" : "it is not JSON: \(Self.text(error))",
        "a run's `suite.json` is wanted")
    }
    guard schema == currentSchema else { throw fail(Self.refusal(of: schema), nil) }
    do {
      return try decoder.decode(ResolvedSuite.self, from: data)
    } catch {
      throw fail(
        "it says `\(schema)`, but \(Self.text(error))",
        "the file was changed or damaged: run the suite again")
    }
  }

  private struct Header: Decodable { var schema: String }

  private static func refusal(of schema: String) -> String {
    let parts = schema.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "solerig-suite", let version = Int(parts[1]) {
      return version > 1
        ? "it was written by a newer solerig (`\(schema)`), and this one reads "
          + "`\(currentSchema)`; use that newer one"
        : "`\(schema)` is no version of a suite; this solerig reads `\(currentSchema)`"
    }
    return "it is something else (`\(schema)`); `\(currentSchema)` is wanted"
  }

  private static func text(_ error: any Error) -> String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.reduce("") { path, key in
        key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? "" : "\(path).") + key.stringValue
      }
    }
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      return "`\(path(context.codingPath + [key]))` is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      return "`\(path(context.codingPath))` is of the wrong type"
    case DecodingError.dataCorrupted(let context):
      let path = path(context.codingPath)
      return path.isEmpty ? "it breaks off or is garbled" : "`\(path)` has a value that can't be"
    case EncodingError.invalidValue(let value, let context):
      return "`\(path(context.codingPath))` is \(value)"
    default: return "\(error)"
    }
  }
}
