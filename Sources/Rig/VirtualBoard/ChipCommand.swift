import Glibc

/// The command line of a chip's process.
struct ChipCommand: Sendable, Equatable {
  var program: String
  var arguments: [String]

  /// Where the emulated chip's flash comes from.
  enum Start: Sendable, Equatable {
    /// A file that QEMU loads, again at every reset.
    case image(String)
    /// The debugger's port at a path.
    case debugger(String)
  }

  static func qemu(
    emulator: String, start: Start, mode: VirtualBoardConfiguration.Mode, line: String,
    monitor: String, extra: [String]
  ) -> ChipCommand {
    var arguments = [
      "-M", "microbit", "-display", "none", "-nodefaults",
      "-chardev", "socket,id=line,path=\(line)", "-serial", "chardev:line",
      "-chardev", "socket,id=monitor,path=\(monitor)", "-mon", "chardev=monitor,mode=control",
    ]
    switch start {
    case .image(let path): arguments += ["-kernel", path]
    case .debugger(let path):
      // Stopped until the debugger has written the flash.
      arguments += ["-S", "-chardev", "socket,id=debug,path=\(path)", "-gdb", "chardev:debug"]
    }
    if case .counted(let shift) = mode {
      // Not asleep while the chip idles: its time then passes as fast as the host can count it.
      arguments += ["-icount", "shift=\(shift),sleep=off"]
    }
    return ChipCommand(program: emulator, arguments: arguments + extra)
  }

  static func native(
    executable: String, uniqueID: UInt64, line: String, extra: [String]
  ) -> ChipCommand {
    let digits = String(uniqueID, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    return ChipCommand(
      program: executable, arguments: ["--socket", line, "--unique-id", padded] + extra)
  }

  /// The path of a program, looked for in `PATH` where the name has no slash.
  static func find(_ name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
    return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
