import Glibc

/// A folder under /tmp for one board's sockets and image, gone as soon as the board is up.
struct PrivateFolder: ~Copyable {
  let path: String

  /// A name that nobody else gives a folder: what carries it is removed without asking.
  private static let prefix = "solerig-board-of-"

  init() throws(VirtualBoardError) {
    Self.removeStale()
    // Not $TMPDIR, which may be longer than a socket's path may be.
    var template = Array("/tmp/\(Self.prefix)\(getpid())-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .system(operation: "mkdtemp", object: "/tmp", errno: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    Self.remove(path)
  }

  /// Removes what rigs left that were killed while they started.
  private static func removeStale() {
    for name in names(in: "/tmp") where name.hasPrefix(prefix) {
      let fields = name.dropFirst(prefix.count).split(separator: "-")
      guard fields.count >= 2, let owner = pid_t(fields[0]) else { continue }
      if kill(owner, 0) < 0 && errno == ESRCH { remove("/tmp/\(name)") }
    }
  }

  private static func remove(_ path: String) {
    // Held by its descriptor: what stands in /tmp under this name may be a link of somebody else's.
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return }
    for name in names(in: "/proc/self/fd/\(folder)") { unlinkat(folder, name, 0) }
    close(folder)
    rmdir(path)
  }

  private static func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // A record is as long as its name: to take `d_name` as the whole array it is declared as
      // would reach beyond it.
      let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
      let name = UnsafeRawPointer(entry).advanced(by: offset)
      names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    return names.filter { $0 != "." && $0 != ".." }
  }

  /// Writes a file of that name: its path.
  func write(_ name: String, _ bytes: [UInt8]) throws(VirtualBoardError) -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(operation: "open", object: file, errno: errno) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Descriptors.writeSome(
          descriptor, UnsafeRawBufferPointer(rebasing: $0[written...]), isSocket: false)
      }
      guard count > 0 else {
        throw .system(operation: "write", object: file, errno: CInt(-count))
      }
      written += count
    }
    return file
  }
}
