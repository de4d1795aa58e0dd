import Foundation
import Report
import TestRun
import Wording

/// Signs a run's files with a person's SSH key, and holds them to such a signature.
struct RunSigner {
  let folder: RunFolder

  /// What lies in a run's folder once it is signed: the hashes, and the signature over them.
  var manifest: String { folder.path + "/SHA256SUMS" }
  var signature: String { manifest + ".sig" }

  /// Who may have signed.
  enum Signers {
    /// An `allowed_signers` file, as ssh-keygen reads it.
    case file(String)
    /// The public key of the one who may.
    case key(String)
  }

  /// What came of holding a run to its signature.
  struct Good {
    var signer: String
    var signature: SSHSignature
  }

  // Signing.

  /// Signs with a private key, or with the public key of one that an agent holds. Where ssh-keygen
  /// refuses, what was signed before stays as it was.
  func sign(key chosen: String?) throws(RunError) -> SSHSignature {
    let key = if let chosen { chosen } else { try Self.defaultKey() }
    let manifest = try currentManifest()
    // ssh-keygen puts the signature beside what it signs.
    let (draft, draftSignature) = (self.manifest + ".new", self.manifest + ".new.sig")
    defer {
      for path in [draft, draftSignature] { try? FileManager.default.removeItem(atPath: path) }
    }
    try folder.write(Data(manifest.text.utf8), to: draft)
    // ssh-keygen asks before it writes over a signature: over one of a solerig that was killed.
    try? FileManager.default.removeItem(atPath: draftSignature)
    let ending = try SSHKeygen.run(
      ["-Y", "sign", "-f", key, "-n", RunManifest.namespace, draft], asks: true)
    guard ending.code == 0, let made = Self.signature(at: draftSignature) else {
      throw RunError(
        .setup,
        """
        Signing \(self.manifest) with the key \(key) failed: \(ending.words). Name your private key, or \
        the public one of a key that your agent holds, with --key.
        """)
    }
    try Self.move(draft, to: self.manifest)
    try Self.move(draftSignature, to: signature)
    return made
  }

  /// The keys that ssh itself tries, most wanted first.
  private static func defaultKey() throws(RunError) -> String {
    let home = FileManager.default.homeDirectoryForCurrentUser.path + "/.ssh/"
    let names = ["id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa"]
    let found = names.map { home + $0 }.first { FileManager.default.fileExists(atPath: $0) }
    guard let found else {
      throw RunError(
        .usage,
        """
        Choosing a key to sign with failed: none of \(names.joined(separator: ", ")) is in \(home). \
        Name your key with --key, or make one with `ssh-keygen -t ed25519`.
        """)
    }
    return found
  }

  /// Puts a file in another's place, in the same folder.
  private static func move(_ path: String, to place: String) throws(RunError) {
    guard rename(path, place) != 0 else { return }
    let cause = String(cString: strerror(errno))
    throw RunError(
      .setup, "Writing \(place) failed: \(cause). Check the run's folder, and sign again.")
  }

  /// The signature that lies there; nil for none that can be read.
  func existing() -> SSHSignature? { Self.signature(at: signature) }

  private static func signature(at path: String) -> SSHSignature? {
    (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { SSHSignature(armoured: $0) }
  }

  // Verifying.

  /// Holds the run's files to the signature; throws what is wrong, exit code included.
  func verify(_ signers: Signers) throws(RunError) -> Good {
    guard let sums = try? Data(contentsOf: URL(filePath: manifest)), let made = existing() else {
      throw RunError(
        .setup,
        """
        Checking the signature of \(folder.path) failed: \(missing). A run is signed with \
        `solerig report RUN --sign`.
        """)
    }
    let signer = try signer(signers)
    guard let signed = RunManifest(String(decoding: sums, as: UTF8.self)) else {
      throw tampered("\(manifest) is signed, but is not a list of a run's files")
    }
    let current = try currentManifest()
    for (signed, current) in zip(signed.entries, current.entries) where signed != current {
      throw tampered(
        """
        \(signed.file) was changed since it was signed: its SHA-256 is \(current.hash), \(signed.hash) \
        was signed
        """)
    }
    return Good(signer: signer, signature: made)
  }

  private var missing: String {
    let names = [manifest, signature].filter { !FileManager.default.fileExists(atPath: $0) }
    return names.isEmpty
      ? "\(signature) is no signature of OpenSSH's"
      : "there is no \(names.joined(separator: " and no "))"
  }

  /// Who signed the list of hashes.
  private func signer(_ signers: Signers) throws(RunError) -> String {
    let (allowed, isMade) = try allowedSigners(signers)
    defer { if isMade { try? FileManager.default.removeItem(atPath: allowed) } }
    let found = try SSHKeygen.run(
      ["-Y", "find-principals", "-f", allowed, "-s", signature], input: manifest)
    let name = found.output.split(whereSeparator: \.isNewline).first.map(String.init)
    guard found.code == 0, let name else {
      let key = existing().map { "\($0.keyType) \($0.fingerprint)" } ?? "an unknown key"
      throw tampered("it was made with \(key), which is not among the allowed signers")
    }
    let checked = try SSHKeygen.run(
      [
        "-Y", "verify", "-f", allowed, "-I", name, "-n", RunManifest.namespace, "-s", signature,
      ], input: manifest)
    guard checked.code == 0 else {
      throw tampered("it does not fit \(manifest): \(checked.words)")
    }
    return name
  }

  private func tampered(_ cause: String) -> RunError {
    RunError(
      .signature,
      """
      Checking the signature of \(folder.path) failed: \(SafeText.printable(cause)). Do not rely on this \
      run; ask whoever gave it to you for the one that was signed.
      """)
  }

  /// A file that ssh-keygen reads, and whether it was made for this alone.
  private func allowedSigners(_ signers: Signers) throws(RunError) -> (path: String, isMade: Bool) {
    switch signers {
    case .file(let path):
      guard FileManager.default.isReadableFile(atPath: path) else {
        throw RunError(.usage, "Reading the allowed signers \(path) failed: there is no such file.")
      }
      return (path, false)
    case .key(let path):
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2, words[0].contains("-"), Data(base64Encoded: String(words[1])) != nil
      else {
        throw RunError(
          .usage, "Reading the public key \(path) failed: it holds no public key of OpenSSH's.")
      }
      let name = "solerig-signers-\(UUID().uuidString)"
      let made = FileManager.default.temporaryDirectory.appending(path: name).path
      let line = "signer namespaces=\"\(RunManifest.namespace)\" \(words[0]) \(words[1])\n"
      try folder.write(Data(line.utf8), to: made)
      return (made, true)
    }
  }

  private func currentManifest() throws(RunError) -> RunManifest {
    do {
      return try RunManifest { file in
        try Data(contentsOf: URL(filePath: folder.path + "/" + file), options: .mappedIfSafe)
      }
    } catch {
      throw RunError(
        .setup,
        """
        Reading the files of the run \(folder.path) failed: \(SystemCause.of(error)). A run's folder \
        holds \(RunManifest.files.joined(separator: ", ")).
        """)
    }
  }
}
