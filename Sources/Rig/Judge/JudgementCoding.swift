package import Foundation

extension Judgement {
  /// The judgement as JSON: sorted keys, two-space indent, a newline at the end.
  ///
  /// It is what `solerig judge` prints, and the verdict part of `run.json`, byte for byte.
  package func encode() -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // What JSON has no word for is told as text rather than not at all.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not a number")
    do {
      return try encoder.encode(self) + Data("\n".utf8)
    } catch {
      preconditionFailure("a judgement holds nothing but JSON's values: \(error)")
    }
  }

  /// Reads what `encode` wrote.
  package static func decode(_ data: Data) throws -> Judgement {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not a number")
    return try decoder.decode(Judgement.self, from: data)
  }
}
