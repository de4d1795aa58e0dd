import Capture
import RigModel
import SoleLink
import Testing

@testable import TestRun

/// The chip that answers is the one that the rig means, or the run does not start.
struct IdentityCheckTests {
  private static let right = Wire.Identity(
    contractHash: Wire.contractHash, uniqueId: 0xAB, board: .native)

  private static func rig(uniqueID: UInt64? = nil) -> Rig {
    var board = Rig.NativeBoard()
    board.uniqueID = uniqueID
    return Rig(name: "bench-7", title: "A bench", board: .native(board))
  }

  private func refusal(_ identity: Wire.Identity, _ rig: Rig) -> CaseFailure? {
    #expect(throws: CaseFailure.self) { try IdentityCheck.check(identity, rig) }
  }

  @Test func theRightChipPasses() throws {
    try IdentityCheck.check(Self.right, Self.rig())
    try IdentityCheck.check(Self.right, Self.rig(uniqueID: 0xAB))
  }

  @Test func anotherContractNamesBothHashes() {
    var identity = Self.right
    identity.contractHash = 0x1234_5678_9ABC_DEF0
    let failure = refusal(identity, Self.rig())
    #expect(failure?.kind == .wrongIdentity)
    #expect(failure?.message.contains("123456789abcdef0") == true)
    #expect(failure?.message.contains(Wire.contractHash.hexadecimal) == true)
    #expect(failure?.message.contains("sole-link.yaml") == true)
  }

  @Test func anotherChipNamesBothIDsAndTheRig() {
    let failure = refusal(Self.right, Self.rig(uniqueID: 0xCD))
    #expect(failure?.kind == .wrongIdentity)
    for part in ["00000000000000ab", "00000000000000cd", "bench-7"] {
      #expect(failure?.message.contains(part) == true)
    }
  }

  @Test func anotherKindOfBoardNamesBothKinds() {
    var identity = Self.right
    identity.board = .microbitV1
    let failure = refusal(identity, Self.rig())
    #expect(failure?.kind == .wrongIdentity)
    #expect(failure?.message.contains("microbit_v1") == true)
    #expect(failure?.message.contains("native") == true)
  }

  /// A rig without an id takes any chip of its kind.
  @Test func aRigWithoutAnIDTakesAnyChip() throws {
    var identity = Self.right
    identity.uniqueId = .max
    try IdentityCheck.check(identity, Self.rig())
  }
}

/// The chip at the end is the one from the beginning.
struct SameChipTests {
  private static let before = Wire.Identity(
    contractHash: Wire.contractHash, uniqueId: 0xAB, board: .microbitV1)

  private func refusal(_ change: (inout Wire.Identity) -> Void) -> CaseFailure? {
    var later = Self.before
    change(&later)
    return #expect(throws: CaseFailure.self) {
      try IdentityCheck.check(later, isStill: Self.before)
    }
  }

  @Test func aNewStartOfTheSameIsTheSame() throws {
    var later = Self.before
    later.boots = 9
    later.resetReason = .software
    try IdentityCheck.check(later, isStill: Self.before)
  }

  @Test func anotherChipOrImageIsAnErrorThatNamesBoth() {
    let chip = refusal { $0.uniqueId = 0xCD }
    #expect(chip?.kind == .wrongIdentity)
    #expect(chip?.message.contains("00000000000000ab") == true)
    #expect(chip?.message.contains("00000000000000cd") == true)
    let image = refusal { $0.imageHash[31] = 0x5A }
    #expect(image?.kind == .wrongIdentity)
    #expect(image?.message.contains("0000005a") == true)
    #expect(refusal { $0.board = .native }?.kind == .wrongIdentity)
  }

  @Test func aRigThatNamesItsFirmwareTakesNoOther() throws {
    func rig(_ hash: String) -> Rig {
      Rig(
        name: "bench-7", title: "A bench",
        board: .serial(
          Rig.SerialBoard(
            kind: .microbitV1, chip: .microbitV1, search: Rig.Search([]), firmwareHash: hash)))
    }
    var identity = Self.before
    identity.imageHash[0] = 0xA5
    try IdentityCheck.check(identity, rig("a5000000"))
    let failure = #expect(throws: CaseFailure.self) {
      try IdentityCheck.check(identity, rig("a5000001"))
    }
    #expect(failure?.kind == .wrongIdentity)
    #expect(failure?.message.contains("a5000001") == true)
  }
}
