import Foundation
import TestRun

/// OpenSSH's ssh-keygen, which knows keys, agents and what a signature is.
enum SSHKeygen {
  struct Ending {
    var code: Int32
    var output: String
    var errors: String

    /// What it said last, for an error.
    var words: String {
      let lines = (errors + output).split(whereSeparator: \.isNewline)
      return lines.last.map(String.init) ?? "ssh-keygen ended with \(code)"
    }
  }

  /// - Parameters:
  ///   - input: a file for its standard input.
  ///   - asks: whether it may ask for a passphrase on the terminal.
  static func run(
    _ arguments: [String], input: String? = nil, asks: Bool = false
  ) throws(RunError) -> Ending {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ssh-keygen"] + arguments
    process.standardOutput = output
    process.standardError = errors
    if let input {
      process.standardInput = FileHandle(forReadingAtPath: input) ?? FileHandle.nullDevice
    } else if !asks {
      process.standardInput = FileHandle.nullDevice
    }
    do {
      try process.run()
    } catch {
      throw RunError(.setup, "Starting ssh-keygen failed: \(error). Install OpenSSH's client.")
    }
    // Neither says more than a pipe holds.
    let said = output.fileHandleForReading.readDataToEndOfFile()
    let complained = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else {
      throw RunError(.setup, "Starting ssh-keygen failed: there is none. Install OpenSSH's client.")
    }
    return Ending(
      code: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self))
  }
}
