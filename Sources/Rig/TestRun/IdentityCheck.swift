internal import Capture
internal import RigModel
package import SoleLink

/// Holds the chip that answered against the one that the rig means.
enum IdentityCheck {
  /// Whether the two ends can talk at all.
  static func checkContract(_ identity: Wire.Identity) throws(CaseFailure) {
    guard identity.contractHash == Wire.contractHash else {
      throw CaseFailure(
        .wrongIdentity,
        """
        Comparing contracts failed: the chip's image was built with contract \
        \(identity.contractHash.hexadecimal), this solerig speaks \(Wire.contractHash.hexadecimal). \
        Build the firmware and solerig from the same protocols/sole-link.yaml.
        """)
    }
  }

  static func check(_ identity: Wire.Identity, _ rig: Rig) throws(CaseFailure) {
    try checkContract(identity)
    try checkChip(identity, rig)
    if case .serial(let board) = rig.board, let wanted = board.firmwareHash {
      let actual = identity.imageHash.digits
      guard actual.hasPrefix(wanted) else {
        throw CaseFailure(
          .wrongIdentity,
          """
          Checking the firmware on the board of rig \(rig.name) failed: its image's SHA-256 is \
          \(actual), the rig names \(wanted). Put the right image on the board, or mend the rig.
          """)
      }
    }
  }

  /// Whether it is the rig's chip, whatever runs on it.
  static func checkChip(_ identity: Wire.Identity, _ rig: Rig) throws(CaseFailure) {
    guard identity.board == rig.board.wireBoard else {
      throw CaseFailure(
        .wrongIdentity,
        """
        Checking the board of rig \(rig.name) failed: a \(identity.board.wireName) answered, the rig \
        names a \(rig.board.wireBoard.wireName). Choose the rig that fits the board.
        """)
    }
    if let wanted = rig.board.uniqueID, wanted != identity.uniqueId {
      throw CaseFailure(
        .wrongIdentity,
        """
        Checking the board of rig \(rig.name) failed: chip \(identity.uniqueId.hexadecimal) answered, \
        the rig names chip \(wanted.hexadecimal). Check which board is on this port.
        """)
    }
  }

  /// Whether the chip that answers is the one that answered before: same chip, same image.
  static func check(_ identity: Wire.Identity, isStill before: Wire.Identity) throws(CaseFailure) {
    guard identity.uniqueId == before.uniqueId, identity.board == before.board else {
      throw CaseFailure(
        .wrongIdentity,
        """
        Following the board through the run failed: it began with \(before.summary), and \
        \(identity.summary) answered later. Check what is plugged in, and what else is on this line.
        """)
    }
    guard identity.imageHash == before.imageHash else {
      throw CaseFailure(
        .wrongIdentity,
        """
        Following the firmware through the run failed: chip \(before.uniqueId.hexadecimal) began with \
        image \(before.imageHash.digits), and has \(identity.imageHash.digits) now. Leave \
        the board alone while it is tested, and run again.
        """)
    }
  }
}

extension Rig.Board {
  /// What its chip calls itself on the wire.
  var wireBoard: Wire.Board {
    switch self {
    case .virtualMicrobit: .microbitV1
    case .native: .native
    case .serial(let board):
      switch board.chip {
      case .microbitV1: .microbitV1
      case .microbitV2: .microbitV2
      case .native: .native
      }
    }
  }
}

extension Wire.Identity {
  /// The chip in a line: board, id, firmware.
  package var summary: String {
    "\(board.wireName) \(uniqueId.hexadecimal), firmware \(versionText), \(flavour.wireName)"
  }

  /// Like `0.1.0`.
  package var versionText: String { "\(versionMajor).\(versionMinor).\(versionRevision)" }
}
