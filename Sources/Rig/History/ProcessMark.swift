internal import Foundation
internal import Wording

/// Which process records a run, so that another can tell later whether it still does.
///
/// A process number alone is given again: with the time at which its process started, the start of
/// the machine and the space that its number is of, it is not.
struct ProcessMark: Equatable, Sendable, CustomStringConvertible {
  let boot: String
  let space: String
  let processIdentifier: Int32
  /// Clock ticks between the machine's start and the process's (proc_pid_stat(5), field 22).
  let startTicks: UInt64

  enum Life: Equatable { case lives, ended, outOfSight }

  /// This process; nil where /proc does not tell.
  static let own: ProcessMark? = of(process: getpid())

  static func of(process: Int32) -> ProcessMark? {
    guard let boot = text("/proc/sys/kernel/random/boot_id"),
      let space = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid"),
      let ticks = startTicks(of: process)
    else { return nil }
    return ProcessMark(
      boot: boot.trimmingCharacters(in: .whitespacesAndNewlines), space: space,
      processIdentifier: process, startTicks: ticks)
  }

  init(boot: String, space: String, processIdentifier: Int32, startTicks: UInt64) {
    self.boot = boot
    self.space = space
    self.processIdentifier = processIdentifier
    self.startTicks = startTicks
  }

  /// Reads what `description` wrote.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 4, let process = Int32(parts[2]), let ticks = UInt64(parts[3]) else {
      return nil
    }
    self.init(
      boot: String(parts[0]), space: String(parts[1]), processIdentifier: process,
      startTicks: ticks)
  }

  var description: String { "\(boot) \(space) \(processIdentifier) \(startTicks)" }

  /// Whether the process lives, as far as `observer` can see.
  ///
  /// A file that several machines or containers share holds processes that this one can't see.
  func life(seenBy observer: ProcessMark) -> Life {
    guard boot == observer.boot, space == observer.space else { return .outOfSight }
    return Self.startTicks(of: processIdentifier) == startTicks ? .lives : .ended
  }

  private static func startTicks(of process: Int32) -> UInt64? {
    guard let text = text("/proc/\(process)/stat"), let name = text.lastIndex(of: ")") else {
      return nil
    }
    let fields = text[text.index(after: name)...].split(separator: " ")
    // The first field behind the name is the third of all; a zombie has ended.
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return UInt64(fields[19])
  }

  private static func text(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    return (try? file.readToEnd()).flatMap { String(bytes: $0, encoding: .utf8) }
  }
}
