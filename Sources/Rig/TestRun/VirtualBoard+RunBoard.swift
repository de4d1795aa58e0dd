package import Capture
internal import Glibc
internal import SerialPort
package import VirtualBoard

extension VirtualBoard: RunBoard {
  package var facts: [String: String] { [:] }
  package var remarks: [String] { [] }

  /// A lost link has a better explanation where the board's process is known to be gone, or to
  /// stand.
  package func explained(_ failure: CaseFailure) -> CaseFailure {
    guard failure.kind == .linkLost || failure.kind == .silent else { return failure }
    // At once: one that is let go on while this waits would be blamed for nothing.
    if case .stalled(let reason) = health() { return CaseFailure(.rig, reason) }
    if let end = waitForTermination(nanoseconds: 200_000_000) {
      return CaseFailure(end.isChipDeath || isCrash(end) ? .panicked : .rig, end.message)
    }
    return failure
  }

  /// A host process that crashed did so because of the app in it.
  private func isCrash(_ end: ChipTermination) -> Bool {
    if case .native = configuration.backend { end.isCrash } else { false }
  }

  package func waitForReturn(
    seconds: Double, isInterrupted: () -> Bool
  ) throws(CaseFailure) {
    let end = MonotonicClock.now() + UInt64(seconds * 1e9)
    while !isPlugged || terminationReason() != nil {
      if let termination = terminationReason() {
        throw CaseFailure(.linkLost, termination.message)
      }
      if isInterrupted() { throw .interruptedWait }
      guard MonotonicClock.now() < end else {
        throw CaseFailure(
          .linkLost,
          "Waiting for the virtual board to be plugged in again failed: it was not, for "
            + "\(seconds) s. See `plug_after_ms` of the rig's cable.")
      }
      usleep(10_000)
    }
  }
}

extension CaseFailure {
  /// Of a wait that whoever started the run ended.
  static let interruptedWait = CaseFailure(
    .interrupted,
    "Waiting for the board to come back: interrupted by whoever started it. Run it again for a "
      + "verdict on all cases.")
}
