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

  /// Decodes a chunk that holds no zero into one byte less; false where a code points past its end.
  ///
  /// In at most 255 bytes the first code alone can be 0xFF, and then it spans them all: every other
  /// code stands where a zero was. So the decoded bytes are those behind the first code, with zeros
  /// for the codes.
  ///
  /// - Parameters:
  ///   - chunk: 1...255 bytes.
  ///   - output: room for as many bytes.
  static func decode(_ chunk: RawSpan, into output: inout MutableSpan<UInt8>) -> Bool {
    let count = chunk.byteCount
    precondition(1...FrameLimits.encodedBytes ~= count && output.count >= count)
    return chunk.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { target in
        let from = source.baseAddress.unsafelyUnwrapped
        let to = target.baseAddress.unsafelyUnwrapped
        to.copyMemory(from: from + 1, byteCount: count - 1)
        var code = Int(from.load(as: UInt8.self))
        while code < count {
          to.storeBytes(of: 0, toByteOffset: code - 1, as: UInt8.self)
          let length = Int(from.load(fromByteOffset: code, as: UInt8.self))
          // A zero can't be here; were it, this would neither end nor stay in bounds.
          guard length > 0 else { return false }
          code += length
        }
        return code == count
      }
    }
  }
}
