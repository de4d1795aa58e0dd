import Foundation
import SystemPackage
import Wording

/// Where words for a person go, and whether they may be coloured.
enum Terminal {
  /// Whether standard output is a terminal that takes colour; NO_COLOR says no (no-color.org).
  static var takesColour: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }

  /// Whether standard error is a terminal, on which a line may be drawn over.
  static var showsProgress: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Shows a line on standard error.
  static func error(_ text: String) { write(SafeText.printable(text) + "\n") }

  /// Writes to standard error. Where nobody can read it, work goes on without.
  static func write(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }

  /// Has the three standard descriptors stand for nothing where whoever started this closed them:
  /// the next file to be opened would take their number, and their words.
  static func claimDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // For reading only, so that what is written there is told to be lost.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Says what went wrong and ends the program.
  static func fail(_ paragraph: String, exitCode: Int32) -> Never {
    error("solerig: \(paragraph)")
    exit(exitCode)
  }

  /// Columns of the terminal, 80 where it does not tell.
  static var width: Int { size.map { Int($0.ws_col) } ?? 80 }

  /// Rows of the terminal, 24 where it does not tell.
  static var height: Int { size.map { Int($0.ws_row) } ?? 24 }

  /// nil where there is none, or it does not say.
  private static var size: winsize? {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else { return nil }
    return size
  }
}
