internal import Crypto
package import Foundation
package import Stimulus

/// SHA-256 as 64 lower-case hexadecimal digits.
package enum SHA256Text {
  package static func of(_ data: Data) -> String { text(SHA256.hash(data: data)) }

  /// The same in base 64, as a browser's policy and OpenSSH's fingerprints have it.
  package static func base64(of data: Data) -> String {
    Data(SHA256.hash(data: data)).base64EncodedString()
  }

  /// Of samples as they go over the wire: six little-endian counts each, in wire order.
  package static func of(_ samples: [TraceSample]) -> String {
    var hasher = SHA256()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(12 * 1024)
    for sample in samples {
      for channel in Channel.allCases {
        let count = UInt16(bitPattern: sample[channel])
        bytes.append(UInt8(truncatingIfNeeded: count))
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
      }
      if bytes.count >= 12 * 1024 {
        hasher.update(data: bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    hasher.update(data: bytes)
    return text(hasher.finalize())
  }

  private static func text(_ digest: SHA256Digest) -> String {
    digest.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}
