internal import Foundation
internal import RigModel

/// A detached signature of OpenSSH's, as `ssh-keygen -Y sign` writes it: who made it, over what kind
/// of thing. Whether it is good only `ssh-keygen -Y verify` tells.
///
/// Format: PROTOCOL.sshsig of OpenSSH.
package struct SSHSignature: Equatable, Sendable {
  /// `ssh-ed25519`.
  package let keyType: String
  /// `SHA256:…`, as `ssh-keygen -l` prints it.
  package let fingerprint: String
  package let namespace: String

  private static let begin = "-----BEGIN SSH SIGNATURE-----"
  private static let end = "-----END SSH SIGNATURE-----"

  /// nil where the text is no such signature.
  package init?(armoured text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    guard lines.count > 2, lines.first == Self.begin, lines.last == Self.end,
      let blob = Data(base64Encoded: lines.dropFirst().dropLast().joined())
    else { return nil }
    var fields = Fields(bytes: Array(blob))
    guard fields.take(6) == Array("SSHSIG".utf8), fields.number() == 1, let key = fields.string(),
      let space = fields.string()
    else { return nil }
    var keyFields = Fields(bytes: key)
    guard let type = keyFields.string() else { return nil }
    keyType = String(decoding: type, as: UTF8.self)
    namespace = String(decoding: space, as: UTF8.self)
    fingerprint = "SHA256:" + Self.digest(key)
  }

  /// In base 64 without padding.
  private static func digest(_ bytes: [UInt8]) -> String {
    let text = SHA256Text.base64(of: Data(bytes))
    return String(text.prefix { $0 != "=" })
  }

  /// Fields of RFC 4251: numbers of four bytes, strings behind their length.
  private struct Fields {
    private var bytes: ArraySlice<UInt8>

    init(bytes: [UInt8]) { self.bytes = bytes[...] }

    mutating func take(_ count: Int) -> [UInt8]? {
      guard count >= 0, bytes.count >= count else { return nil }
      defer { bytes = bytes.dropFirst(count) }
      return Array(bytes.prefix(count))
    }

    mutating func number() -> Int? {
      take(4).map { $0.reduce(0) { $0 << 8 | Int($1) } }
    }

    mutating func string() -> [UInt8]? { number().flatMap { take($0) } }
  }
}

/// What the page says of a signature.
struct SignatureView {
  let isSigned: Bool
  let key: String
  let fingerprint: String
  let check: String
  let sign: String

  init(_ signature: SSHSignature?) {
    isSigned = signature != nil
    key = signature?.keyType ?? ""
    fingerprint = signature?.fingerprint ?? ""
    check = "solerig report . --verify --signers ALLOWED_SIGNERS"
    sign = "solerig report . --sign"
  }
}
