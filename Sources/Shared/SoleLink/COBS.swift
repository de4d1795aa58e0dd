/// Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): bytes without zeros, so that a zero
/// can stand between frames.
enum COBS {
  /// Encodes up to 254 bytes, and returns the encoded length.
  ///
  /// - Parameters:
  ///   - bytes: at most 254 bytes.
  ///   - output: room for one byte more than `bytes`, from `start` on.
  static func encode(_ bytes: RawSpan, into output: inout MutableSpan<UInt8>, at start: Int) -> Int
  {
    precondition(bytes.byteCount <= FrameLimits.frameBytes)
    var codeOffset = start
    var write = start + 1
    var code: UInt8 = 1
    for offset in 0..<bytes.byteCount {
      let byte = bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
      if byte == 0 {
        output[codeOffset] = code
        codeOffset = write
        code = 1
      } else {
        output[write] = byte
        code &+= 1
      }
      write += 1
    }
    output[codeOffset] = code
    return write - start
  }

  /// Decodes a chunk that holds no zero, and returns the decoded length; nil where a code points past
  /// the chunk's end.
  ///
  /// - Parameters:
  ///   - chunk: 1...255 bytes.
  ///   - output: room for as many bytes.
  static func decode(_ chunk: RawSpan, into output: inout MutableSpan<UInt8>) -> Int? {
    let count = chunk.byteCount
    precondition(output.count >= count)
    return chunk.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { target in
        var read = 0
        var write = 0
        while read < count {
          let code = Int(source[read])
          let end = read + code
          guard end <= count else { return nil }
          let length = code - 1
          if length > 0 {
            copy(
              target.baseAddress.unsafelyUnwrapped + write,
              source.baseAddress.unsafelyUnwrapped + read + 1, length)
          }
          write += length
          read = end
          if code != 0xFF && read < count {
            target[write] = 0
            write += 1
          }
        }
        return write
      }
    }
  }

  @inline(__always)
  private static func copy(
    _ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ count: Int
  ) {
    target.copyMemory(from: source, byteCount: count)
  }
}
