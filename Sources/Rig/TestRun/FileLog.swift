internal import Foundation
internal import Logging
internal import Synchronization

/// swift-log into the run folder's rig.log, a line an entry.
struct FileLog: LogHandler {
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.debug
  private let file: SharedFile

  /// A log that can't be opened is a log that stays empty: the run goes on without it.
  static func logger(path: String) -> Logger {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = SharedFile(FileHandle(forWritingAtPath: path))
    return Logger(label: "solerig") { _ in FileLog(file: file) }
  }

  private init(file: SharedFile) { self.file = file }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let time = Date().formatted(.iso8601.time(includingFractionalSeconds: true))
    file.write("\(time) \(event.level) \(event.source): \(event.message)\n")
  }
}

/// A file that several threads append lines to.
private final class SharedFile: Sendable {
  private let handle: Mutex<FileHandle?>

  init(_ handle: sending FileHandle?) { self.handle = Mutex(handle) }

  func write(_ line: String) {
    handle.withLock { try? $0?.write(contentsOf: Data(line.utf8)) }
  }
}
