internal import BootWire
package import FirmwarePack

/// What our bootloader tells of itself and of the board.
package struct BootloaderFacts: Sendable, Equatable {
  package var version: String
  package var board: UInt8
  package var layout: UInt64
  /// The chip's unique id; nil where it does not tell.
  package var uniqueID: UInt64?
  /// Whether it takes images without a signature: a development build.
  package var takesUnsigned: Bool
  /// The public key that images are to be signed for.
  package var publicKey: [UInt8]
  /// Why the board is in its bootloader: the number of the bootloader's `StayReason`.
  package var stay: UInt64
  /// Why the chip was reset, by its own register, in words.
  package var resetText: String

  /// Reads an answer; nil for another's bootloader, which has no such command.
  init?(_ message: SMPMessage) {
    guard message.refusal == nil,
      let board = message.body["board"]?.number.flatMap({ UInt8(exactly: $0) })
    else { return nil }
    self.board = board
    version = message.body["version"]?.text ?? ""
    layout = message.body["layout"]?.number ?? 0
    uniqueID = message.body["id"]?.data?.reduce(0) { $0 << 8 | UInt64($1) }
    takesUnsigned = message.body["unsigned"]?.truth ?? false
    publicKey = message.body["key"]?.data ?? []
    stay = message.body["stay"]?.number ?? 0
    resetText = Self.resetText(message.body["reset"]?.number ?? 0)
  }

  /// Whether it takes images by the key that everyone has.
  package var takesDevelopmentKey: Bool { publicKey == SigningKey.developmentPublicKey }

  /// Why the board is in its bootloader, in words.
  package var stayText: String {
    switch stay {
    case 1: "slot 0 holds no image that may run"
    case 2: "an image was copied, but the copy is wrong"
    case 3: "the app was asked to restart into it"
    case 4: "the image started three times and did not live"
    case 5: "it was held after a reset"
    default: "reason \(stay)"
    }
  }

  /// The bits of the nRF51's RESETREAS (nRF51 Series Reference Manual, POWER).
  private static func resetText(_ bits: UInt64) -> String {
    let names: [(UInt64, String)] = [
      (1 << 0, "reset pin"), (1 << 1, "watchdog"), (1 << 2, "software"), (1 << 3, "lockup"),
      (1 << 16, "wake from off"), (1 << 17, "comparator"), (1 << 18, "debugger"),
    ]
    let found = names.filter { bits & $0.0 != 0 }.map(\.1)
    return found.isEmpty ? "power on" : found.joined(separator: ", ")
  }
}
