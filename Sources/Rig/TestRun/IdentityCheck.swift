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
}

extension Rig.Board {
  fileprivate var wireBoard: Wire.Board {
    switch self {
    case .virtualMicrobit: .microbitV1
    case .native: .native
    }
  }

  fileprivate var uniqueID: UInt64? {
    switch self {
    case .virtualMicrobit(let board): board.uniqueID
    case .native(let board): board.uniqueID
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
