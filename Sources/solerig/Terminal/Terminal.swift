import Foundation

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

  static func error(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Says what went wrong and ends the program.
  static func fail(_ paragraph: String, exitCode: Int32) -> Never {
    error("solerig: \(paragraph.withoutControlCharacters)")
    exit(exitCode)
  }

  /// Columns of the terminal, 80 where it does not tell.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

extension String {
  /// The text without characters that could steer a terminal: a board's words are not ours.
  var withoutControlCharacters: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          let steers = scalar.properties.generalCategory == .control && scalar != "\n"
          let turns =
            ("\u{202A}"..."\u{202E}").contains(scalar)
            || ("\u{2066}"..."\u{2069}").contains(scalar)
          return steers || turns ? "\u{FFFD}" : scalar
        }))
  }
}
