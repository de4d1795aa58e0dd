import Glibc

/// A folder under /tmp for one board's sockets and image, gone as soon as the board is up.
struct PrivateFolder: ~Copyable {
  let path: String

  init() throws(VirtualBoardError) {
    // Not $TMPDIR, which may be longer than a socket's path may be.
    var template = Array("/tmp/solerig-\(getpid())-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .system(operation: "mkdtemp", object: "/tmp", errno: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    guard let stream = opendir(path) else { return }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(stream)
    rmdir(path)
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
