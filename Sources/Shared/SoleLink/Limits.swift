/// Bounds of the sole link's frames, as the contract states them.
///
/// A decoded frame is type (1), sequence (1), payload (0...248), CRC-32 (4): at most 254 bytes, so
/// that COBS adds one byte to the longest.
public enum FrameLimits {
  /// Longest payload, in bytes.
  public static let payloadBytes = 248
  /// Longest decoded frame, in bytes.
  public static let frameBytes = 254
  /// Shortest decoded frame, in bytes: type, sequence, CRC-32.
  public static let shortestFrameBytes = 6
  /// Shortest COBS-encoded frame without its delimiters, in bytes.
  public static let shortestEncodedBytes = 7
  /// Longest COBS-encoded frame without its delimiters, in bytes.
  public static let encodedBytes = 255
  /// Longest frame on the wire, in bytes: a delimiter, the encoded frame, a delimiter.
  public static let wireBytes = 257
}
