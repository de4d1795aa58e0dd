import Glibc

/// The process that holds a port.
package struct PortHolder: Sendable, Hashable, CustomStringConvertible {
  package let processIdentifier: Int32
  package let name: String

  package init(processIdentifier: Int32, name: String) {
    self.processIdentifier = processIdentifier
    self.name = name
  }

  package var description: String { "PID \(processIdentifier) \(name)" }

  /// Who holds the port at `path`: the owner of its flock, else whoever has it open, else the owner
  /// of its lock file.
  ///
  /// `nil` where none can be seen; a process of another user hides its descriptors.
  package static func find(path: String) -> PortHolder? { find(paths: [path])[path] }

  /// Who holds each of some ports, in one pass over the processes; free ones are left out.
  ///
  /// - Parameter lockFolder: where programs of old keep their locks; nil leaves them alone.
  package static func find(
    paths: [String], lockFolder: String? = Syscalls.linux.lockFolder
  ) -> [String: PortHolder] {
    var owners: [String: Int32] = [:]
    let table = paths.isEmpty ? "" : SystemFile.text("/proc/locks") ?? ""
    for path in paths { owners[path] = lockOwner(path: path, table) }
    let open = openers(of: paths.filter { owners[$0] == nil })
    var found = owners.merging(open) { owner, _ in owner }.mapValues { PortHolder(living: $0) }
    guard let lockFolder else { return found }
    for path in paths where found[path] == nil {
      found[path] = DeviceLock.holder(of: path, folder: lockFolder)
    }
    return found
  }

  /// Whether a lock file was left behind: what it says can be read, it is not just being made, and
  /// the process that it names is gone.
  package static func isLeftBehind(lock path: String) -> Bool {
    SystemFile.text(path) != nil && DeviceLock.holder(path) == nil
  }

  private init(living identifier: Int32) {
    let name =
      SystemFile.text("/proc/\(identifier)/comm")?.split(separator: "\n").first.map(String.init)
    self.init(processIdentifier: identifier, name: name ?? "(unknown name)")
  }

  /// The process that has the file's flock, from the text of /proc/locks.
  ///
  /// A line reads `1: FLOCK  ADVISORY  WRITE 1234 00:17:5 0 EOF`: process, then the device's
  /// major and minor number in hexadecimal and the inode in decimal (proc_locks(5)). Waiters
  /// stand below their lock with `->` in front, and hold nothing.
  static func lockOwner(in table: String, major: UInt32, minor: UInt32, inode: UInt64) -> Int32? {
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count >= 6, fields[1] == "FLOCK", let owner = Int32(fields[4]), owner > 0
      else { continue }
      let file = fields[5].split(separator: ":")
      guard file.count == 3, UInt32(file[0], radix: 16) == major,
        UInt32(file[1], radix: 16) == minor, UInt64(file[2]) == inode
      else { continue }
      return owner
    }
    return nil
  }

  private static func lockOwner(path: String, _ table: String) -> Int32? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    // The kernel's split of a device number, as gnu_dev_major(3) and gnu_dev_minor(3) do it.
    let device = UInt64(status.st_dev)
    let major = UInt32((device >> 8) & 0xFFF) | (UInt32(truncatingIfNeeded: device >> 32) & ~0xFFF)
    let minor = UInt32(device & 0xFF) | (UInt32(truncatingIfNeeded: device >> 12) & ~0xFF)
    return lockOwner(in: table, major: major, minor: minor, inode: UInt64(status.st_ino))
  }

  /// Processes, other than this one, with a port among their descriptors.
  private static func openers(of paths: [String]) -> [String: Int32] {
    var wanted: [String: String] = [:]
    for path in paths {
      if let resolved = RealPath.of(path) { wanted[resolved] = path }
    }
    var found: [String: Int32] = [:]
    let own = getpid()
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    for entry in SystemFile.names(in: "/proc") where !wanted.isEmpty {
      guard let identifier = Int32(entry), identifier != own else { continue }
      forEachDevice(of: identifier, &buffer) { target in
        if let path = wanted.removeValue(forKey: target) { found[path] = identifier }
      }
    }
    return found
  }

  private static let devices = "/dev/".utf8.map { CChar(bitPattern: $0) }

  /// Gives each file of /dev that a process has open. A machine has thousands of descriptors: only for
  /// such files is a text made.
  private static func forEachDevice(
    of identifier: Int32, _ buffer: inout [CChar], _ body: (String) -> Void
  ) {
    guard let stream = opendir("/proc/\(identifier)/fd") else { return }
    defer { closedir(stream) }
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    while let entry = readdir(stream) {
      let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      let count = readlinkat(dirfd(stream), name, &buffer, buffer.count)
      guard count > devices.count, buffer.starts(with: devices) else { continue }
      body(String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
  }
}
