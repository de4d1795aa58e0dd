package import Flash
internal import Foundation
package import RigModel
internal import Synchronization
internal import VirtualBoard
internal import Wording

/// Another program at work for a rig, from its start to its end; its words are kept in a file.
package struct ToolProcess {
  /// The file that takes what it says; what is there stays.
  private let log: String
  private let isInterrupted: () -> Bool

  /// How often its output and its end are looked at.
  private static let lookMicroseconds: UInt32 = 20_000
  /// Lines of its output that an error tells.
  private static let toldLines = 6
  /// Only the end of what it said is looked at.
  private static let lookedAtBytes: UInt64 = 65_536

  package init(log: String, isInterrupted: @escaping () -> Bool) {
    self.log = log
    self.isInterrupted = isInterrupted
  }

  /// Runs the program; returns once it has ended well.
  ///
  /// - Parameters:
  ///   - operation: what it is run for, as an error begins: `Flashing`.
  ///   - said: is told the last line of what it said, whenever there is a new one.
  package func run(
    _ tool: Rig.Tool, _ values: [CommandTemplate.Placeholder: String], _ operation: String,
    said: (String) -> Void
  ) throws(FlashError) {
    let words = try filled(tool, values, operation)
    guard let program = Self.program(words[0]) else {
      throw FlashError(
        .board,
        "\(operation) by \(words[0]) failed: there is no such program on this machine. Install it, "
          + "or mend the rig's command.")
    }
    let output = try openLog(operation, words)
    let start = lseek(output, 0, SEEK_END)
    let end = Mutex<ChipTermination.Cause?>(nil)
    let process = ChildProcess(
      program: program, arguments: Array(words.dropFirst()), output: output,
      onEnd: { cause in end.withLock { $0 = cause } })
    let deadline = ContinuousClock.now + .seconds(Int(tool.timeoutSeconds))
    var last = ""
    while end.withLock({ $0 }) == nil {
      usleep(Self.lookMicroseconds)
      if end.withLock({ $0 }) != nil { break }
      let line = lines(from: start).last ?? ""
      if line != last { said("\(words[0]): \(line)") }
      last = line
      if isInterrupted() {
        process.terminate()
        throw FlashError(
          .interrupted,
          "\(operation) by \(words[0]): interrupted by whoever started it. What it was doing may be "
            + "half done: flash again.")
      }
      if ContinuousClock.now >= deadline {
        process.terminate()
        throw failure(operation, words, "it took longer than \(tool.timeoutSeconds) s", start)
      }
    }
    switch end.withLock({ $0 }) {
    case .exited(0): return
    case .exited(let code):
      throw failure(operation, words, "it ended with exit code \(code)", start)
    case .signaled(let number): throw failure(operation, words, "signal \(number) ended it", start)
    case .notLaunched(let reason): throw failure(operation, words, reason, start)
    default: throw failure(operation, words, "it came to no end", start)
    }
  }

  private func filled(
    _ tool: Rig.Tool, _ values: [CommandTemplate.Placeholder: String], _ operation: String
  ) throws(FlashError) -> [String] {
    for placeholder in tool.command.placeholders where placeholder != .image {
      guard let value = values[placeholder], !value.isEmpty else {
        throw FlashError(
          .board,
          "\(operation) by another program failed: the rig's command wants "
            + "{\(placeholder.rawValue)}, and the board has none. Nothing was run.")
      }
      guard Self.isHarmless(value) else {
        throw FlashError(
          .board,
          """
          \(operation) by another program failed: the board gives `\(SafeText.printable(value))` for \
          {\(placeholder.rawValue)}, which the program could take for more than a name. Nothing was run.
          """)
      }
    }
    return tool.command.filled(values)
  }

  /// What a device says of itself goes into commands that some tools read as scripts, and must be no
  /// option either: only letters, digits and `._:/-` go through.
  private static func isHarmless(_ value: String) -> Bool {
    value.first != "-"
      && value.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._:/-".utf8.contains(byte)
        }
      }
  }

  /// The file of a program's name: as it stands where it has a slash, else on the PATH.
  private static func program(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    return candidates.first { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
  }

  private func openLog(_ operation: String, _ words: [String]) throws(FlashError) -> CInt {
    let file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      throw FlashError(
        .board,
        "\(operation) failed: its log \(log) can't be written (\(String(cString: strerror(errno))))."
      )
    }
    let heading = "$ \(words.map(SafeText.printable).joined(separator: " "))\n"
    _ = heading.withCString { write(file, $0, strlen($0)) }
    return file
  }

  /// What it said last.
  private func lines(from start: off_t) -> [String] {
    guard let file = FileHandle(forReadingAtPath: log) else { return [] }
    defer { try? file.close() }
    let size = (try? file.seekToEnd()) ?? 0
    let begin = UInt64(max(start, 0))
    try? file.seek(toOffset: size > begin + Self.lookedAtBytes ? size - Self.lookedAtBytes : begin)
    let data = (try? file.read(upToCount: Int(Self.lookedAtBytes))) ?? Data()
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map {
      SafeText.printable(String($0))
    }.filter { !$0.allSatisfy { $0 == " " } }
  }

  private func failure(
    _ operation: String, _ words: [String], _ cause: String, _ start: off_t
  ) -> FlashError {
    let said = lines(from: start).suffix(Self.toldLines).joined(separator: " | ")
    return FlashError(
      .board,
      "\(operation) by \(words[0]) failed: \(cause). "
        + (said.isEmpty ? "It said nothing." : "It said last: \(said)")
        + " Its whole output: \(log)")
  }
}
