import Foundation
import SystemPackage
import TestRun

/// Standard output, on which a write that fails is told: an answer that nobody got is none.
enum Output {
  static func write(_ data: some Sequence<UInt8>) throws(RunError) {
    do {
      try FileDescriptor.standardOutput.writeAll(data)
    } catch Errno.brokenPipe {
      // Whoever read it has had enough, as `head` does: no error to speak of, and no verdict either.
      exit(128 + SIGPIPE)
    } catch {
      throw RunError(
        .setup,
        """
        Writing to standard output failed: \(error). Check the disk or the program that it goes to, \
        and do it again: files that were named before are complete.
        """)
    }
  }

  static func write(_ text: String) throws(RunError) { try write(text.utf8) }

  /// Writes a value as JSON: sorted keys, a newline at the end.
  static func json(_ value: some Encodable) throws { try write(encoded(value)) }

  static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data("\n".utf8)
  }

  static func line(_ text: String) throws(RunError) { try write(text + "\n") }
}
