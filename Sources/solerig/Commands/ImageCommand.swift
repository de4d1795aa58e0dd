import ArgumentParser
import BootWire
import Capture
import FirmwarePack
import Foundation
import SoleLink
import TestRun

struct ImageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image",
    abstract: "Make, sign and look at firmware images in MCUboot's format.",
    discussion: """
        solerig image show solerig-microbit.slot.bin --key scripts/firmware/development-key.pem
        solerig image show solerig-microbit.elf
        solerig image make app.bin --version 1.2.3 --key release.pem -o app.slot.bin
      `make` takes what the linker placed from the vectors on (0x6100), or an image, which is given
      another version or key. Keys are those of `imgtool keygen -t ed25519`.
      """,
    subcommands: [Show.self, Make.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "What an image says of itself, and whether it is true; of an ELF file, its sections.",
      discussion: """
        Exit codes: 0 sound, 1 a wrong hash or, with a key, no signature of that key, 64 usage.
        """)

    @Argument(help: "The image.", completion: .file(extensions: ["bin"]))
    var image: String

    @Option(
      help: "The key it should be signed with, in PEM.", completion: .file(extensions: ["pem"]))
    var key: String?

    func run() throws {
      var isSound = true
      let text = try asUsage { () throws(PackError) in
        let publicKey = try key.map { path throws(PackError) in
          try SigningKey(contentsOf: path).publicKey
        }
        let bytes = try read(image)
        if bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) {
          return try ElfImage(bytes, name: image).text
        }
        let found = try ImageInspection(bytes, name: image, publicKey: publicKey)
        isSound = found.isSound
        return found.text
      }
      try Output.line(text)
      if !isSound { Foundation.exit(1) }
    }
  }

  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make an image of a program, or anew of an image, and sign it.")

    @Argument(help: "The program from its vectors on, or an image.", completion: .file())
    var program: String

    @Option(help: "The version, like 1.2.3 or 1.2.3+4; an image keeps its own without.")
    var version: String?

    @Option(help: "The key to sign with, in PEM; without it the image is not signed.")
    var key: String?

    @Option(
      help: "The board it is for; an image keeps its own without, a program is microbit_v1's.")
    var board: String?

    @Option(name: [.short, .long], help: "The file to write.", completion: .file())
    var output: String

    func run() throws {
      let text = try asUsage { () throws(PackError) in
        let bytes = try read(program)
        let signed = try SignedImage(
          body: try body(of: bytes), version: try chosenVersion(bytes),
          target: try target(of: bytes),
          key: key.map { path throws(PackError) in
            try SigningKey(contentsOf: path)
          })
        do {
          try Data(signed.bytes).write(to: URL(filePath: output), options: .atomic)
        } catch {
          throw PackError("write \(output)", error.localizedDescription)
        }
        return try ImageInspection(signed.bytes, name: output).text
      }
      try Output.line(text)
    }

    private func isImage(_ bytes: [UInt8]) -> Bool {
      (try? ImageHeader(parsing: bytes.span.bytes)) != nil
    }

    private func body(of bytes: [UInt8]) throws(PackError) -> [UInt8] {
      guard isImage(bytes) else { return bytes }
      let found = try ImageInspection(bytes, name: program)
      guard found.headerBytes == SignedImage.headerBytes else {
        throw PackError(
          "make an image of \(program)",
          "its header is \(found.headerBytes) bytes long, and one made here has "
            + "\(SignedImage.headerBytes): its body would not lie where it is linked; give an "
            + "image that scripts/firmware/build or `solerig image make` left")
      }
      guard found.isHashRight else {
        throw PackError(
          "make an image of \(program)",
          "its SHA-256 is wrong, the file is damaged; build it anew")
      }
      return Array(bytes[found.headerBytes..<(found.headerBytes + found.bodyBytes)])
    }

    private func target(of bytes: [UInt8]) throws(PackError) -> ImageTarget {
      let own = (try? ImageInspection(bytes, name: program))?.target
      var target =
        own ?? ImageTarget(board: Wire.Board.microbitV1.rawValue, contract: Wire.contractHash)
      guard let board else { return target }
      guard let found = Wire.Board.allCases.first(where: { $0.wireName == board }) else {
        throw PackError(
          "make an image for the board \(board)",
          "there is none of that name; known: "
            + Wire.Board.allCases.map(\.wireName).joined(separator: ", "))
      }
      target.board = found.rawValue
      return target
    }

    private func chosenVersion(_ bytes: [UInt8]) throws(PackError) -> ImageVersion {
      if let version {
        guard let parsed = ImageVersion(text: version) else {
          throw PackError("read the version \(version)", "it is not like 1.2.3 or 1.2.3+4")
        }
        return parsed
      }
      guard isImage(bytes) else {
        throw PackError("make an image of \(program)", "it has no version yet: give --version")
      }
      return try ImageInspection(bytes, name: program).version
    }
  }
}

private func read(_ path: String) throws(PackError) -> [UInt8] {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw PackError("read \(path)", "there is no such file, or it may not be read")
  }
  return Array(data)
}

private func asUsage(_ body: () throws(PackError) -> String) throws -> String {
  do throws(PackError) {
    return try body()
  } catch {
    throw RunError(.usage, "\(error)")
  }
}
