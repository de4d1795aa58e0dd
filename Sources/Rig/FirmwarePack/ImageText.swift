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

extension ImageInspection {
  /// A line for each thing that an image says.
  package var text: String {
    var lines = [
      "version      \(version.text)",
      "body         \(bodyBytes) bytes",
      "image        \(byteCount) bytes, header and trailers included; a slot takes 80896",
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
    if hasDependencies {
      lines.append("depends      on other images, which this bootloader does not look at")
    }
    return lines.joined(separator: "\n")
  }

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
