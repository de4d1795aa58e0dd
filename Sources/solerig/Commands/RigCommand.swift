import ArgumentParser
import Foundation
import RigModel
import TestRun

struct RigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rig", abstract: "Make rig files.", subcommands: [ImportMap.self])

  struct ImportMap: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Make rigs of the boards in a hardware map of Zephyr's Twister.",
      discussion: """
          solerig rig import map.yaml -o rigs
        A board is found by its `id`, else by its `serial`. A rig that exists is left alone.
        """)

    @Argument(help: "The hardware map.", completion: .file(extensions: ["yaml", "yml"]))
    var map: String

    @Option(name: [.short, .long], help: "Folder for the rigs.", completion: .directory)
    var output = "rigs"

    func run() throws {
      let boards: [TwisterMap.Board]
      do throws(ModelError) {
        boards = try TwisterMap.read(file: map).boards
      } catch {
        throw RunError(.usage, error.description)
      }
      var written = 0
      for board in boards {
        if try write(board) { written += 1 }
      }
      if written == 0 {
        throw RunError(.usage, "Importing \(map) failed: none of its boards became a rig.")
      }
    }

    /// Whether the board became a rig; why not is said.
    private func write(_ board: TwisterMap.Board) throws -> Bool {
      let place = "\(map):\(board.position)"
      guard let text = board.rigText else {
        let why = board.kind == nil ? "no firmware for it" : "neither id nor serial to find it by"
        Terminal.error("\(place): \(board.platform) is left out: there is \(why)")
        return false
      }
      let path = "\(output)/\(board.rigName).yaml"
      guard !FileManager.default.fileExists(atPath: path) else {
        Terminal.error("\(place): \(path) exists, and is left alone")
        return false
      }
      do {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
      } catch {
        throw RunError(.setup, "Writing \(path) failed: \(error.localizedDescription)")
      }
      try Output.line(path)
      return true
    }
  }
}
