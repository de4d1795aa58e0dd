import Glibc

/// Why a virtual board did not start, or did not do what it was asked: a closed set.
package enum VirtualBoardError: Error, Sendable, Hashable {
  /// A program that the board needs is not installed, or not built.
  case programMissing(name: String, remedy: String)
  /// The firmware image cannot be read.
  case imageUnreadable(path: String, cause: String)
  /// The firmware image is none that the emulated chip can run.
  case imageUnsuitable(path: String, cause: String)
  /// The chip's process ended before the board was up.
  case endedAtStart(ChipTermination)
  /// The chip's process did not come up in time.
  case startTimedOut(program: String, milliseconds: UInt64, outputTail: [String])
  /// This backend cannot do that.
  case unsupported(operation: String, backend: String)
  /// The emulator's monitor refused, or did not answer.
  case monitor(operation: String, cause: String)
  /// The profiling program told no costs.
  case profile(program: String, cause: String)
  /// The kernel refused.
  case system(operation: String, object: String, errno: CInt)

  /// One paragraph for a person: operation, thing, cause, and what to do.
  package var message: String {
    switch self {
    case .programMissing(let name, let remedy):
      "Cannot start the virtual board: \(name) is missing. \(remedy)"
    case .imageUnreadable(let path, let cause):
      "Cannot start the virtual board: the firmware image \(path) cannot be read (\(cause)). "
        + "Build it with scripts/firmware/build, or name another with --firmware."
    case .imageUnsuitable(let path, let cause):
      "Cannot start the virtual board: \(path) is no firmware image for it: \(cause)."
    case .endedAtStart(let termination):
      "Cannot start the virtual board. " + termination.message
    case .startTimedOut(let program, let milliseconds, let outputTail):
      "Cannot start the virtual board: \(program) did not connect to its cable within "
        + "\(milliseconds) ms. Its last output: \(quoted(outputTail)). "
        + "Check that it runs by itself, and how loaded this machine is."
    case .unsupported(let operation, let backend):
      "Cannot \(operation) the virtual board: its backend \(backend) has no such thing. "
        + "Use a rig with the emulated chip."
    case .monitor(let operation, let cause):
      "Cannot \(operation) the virtual board: \(cause). Stop it and start it again."
    case .profile(let program, let cause):
      "Profiling with \(program) failed: \(cause)."
    case .system(let operation, let object, let errno):
      "Cannot start the virtual board: \(operation) failed for \(object) "
        + "(\(String(cString: strerror(errno))), errno \(errno)). "
        + "Check the limits of this machine: open files, pseudo terminals, room in /tmp."
    }
  }
}

extension VirtualBoardError: CustomStringConvertible {
  package var description: String { message }
}

/// The lines in one, quoted, for a paragraph.
func quoted(_ lines: [String]) -> String {
  lines.isEmpty ? "none" : "\"" + lines.joined(separator: " / ") + "\""
}
