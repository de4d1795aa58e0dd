/// The SHA-256 of an image: its header, the image, and a protected trailer if there is one.
public struct ImageHash: Equatable, Sendable {
  /// Length of the hash, in bytes.
  public static let byteCount = 32

  private var bytes: InlineArray<32, UInt8>

  /// All zeros: no hash.
  public init() { bytes = InlineArray(repeating: 0) }

  /// The first 32 bytes, from an offset, of bytes that the caller has counted.
  @inline(never)
  public init(_ source: RawSpan, at offset: Int = 0) {
    bytes = InlineArray(repeating: 0)
    for index in 0..<Self.byteCount { bytes[index] = source.byte(at: offset + index) }
  }

  /// The hash's bytes.
  public var span: RawSpan {
    @_lifetime(borrow self)
    borrowing get { bytes.span.bytes }
  }

  public subscript(index: Int) -> UInt8 {
    get { bytes[index] }
    set { bytes[index] = newValue }
  }

  @inline(never)
  public static func == (left: Self, right: Self) -> Bool {
    for index in 0..<byteCount where left[index] != right[index] { return false }
    return true
  }
}
