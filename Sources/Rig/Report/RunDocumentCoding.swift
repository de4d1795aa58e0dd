package import Foundation
internal import Judge

extension RunDocument {
  /// The judgement as `solerig judge` prints it, and as it stands in `run.json`: byte for byte.
  package var judgementJSON: Data { judgement.encode() }

  /// The document as JSON: the judgement first, sorted keys in each part, a newline at the end.
  ///
  /// The judgement's lines are not indented further: they are those of `judgementJSON`, so that a
  /// later judge's output can be found in it as it is.
  package func encode() -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      var document = Data("{\n\"judgement\" : ".utf8)
      document += judgementJSON.dropLast()
      document += Data(",\n\"run\" : ".utf8)
      document += try encoder.encode(run)
      if let firstDivergences {
        document += Data(",\n\"firstDivergences\" : ".utf8)
        document += try encoder.encode(firstDivergences)
      }
      if let earlier {
        // A line: nobody reads its lists of numbers.
        encoder.outputFormatting.remove(.prettyPrinted)
        document += Data(",\n\"earlier\" : ".utf8)
        document += try encoder.encode(earlier)
      }
      document += Data(",\n\"schema\" : \"\(schema)\"\n}\n".utf8)
      return document
    } catch {
      preconditionFailure("the facts of a run hold nothing but JSON's values: \(error)")
    }
  }

  /// Reads what `encode` wrote.
  package static func decode(_ data: Data, path: String) throws(RunDocumentError) -> RunDocument {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not a number")
    guard let found = try? decoder.decode(Header.self, from: data) else {
      throw RunDocumentError(path: path, cause: "it is no run.json of solerig's")
    }
    guard found.schema == currentSchema else {
      throw RunDocumentError(
        path: path, cause: "its schema is \(found.schema), this solerig reads \(currentSchema)")
    }
    do {
      return try decoder.decode(RunDocument.self, from: data)
    } catch {
      throw RunDocumentError(path: path, cause: "it was changed or damaged: \(error)")
    }
  }

  private struct Header: Decodable { var schema: String }
}

/// Why a `run.json` can't be read.
package struct RunDocumentError: Error, Equatable, Sendable, CustomStringConvertible {
  package var path: String
  package var cause: String

  package var description: String {
    """
    Reading \(path) failed: \(cause). Compute it again from the capture and suite.json beside it \
    with `solerig judge`.
    """
  }
}
