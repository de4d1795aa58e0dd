package import Capture
internal import SoleLink

/// One of two sides that are compared: a capture, or the engine on the host.
package struct ComparedSide: Sendable {
  package var name: String
  package var sessions: [RecordedSession]
  /// Who answered, in words; nil where nobody said.
  package var device: String?

  /// What the command line calls the side that is no capture.
  package static let engineName = "engine"

  package init(_ capture: CaptureContents, name: String) {
    self.init(name: name)
    for record in capture.records { take(record) }
    finish()
  }

  /// The engine on the host, fed with what the chips of a capture were fed.
  package static func engine(for other: ComparedSide) -> ComparedSide {
    var side = ComparedSide(name: engineName)
    side.sessions = Comparison.deciding(other.sessions).compactMap(EngineOnHost.play)
    side.device = "the app on this host, contract \(Wire.contractHash.hexadecimal)"
    return side
  }

  // A capture may be long: it can be given record by record.

  private var reader = SessionReader()

  package init(name: String) {
    self.name = name
    sessions = []
  }

  package mutating func take(_ record: CaptureRecord) {
    reader.take(record)
    if case .chunk(let chunk) = record.body, case .chip(.identity(let found)) = chunk.message {
      device = Self.words(found)
    }
  }

  /// Ends what was given record by record.
  package mutating func finish() {
    sessions = reader.sessions
    reader = SessionReader()
  }

  private static func words(_ identity: Wire.Identity) -> String {
    let hash = (0..<4).map { identity.imageHash[$0].hexadecimal }.joined()
    return "\(identity.board.wireName) \(identity.uniqueId.hexadecimal), firmware "
      + "\(identity.versionMajor).\(identity.versionMinor).\(identity.versionRevision), "
      + "\(identity.flavour.wireName), image \(hash)"
  }
}
