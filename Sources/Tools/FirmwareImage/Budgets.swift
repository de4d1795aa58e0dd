import FirmwarePack
import Foundation

/// What the firmware may take, from `scripts/firmware/budgets.json`.
struct Budgets: Decodable {
  /// Header, image and trailer together.
  let slotBytes: UInt32
  /// What lives at address 0.
  let bootloaderBytes: UInt32
  /// The gait engine's functions.
  let gaitCodeBytes: UInt32
  /// Data, zeroed data, and the words handed over a reset.
  let staticMemoryBytes: UInt32
  /// The least that must be left for the stack.
  let stackBytes: UInt32
  /// The least that must be left of the stack at its deepest, interrupts included.
  let stackMarginBytes: UInt32

  init(contentsOf path: String) throws(PackError) {
    do {
      self = try JSONDecoder().decode(Budgets.self, from: Data(try readFile(path)))
    } catch {
      throw PackError("read the budgets in \(path)", "\(error)")
    }
  }
}
