package import Foundation
internal import Wording

/// The folder that one run leaves behind.
package struct RunFolder: Sendable {
  package let path: String

  package var capture: String { path + "/capture.pcapng" }
  package var suite: String { path + "/suite.json" }
  package var run: String { path + "/run.json" }
  package var report: String { path + "/report.html" }
  package var junit: String { path + "/junit.xml" }
  /// How a replay compares with what was replayed.
  package var comparison: String { path + "/comparison.json" }
  package var log: String { path + "/rig.log" }
  /// What other programs said that flashed or reset the board; only where there were any.
  package var toolLog: String { path + "/tools.log" }

  /// The folder of a run that has been.
  package init(existing path: String) { self.path = path }

  /// Makes a folder of its own for a run that starts now: `parent/2026-11-20T19-40-11Z-rig`, with a
  /// number behind it where that is taken.
  package static func create(
    in parent: String, rig: String, at date: Date
  ) throws(RunError) -> RunFolder {
    let stamp = date.formatted(.iso8601.timeSeparator(.omitted).dateSeparator(.dash))
    let time = stamp.withHyphens
    do {
      try FileManager.default.createDirectory(
        atPath: parent, withIntermediateDirectories: true)
      for number in 1...99 {
        let path = "\(parent)/\(time)-\(rig)" + (number == 1 ? "" : "-\(number)")
        // Made without a look before: another run may be faster in between.
        if mkdir(path, 0o777) == 0 { return RunFolder(existing: path) }
        let code = errno
        guard code == EEXIST else { throw NSError(domain: NSPOSIXErrorDomain, code: Int(code)) }
      }
    } catch {
      throw RunError(
        .setup,
        """
        Making the run folder in \(parent) failed: \(SystemCause.of(error)). Choose \
        another place with --output.
        """)
    }
    throw RunError(.setup, "Making the run folder in \(parent) failed: 99 of this second exist.")
  }

  package func write(_ data: Data, to file: String) throws(RunError) {
    do {
      try data.write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw RunError(
        .setup,
        """
        Writing \(file) failed: \(SystemCause.of(error)). What was written before is \
        kept; make room, then `solerig judge` can decide from the capture.
        """)
    }
  }
}

extension String {
  /// `2026-11-20T194011Z` with its time in pairs: `2026-11-20T19-40-11Z`.
  fileprivate var withHyphens: String {
    guard let mark = firstIndex(of: "T") else { return self }
    var digits = Array(self[index(after: mark)...])
    guard digits.count >= 6 else { return self }
    digits.insert("-", at: 4)
    digits.insert("-", at: 2)
    return String(self[...mark]) + String(digits)
  }
}
