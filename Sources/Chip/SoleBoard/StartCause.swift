/// Why the chip started, from what the hardware says and what the run before left.
public enum StartCause: Equatable, Sendable {
  case powerOn, pin, watchdog, software, lockup, panic

  /// Decides which it was; `note` is what the run before left, nil if power was lost.
  ///
  /// The note goes first where it is the better witness: a panic resets by software, and an
  /// emulator without RESETREAS reads "pin" always.
  public init(note: BootNote?, reason: ResetReason) {
    guard let note, note.ending != .powerLost else {
      self = .powerOn
      return
    }
    if note.ending == .panic {
      self = .panic
    } else if reason.isLockup {
      self = .lockup
    } else if reason.isWatchdog {
      self = .watchdog
    } else if reason.isSoftware || note.ending != .unknown {
      self = .software
    } else {
      self = reason.isPin ? .pin : .powerOn
    }
  }
}
