/// The SHA-256 of an image: its header, the image, and a protected trailer if there is one.
public struct ImageHash: Equatable, Sendable {
  /// Length of the hash, in bytes.
  public static let byteCount = 32

  private var bytes: InlineArray<32, UInt8>

  /// All zeros: no hash.
  public init() { bytes = InlineArray(repeating: 0) }

  /// The 32 bytes at an offset that the caller has checked.
  init(_ source: RawSpan, at offset: Int) {
    bytes = InlineArray { source.byte(at: offset + $0) }
  }

  public subscript(index: Int) -> UInt8 {
    get { bytes[index] }
    set { bytes[index] = newValue }
  }

  public static func == (left: Self, right: Self) -> Bool {
    for index in 0..<byteCount where left[index] != right[index] { return false }
    return true
  }
}
