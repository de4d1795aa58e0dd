import Foundation
import Testing

/// The vectors in `protocols/vectors`, made by an implementation that is not this one.
enum Vectors {
  struct Frame: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var from: Sender
    var message: String
    var sequence: UInt8
    var fields: VectorFields
    var decoded: HexBytes
    var wire: HexBytes
    var testDescription: String { name }
  }

  struct Stream: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    var from: Sender
    var bytes: HexBytes
    var chunks: [Chunk]
    var counters: Counters
    var pendingBytes: UInt32
    var testDescription: String { name }
  }

  struct Chunk: Decodable, Sendable {
    var kind: String
    /// COBS-encoded length.
    var bytes: Int
    var frame: HexBytes?
    /// The message's name, or what is wrong with the frame.
    var message: String?
  }

  struct Counters: Decodable, Sendable {
    var frames: UInt32
    var noiseChunks: UInt32
    var cutFrames: UInt32
    var oversizeFrames: UInt32
    var crcErrors: UInt32
    var discardedBytes: UInt32
    var unknownTypes: UInt32
    var malformedPayloads: UInt32
  }

  enum Sender: String, Decodable, Sendable {
    case host, chip
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../protocols/vectors").standardizedFileURL

  static let frames: [Frame] = load("frames.json", as: [String: Rows<Frame>].self, key: "frames")
  static let streams: [Stream] = load(
    "streams.json", as: [String: Rows<Stream>].self, key: "streams")

  /// Inputs of a fuzzer, by name.
  static func corpus(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    let folder = folder.appending(path: "corpus/\(name)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      (name: $0, bytes: [UInt8](try Data(contentsOf: folder.appending(path: $0))))
    }
  }

  private static func load<Row>(
    _ name: String, as type: [String: Rows<Row>].Type, key: String
  ) -> [Row] {
    let path = folder.appending(path: name)
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let rows = try decoder.decode(type, from: Data(contentsOf: path))[key]?.rows ?? []
      precondition(!rows.isEmpty, "\(path.path) holds no vectors")
      return rows
    } catch {
      preconditionFailure("reading the vectors in \(path.path): \(error)")
    }
  }

  /// The rows of a file; what else it says is a text.
  private struct Rows<Row: Decodable>: Decodable {
    var rows: [Row]?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      rows = (try? container.decode(String.self)) == nil ? try container.decode([Row].self) : nil
    }
  }
}

/// Bytes, hexadecimal in JSON.
struct HexBytes: Decodable, Sendable, Equatable {
  var bytes: [UInt8]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let bytes = Self.parse(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no hexadecimal")
    }
    self.bytes = bytes
  }

  static func parse(_ text: String) -> [UInt8]? {
    let digits = text.compactMap(\.hexDigitValue)
    guard digits.count == text.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
