internal import Glibc
internal import SerialPort

/// This machine.
package struct LinuxMachine: Machine {
  package init() {}

  package func text(_ path: String) -> String? { SystemFile.text(path) }
  package func names(in folder: String) -> [String] { SystemFile.names(in: folder) }
  package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
  package func mayUse(_ path: String) -> Bool { access(path, R_OK | W_OK) == 0 }
  package func isLeftBehind(lock path: String) -> Bool { PortHolder.isLeftBehind(lock: path) }

  package func processes() -> [Int32: String] {
    var found: [Int32: String] = [:]
    for name in names(in: "/proc") {
      guard let number = Int32(name), let text = text("/proc/\(name)/comm") else { continue }
      found[number] = text.split(separator: "\n").first.map(String.init) ?? ""
    }
    return found
  }

  package func program(_ name: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", "/usr/bin"]
    return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  package var kernel: String {
    text("/proc/sys/kernel/osrelease")?.split(separator: "\n").first.map(String.init) ?? ""
  }
}
