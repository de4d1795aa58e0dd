internal import Foundation
package import Logging
package import RigModel
package import VirtualBoard

/// Turns a rig's board into one that runs.
package enum BoardStarter {
  /// What the board of a rig is to be: whatever is wrong with it that needs no start to be seen is
  /// thrown here.
  ///
  /// - Parameters:
  ///   - firmware: image to run instead of the rig's own.
  ///   - project: folder that the rig's paths are relative to.
  ///   - keepsFlash: whether an emulated chip keeps what is written to its flash over a reset.
  package static func configuration(
    _ rig: Rig, firmware: String?, project: String, keepsFlash: Bool = false
  ) throws(RunError) -> VirtualBoardConfiguration {
    var configuration = VirtualBoardConfiguration(
      backend: try backend(rig, firmware: firmware, project: project), cable: rig.cable)
    if keepsFlash { configuration.flash = .kept }
    do throws(VirtualBoardError) {
      try VirtualBoard.check(configuration)
    } catch {
      throw RunError(.setup, error.message)
    }
    return configuration
  }

  /// The image or the program that a rig's board runs; nil for a real board.
  package static func image(of rig: Rig, project: String) -> String? {
    switch rig.board {
    case .virtualMicrobit(let board): absolute(board.firmware, project)
    case .native(let board): program(board, project)
    case .serial: nil
    }
  }

  /// Starts a board.
  package static func start(
    _ configuration: VirtualBoardConfiguration, logger: Logger
  ) throws(RunError) -> VirtualBoard {
    var configuration = configuration
    configuration.logger = logger
    do throws(VirtualBoardError) {
      return try VirtualBoard.start(configuration)
    } catch {
      throw RunError(.setup, error.message)
    }
  }

  private static func backend(
    _ rig: Rig, firmware: String?, project: String
  ) throws(RunError) -> VirtualBoardConfiguration.Backend {
    let identifier = rig.board.uniqueID ?? uniqueID(rig)
    switch rig.board {
    case .virtualMicrobit(let board):
      return .qemu(
        image: firmware ?? absolute(board.firmware, project),
        mode: board.emulator == .wall ? .wall : .counted, uniqueID: identifier)
    case .native(let board):
      if firmware != nil {
        throw RunError(
          .usage, "Rig \(rig.name) runs the app as a host process: it takes no --firmware.")
      }
      return .native(executable: program(board, project), uniqueID: identifier)
    case .serial:
      throw RunError(
        .usage, "Rig \(rig.name) is a real board: there is nothing to start. See `solerig list`.")
    }
  }

  /// SoleNative as the rig names it, or beside this program, or where SwiftPM builds it.
  private static func program(_ board: Rig.NativeBoard, _ project: String) -> String {
    if let program = board.program { return absolute(program, project) }
    let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = own.deletingLastPathComponent().appending(path: "SoleNative").path
    let candidates = [beside, project + "/.build/release/SoleNative"]
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
      ?? project + "/.build/debug/SoleNative"
  }

  /// An id that follows from the rig's name: two rigs are two chips.
  private static func uniqueID(_ rig: Rig) -> UInt64 {
    // FNV-1a, 64 bits: any spread will do.
    rig.name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func absolute(_ path: String, _ folder: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }
}
