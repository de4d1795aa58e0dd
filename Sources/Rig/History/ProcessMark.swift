internal import Foundation
internal import Wording

/// Which process records a run, so that another can tell later whether it still does.
///
/// A process number alone is given again: with the time at which its process started, the start of
/// the machine and the space that its number is of, it is not. The machine's own id tells whether
/// another start is one of the same machine.
struct ProcessMark: Equatable, Sendable, CustomStringConvertible {
  let boot: String
  let space: String
  let processIdentifier: Int32
  /// Clock ticks between the machine's start and the process's (proc_pid_stat(5), field 22).
  let startTicks: UInt64
  /// machine-id(5); nil where there is none.
  let machine: String?

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
      processIdentifier: process, startTicks: ticks,
      machine: text("/etc/machine-id").flatMap(machineID))
  }

  /// An image of containers may hold no id, or the word `uninitialized`.
  static func machineID(_ text: String) -> String? {
    let id = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return id.count == 32 && id.allSatisfy(\.isHexDigit) ? id : nil
  }

  init(
    boot: String, space: String, processIdentifier: Int32, startTicks: UInt64,
    machine: String? = nil
  ) {
    self.boot = boot
    self.space = space
    self.processIdentifier = processIdentifier
    self.startTicks = startTicks
    self.machine = machine
  }

  /// Reads what `description` wrote; marks without a machine's id have four words.
  init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard (4...5).contains(parts.count), let process = Int32(parts[2]),
      let ticks = UInt64(parts[3])
    else { return nil }
    self.init(
      boot: String(parts[0]), space: String(parts[1]), processIdentifier: process,
      startTicks: ticks, machine: parts.count == 5 ? String(parts[4]) : nil)
  }

  var description: String {
    "\(boot) \(space) \(processIdentifier) \(startTicks)" + (machine.map { " " + $0 } ?? "")
  }

  /// Whether the process lives, as far as `observer` can see.
  ///
  /// A file that several machines or containers share holds processes that this one can't see. None
  /// outlives its machine's start.
  func life(seenBy observer: ProcessMark) -> Life {
    if let machine, machine == observer.machine, boot != observer.boot { return .ended }
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
