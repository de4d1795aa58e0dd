/// What an SMP packet starts with.
///
/// Operation and version (1 byte), flags (1), length of what follows (2), group (2), sequence number
/// (1), command (1); numbers are big-endian. Source: Zephyr's documentation, "SMP Protocol
/// Specification".
public struct SMPHeader: Equatable, Sendable {
  /// Length of a header, in bytes.
  public static let byteCount = 8

  /// What is asked for, or answered.
  public enum Operation: UInt8, Sendable {
    case read = 0
    case readAnswer = 1
    case write = 2
    case writeAnswer = 3

    /// The answer to a request.
    public var answer: Operation {
      switch self {
      case .read, .readAnswer: .readAnswer
      case .write, .writeAnswer: .writeAnswer
      }
    }
  }

  public var operation: Operation
  /// 0 is what MCUboot answers with; 1 has errors that name their group.
  public var version: UInt8
  public var group: UInt16
  public var sequence: UInt8
  public var command: UInt8
  /// Length of what follows the header, in bytes.
  public var payloadBytes: UInt16

  public init(
    _ operation: Operation, version: UInt8 = 0, group: UInt16, command: UInt8, sequence: UInt8,
    payloadBytes: UInt16
  ) {
    self.operation = operation
    self.version = version
    self.group = group
    self.command = command
    self.sequence = sequence
    self.payloadBytes = payloadBytes
  }

  /// Reads the header that a packet starts with; nil for bytes that are no SMP packet, or whose
  /// length is not the packet's.
  public init?(parsing packet: RawSpan) {
    guard packet.byteCount >= Self.byteCount,
      let operation = Operation(rawValue: packet.byte(at: 0) & 7)
    else { return nil }
    self.operation = operation
    version = packet.byte(at: 0) >> 3 & 3
    payloadBytes = packet.bigEndian(at: 2)
    group = packet.bigEndian(at: 4)
    sequence = packet.byte(at: 6)
    command = packet.byte(at: 7)
    guard Int(payloadBytes) == packet.byteCount - Self.byteCount else { return nil }
  }

  /// The header's bytes.
  public func encoded() -> InlineArray<8, UInt8> {
    [
      operation.rawValue | version << 3, 0, UInt8(payloadBytes >> 8), UInt8(payloadBytes & 0xFF),
      UInt8(group >> 8), UInt8(group & 0xFF), sequence, command,
    ]
  }
}

/// The groups, commands and errors of SMP that are spoken here.
public enum SMP {
  public enum Group {
    public static let system: UInt16 = 0
    public static let image: UInt16 = 1
    /// The first that is free for use of one's own: the bootloader tells here who it is.
    public static let own: UInt16 = 64
  }

  public enum SystemCommand {
    public static let echo: UInt8 = 0
    public static let reset: UInt8 = 5
    public static let parameters: UInt8 = 6
  }

  public enum ImageCommand {
    public static let state: UInt8 = 0
    public static let upload: UInt8 = 1
  }

  public enum OwnCommand {
    public static let bootloader: UInt8 = 0
  }

  /// Errors of version 0, as MCUboot's and Zephyr's servers answer them.
  public enum Result: UInt8, Sendable, CaseIterable {
    case done = 0
    case unknown = 1
    case noMemory = 2
    case invalid = 3
    case timedOut = 4
    case noEntry = 5
    case badState = 6
    case tooLarge = 7
    case notSupported = 8
    case corrupt = 9
    case busy = 10
    case denied = 11
  }
}
