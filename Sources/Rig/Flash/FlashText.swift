internal import Foundation

extension FlashProgress {
  /// The progress in a few words, with rate and time left.
  package var text: String {
    switch self {
    case .connecting: "flash: asking the board"
    case .entering: "flash: entering the bootloader"
    case .sent(let sent, let total, let rate):
      "flash: \(Self.bar(sent, of: total)) \(sent * 100 / max(total, 1)) %, "
        + String(format: "%.1f kB/s", rate / 1000)
        // What was there already tells nothing of the rest.
        + (rate > 0 ? String(format: ", %.0f s left", Double(total - sent) / max(rate, 1)) : "")
    case .restarting: "flash: waiting for the new image"
    case .copying(let count): "flash: copying \(count / 1000) kB to the board's drive"
    case .settling: "flash: waiting for the board's drive to come back"
    case .tool(let line): "flash: \(line)"
    }
  }

  private static func bar(_ sent: Int, of total: Int) -> String {
    let width = 24
    let full = sent * width / max(total, 1)
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: width - full) + "]"
  }
}

extension FlashReport {
  /// How it went, in a sentence.
  package var text: String {
    ([sentence] + notes.map { "note: \($0)" }).joined(separator: "\n")
  }

  private var sentence: String {
    let board = identity.map { "; \($0) runs it" } ?? ""
    if wasSkipped { return "the board has this image already, nothing was sent\(board)" }
    var text =
      "\(sentBytes) of \(byteCount) bytes in "
      + String(format: "%.2f s (%.1f kB/s)", uploadSeconds, bytesPerSecond / 1000)
      + String(format: ", %.2f s to restart", restartSeconds)
    if resumedAt > 0 { text += ", gone on from byte \(resumedAt)" }
    if repeats > 0 { text += ", \(repeats) pieces sent again" }
    return text + board
  }

  package var bytesPerSecond: Double { Double(sentBytes) / max(uploadSeconds, 1e-6) }
}
