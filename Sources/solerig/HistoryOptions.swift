import ArgumentParser
import Foundation
import History
import TestRun

/// Where the history is.
struct HistoryOptions: ParsableArguments {
  @Option(
    name: .customLong("history"),
    help: ArgumentHelp(
      "File that keeps what every run gave; by default solerig/history.sqlite in XDG_DATA_HOME.",
      valueName: "file"),
    completion: .file(extensions: ["sqlite"]))
  var file: String?

  /// The file, or the one in the user's data folder (XDG Base Directory Specification).
  func path() throws(RunError) -> String {
    if let file { return file }
    let environment = ProcessInfo.processInfo.environment
    // The specification has a relative path ignored.
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.local/share" }
    guard let data else {
      throw RunError(
        .setup,
        """
        Finding the history failed: neither XDG_DATA_HOME nor HOME is set. Name its file with \
        --history.
        """)
    }
    return data + "/solerig/history.sqlite"
  }

  /// Does something with the history, and tells as the command line does what went wrong.
  func withHistory<Value>(
    _ body: (RunHistory) throws(HistoryError) -> Value
  ) throws(RunError) -> Value {
    let path = try path()
    do throws(HistoryError) {
      return try body(try RunHistory.open(path: path))
    } catch {
      throw RunError(.setup, error.description)
    }
  }
}
