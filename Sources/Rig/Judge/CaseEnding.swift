internal import Capture
internal import RigModel
internal import SoleLink

/// How a case ended, and whose doing it was where it was not its own end.
struct CaseEnding {
  private let transcript: CaseTranscript
  private let suiteCase: ResolvedCase
  private let link: LinkFacts

  init(_ transcript: CaseTranscript, _ suiteCase: ResolvedCase, _ link: LinkFacts) {
    self.transcript = transcript
    self.suiteCase = suiteCase
    self.link = link
  }

  var finding: Finding {
    // A panic stands for itself, whatever the rig made of it.
    if let panic = transcript.panics.first {
      return Finding(.fail, .firmware, [words, Self.registers(panic)])
    }
    guard transcript.isEnded else { return .rig("the capture ends within the case") }
    guard let failure = transcript.failure else { return invalidFrames }
    switch failure.kind {
    case .panicked: return .firmware(failure.message)
    case .refused: return refused(failure)
    case .restarted: return restarted(failure)
    case .silent: return silent(failure)
    case .flood: return Finding(.error, .board, [failure.message] + link.troubles)
    case .linkLost, .linkInsufficient:
      return Finding(.error, .link, [failure.message] + link.troubles)
    case .wrongIdentity: return Finding(.error, .board, [failure.message])
    case .rig, .interrupted: return .rig(failure.message)
    }
  }

  private var words: String { transcript.failure?.message ?? "the chip told a fault of its own" }

  /// A frame with the right CRC-32 is what the chip meant to say.
  private var invalidFrames: Finding {
    guard let error = transcript.line.invalidFromChip.first else { return .pass }
    let count = transcript.line.invalidFromChip.count
    let which =
      switch error {
      case .unknownType(let type): "of type 0x\(type.hexadecimal), which the contract does not have"
      case .wrongLength(let type, let length):
        "of type 0x\(type.hexadecimal) with \(length) bytes, which is not its length"
      case .invalidValue(let type, let offset):
        "of type 0x\(type.hexadecimal) with a value at byte \(offset) that the contract does not have"
      }
    return .firmware(
      "the chip sent \(count) good frames that are not of the contract, the first \(which)")
  }

  /// A chip that is not heard may be dead, or not be reached: the line is to blame where it was seen
  /// to lose something, or its cable or the
  /// host's driver says so.
  private func silent(_ failure: CaseFailure) -> Finding {
    let isLink = link.isTroubled || link.isCableBroken || link.driver != nil
    let suspect: Suspect = isLink ? .link : .board
    return Finding(.error, suspect, [failure.message] + link.allTroubles)
  }

  private func refused(_ failure: CaseFailure) -> Finding {
    guard let configure = transcript.configure else { return .firmware(failure.message) }
    let isInContract =
      (100...400).contains(configure.sampleRate) && (400...1400).contains(configure.legLength)
    if !isInContract, transcript.refusals.contains(where: { $0.request == Wire.Configure.type }) {
      return .rig(failure.message, "the rig asked for values outside the contract's")
    }
    if transcript.refusals.contains(where: { $0.result == .wrongContract }) {
      return Finding(.error, .board, [failure.message, "the chip speaks another contract"])
    }
    return .firmware(failure.message)
  }

  /// A chip that its own watchdog or a fault restarted did so because of its firmware.
  private func restarted(_ failure: CaseFailure) -> Finding {
    guard let identity = transcript.restarts.last else {
      return Finding(.error, .board, [failure.message])
    }
    let reason = "the chip gave as its reset reason: \(identity.resetReason.wireName)"
    switch identity.resetReason {
    case .watchdog, .lockup, .panic: return .firmware(failure.message, reason)
    case .powerOn, .pin, .software:
      return Finding(.error, .board, [failure.message, reason] + link.troubles)
    }
  }

  private static func registers(_ panic: Wire.Panic) -> String {
    "pc 0x\(panic.programCounter.hexadecimal), lr 0x\(panic.linkRegister.hexadecimal), xPSR 0x"
      + "\(panic.statusRegister.hexadecimal), sp 0x\(panic.stackPointer.hexadecimal)"
  }
}
