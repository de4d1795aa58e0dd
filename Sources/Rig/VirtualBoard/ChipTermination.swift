import Glibc

/// How the chip's process ended, and what it said last.
package struct ChipTermination: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    /// The rig stopped the board.
    case stopped
    case exited(code: CInt)
    case signaled(CInt)
    /// The process lives, but it closed its end of the line.
    case closedItsLine
    /// The program could not be run at all.
    case notLaunched(String)
  }

  package var cause: Cause
  /// The program's name.
  package var program: String
  /// The last lines of its standard output and error.
  package var outputTail: [String]

  package init(cause: Cause, program: String, outputTail: [String]) {
    self.cause = cause
    self.program = program
    self.outputTail = outputTail
  }

  /// Whether it is the firmware that died: QEMU aborts when the chip locks up.
  package var isChipDeath: Bool {
    guard cause == .signaled(SIGABRT) else { return false }
    return outputTail.contains { $0.contains("fatal: Lockup") || $0.hasPrefix("R00=") }
  }

  /// Whether the process broke by its own doing, rather than by somebody's signal.
  package var isCrash: Bool {
    // A sanitizer ends the program with a report.
    if case .exited = cause { return outputTail.contains { $0.contains("Sanitizer:") } }
    guard case .signaled(let signal) = cause else { return false }
    return [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS].contains(signal)
  }

  /// One paragraph for a person.
  package var message: String {
    switch cause {
    case .stopped:
      return "The virtual board was stopped by the rig."
    case .signaled where isChipDeath:
      return "The emulated chip is dead: its processor locked up, and \(program) aborted. "
        + "It said: \(quoted(lockupLines)). That is a fault of the firmware (a fault inside the "
        + "hard-fault handler, or a bad vector table), not of the rig: look at the registers "
        + "and the image."
    case .signaled(let signal) where isCrash:
      return "\(program), which runs the chip's image or app, crashed: signal \(signal) "
        + "(\(String(cString: strsignal(signal)))). Its last output: \(quoted(outputTail)). "
        + "Run it by hand, under a debugger, to see where."
    case .signaled(let signal):
      return "\(program), which runs the chip's image or app, was ended by signal \(signal) "
        + "(\(String(cString: strsignal(signal)))). Its last output: \(quoted(outputTail)). "
        + "Someone or something killed it (out of memory?): see the kernel's log."
    case .exited(let code):
      return "\(program), which runs the chip's image or app, ended with exit status \(code). "
        + "Its last output: \(quoted(outputTail)). Run it by hand to see why."
    case .closedItsLine:
      return "\(program), which runs the chip's image or app, closed its serial line but runs on. "
        + "Its last output: \(quoted(outputTail)). Stop the board and start it again."
    case .notLaunched(let reason):
      return "\(program), which runs the chip's image or app, could not be launched: \(reason). "
        + "Check that it is installed and executable."
    }
  }

  private var lockupLines: [String] {
    let lines = outputTail.filter { $0.contains("fatal:") || $0.hasPrefix("R") }
    return lines.isEmpty ? outputTail : lines
  }
}
