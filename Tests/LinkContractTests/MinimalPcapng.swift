/// A pcapng file of the link, as small as one can be: a section, two interfaces, packets.
///
/// Format: draft-ietf-opsawg-pcapng. USER0 (147) is what came between two delimiters, USER1 (148) a
/// rig's event.
struct MinimalPcapng {
  private(set) var bytes: [UInt8] = []

  enum Interface: UInt32 {
    case line = 0
    case rig = 1
  }

  init() {
    block(0x0A0D_0D0A, words([0x1A2B_3C4D, 0x0000_0001, .max, .max]))
    block(1, words([147, 0]))
    block(1, words([148, 0]))
  }

  /// Appends a packet; of one longer than 255 bytes those alone are kept, as in a run's capture.
  mutating func packet(_ interface: Interface, _ data: [UInt8]) {
    let kept = data.prefix(255)
    block(6, words([interface.rawValue, 0, 1000, UInt32(kept.count), UInt32(data.count)]) + kept)
  }

  private mutating func block(_ type: UInt32, _ body: [UInt8]) {
    let padding = [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    let length = UInt32(12 + body.count + padding.count)
    bytes += words([type, length]) + body + padding + words([length])
  }

  private func words(_ words: [UInt32]) -> [UInt8] {
    words.flatMap { word in [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) } }
  }
}
