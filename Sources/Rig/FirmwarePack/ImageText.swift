package import BootWire

extension ImageVersion {
  /// Reads `1.2.3` or `1.2.3+4`.
  package init?(text: String) {
    let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, let major = UInt8(numbers[0]), let minor = UInt8(numbers[1]),
      let revision = UInt16(numbers[2]),
      let build = parts.count == 2 ? UInt32(parts[1]) : 0
    else { return nil }
    self.init(major: major, minor: minor, revision: revision, build: build)
  }

  package var text: String {
    "\(major).\(minor).\(revision)" + (build == 0 ? "" : "+\(build)")
  }
}

extension ElfImage {
  /// A line for each section that takes flash or memory, and their sums.
  package var text: String {
    let kept = sections.filter { $0.takesMemory && $0.byteCount > 0 }
    let ram: UInt32 = 0x2000_0000
    var lines = ["section        address      bytes"]
    for section in kept {
      let address = String(section.address, radix: 16)
      let zeros = String(repeating: "0", count: 8 - address.count)
      let count = Self.right(Int(section.byteCount))
      lines.append("\(Self.padded(section.name, 12)) 0x\(zeros)\(address) \(count)")
    }
    let flash = segments.reduce(0) { $0 + $1.bytes.count }
    let memory = kept.filter { $0.address >= ram }.reduce(0) { $0 + Int($1.byteCount) }
    lines.append("\(Self.padded("in flash", 23)) \(Self.right(flash))")
    lines.append("\(Self.padded("in memory", 23)) \(Self.right(memory))")
    return lines.joined(separator: "\n")
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 9 - text.count)) + text
  }
}

extension ImageInspection {
  /// A line for each thing that an image says.
  package var text: String {
    var lines = [
      "version      \(version.text)",
      "image        \(byteCount) bytes; a slot takes 80896",
      "  header     \(headerBytes)",
      "  body       \(bodyBytes)",
      "  trailers   \(byteCount - headerBytes - bodyBytes)",
      "SHA-256      \(Self.hex(hash))\(isHashRight ? "" : ", WRONG")",
    ]
    if let target {
      lines.append(
        "made for     board \(target.board), flash layout \(target.layout), contract "
          + "0x\(String(target.contract, radix: 16))")
    } else {
      lines.append("made for     it does not say; our bootloader refuses it")
    }
    lines.append("signature    \(signatureText)")
    if isDevelopmentSigned { lines.append("             \(Self.developmentText)") }
    if hasDependencies {
      lines.append("depends      on other images, which this bootloader does not look at")
    }
    return lines.joined(separator: "\n")
  }

  /// What is to be said of an image, or a board, that takes the key which everyone has.
  package static let developmentText = "by the development key, which everyone has: not for a shoe"

  private var signatureText: String {
    switch signature {
    case .missing: "none; a release bootloader refuses it"
    case .unchecked(let keyHash?): "Ed25519, by the key with the hash \(Self.hex(keyHash))"
    case .unchecked(nil): "Ed25519, by a key that it does not name"
    case .right: "Ed25519, right"
    case .wrong: "Ed25519, WRONG, or by another key"
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
