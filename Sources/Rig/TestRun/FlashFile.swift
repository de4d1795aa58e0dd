package import Foundation
package import RigModel
package import VirtualBoard

/// The flash of an emulated chip in a file, so that it outlives the emulator.
package enum FlashFile {
  /// Has a board start from the file; where there is none yet, from its image.
  package static func restore(
    _ path: String, into configuration: inout VirtualBoardConfiguration, rig: Rig
  ) throws(RunError) {
    guard case .qemu = configuration.backend else {
      throw RunError(
        .usage,
        "Rig \(rig.name) has no flash that could be kept in \(path): only an emulated chip has.")
    }
    guard FileManager.default.fileExists(atPath: path) else { return }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw RunError(.setup, "Reading the flash \(path) failed: \(error.localizedDescription)")
    }
    guard bytes.count == VirtualBoardConfiguration.flashBytes else {
      throw RunError(
        .usage,
        """
        \(path) has \(bytes.count) bytes, and a chip's flash \
        \(VirtualBoardConfiguration.flashBytes): it is no flash that solerig kept.
        """)
    }
    configuration.flash = .restored([UInt8](bytes))
  }

  /// Takes the power from a board, and keeps what its flash held then.
  package static func keep(_ path: String, of board: VirtualBoard) throws(RunError) {
    do {
      try Data(board.cutPower()).write(to: URL(filePath: path), options: .atomic)
    } catch let error as VirtualBoardError {
      throw RunError(.setup, error.message)
    } catch {
      throw RunError(.setup, "Writing the flash \(path) failed: \(error.localizedDescription)")
    }
  }
}
