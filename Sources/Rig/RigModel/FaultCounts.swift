/// Faults that a board counts: differences of its status after a case and before it.
///
/// What a suite does not name is 0: a fault that was not planned is no less wrong.
package struct FaultCounts: Codable, Equatable, Sendable {
  package var noiseChunks: UInt32 = 0
  package var cutFrames: UInt32 = 0
  package var oversizeFrames: UInt32 = 0
  package var crcErrors: UInt32 = 0
  package var unknownTypes: UInt32 = 0
  package var malformedPayloads: UInt32 = 0
  package var sequenceGaps: UInt32 = 0
  package var uartOverruns: UInt32 = 0
  package var uartLineErrors: UInt32 = 0
  package var unsentFrames: UInt32 = 0
  /// Those of samples count from the start of their session.
  package var samplesSkipped: UInt32 = 0
  package var samplesLate: UInt32 = 0
  package var samplesOverflowed: UInt32 = 0

  package init() {}

  /// The name of each count in a suite and on the wire, in the order of the wire.
  package enum Field: String, CaseIterable, Codable, Sendable {
    case uartOverruns = "uart_overruns"
    case uartLineErrors = "uart_line_errors"
    case noiseChunks = "noise_chunks"
    case cutFrames = "cut_frames"
    case oversizeFrames = "oversize_frames"
    case crcErrors = "crc_errors"
    case unknownTypes = "unknown_types"
    case malformedPayloads = "malformed_payloads"
    case sequenceGaps = "sequence_gaps"
    case samplesSkipped = "samples_skipped"
    case samplesLate = "samples_late"
    case samplesOverflowed = "samples_overflowed"
    case unsentFrames = "unsent_frames"

    fileprivate var path: WritableKeyPath<FaultCounts, UInt32> {
      switch self {
      case .uartOverruns: \.uartOverruns
      case .uartLineErrors: \.uartLineErrors
      case .noiseChunks: \.noiseChunks
      case .cutFrames: \.cutFrames
      case .oversizeFrames: \.oversizeFrames
      case .crcErrors: \.crcErrors
      case .unknownTypes: \.unknownTypes
      case .malformedPayloads: \.malformedPayloads
      case .sequenceGaps: \.sequenceGaps
      case .samplesSkipped: \.samplesSkipped
      case .samplesLate: \.samplesLate
      case .samplesOverflowed: \.samplesOverflowed
      case .unsentFrames: \.unsentFrames
      }
    }

    /// As a reader of the report calls it.
    package var words: String { rawValue.replacing("_", with: " ") }
  }

  package subscript(_ field: Field) -> UInt32 {
    get { self[keyPath: field.path] }
    set { self[keyPath: field.path] = newValue }
  }
}
