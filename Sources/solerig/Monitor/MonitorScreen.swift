import Foundation

/// The terminal's other screen, on which a monitor draws; what stood before comes back.
struct MonitorScreen {
  /// To the other screen, without a cursor (xterm control sequences, DECSET 1049 and DECTCEM).
  private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
  private static let leave = "\u{1B}[?25h\u{1B}[?1049l"

  /// nil where standard error is no terminal that is drawn on.
  init?() {
    guard Terminal.showsProgress else { return nil }
    Interruption.atOnceWrite(Self.leave)
    Interruption.suspendWrite(leave: Self.leave, enter: Self.enter)
    Terminal.write(Self.enter)
  }

  /// Shows lines; those that do not fit below each other are left out.
  func show(_ lines: [String]) {
    let cleared = lines.prefix(Terminal.height).map { $0 + "\u{1B}[K" }.joined(separator: "\r\n")
    Terminal.write("\u{1B}[H" + cleared + "\u{1B}[J")
  }

  func close() { Terminal.write(Self.leave) }
}
