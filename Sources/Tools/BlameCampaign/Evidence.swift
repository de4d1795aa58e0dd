import Capture
import Judge

/// What a capture proves, told by the engine on the host rather than by the judge.
enum Evidence {
  /// What may be said of a run whose firmware is good and whose line was spoilt: it may pass only
  /// where everything that a flawless run gives is there all the same.
  static func truth(_ capture: CaptureContents, deed: String) -> Truth {
    var truth = Truth.notTheFirmware(.link, deed)
    if isComplete(capture) {
      // A spoilt line that did no harm may be told of, or not.
      truth.verdicts.insert(.pass)
      truth.deed += ", no harm done"
    }
    return truth
  }

  /// Whether all samples were sent and the payloads are those of an engine that had them all.
  private static func isComplete(_ capture: CaptureContents) -> Bool {
    var board = ComparedSide(capture, name: "board")
    // The engine is to have what the rig sent, whatever the chip says it missed.
    for index in board.sessions.indices { board.sessions[index].told = [] }
    let isWhole = board.sessions.allSatisfy { $0.isWhole && $0.stimulus.gaps.isEmpty }
    return isWhole && Comparison(board, .engine(for: board)).outcome == .same
  }
}
