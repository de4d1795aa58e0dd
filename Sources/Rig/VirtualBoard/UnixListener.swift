import Glibc

/// A Unix socket in a folder of this user's own, where the chip's process comes to connect.
struct UnixListener: ~Copyable {
  let descriptor: CInt
  let path: String

  private init(descriptor: CInt, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  static func open(path: String) throws(VirtualBoardError) -> UnixListener {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < capacity else {
      throw .system(operation: "bind", object: path, errno: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else {
      throw .system(operation: "socket", object: path, errno: errno)
    }
    let listener = UnixListener(descriptor: descriptor, path: path)
    try Descriptors.prepare(descriptor, nonBlocking: true)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(descriptor, 1) == 0 else {
      throw .system(operation: "bind", object: path, errno: errno)
    }
    return listener
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// The connection that waits, or `nil` where none does yet.
  func accept() throws(VirtualBoardError) -> CInt? {
    let connection = Glibc.accept(descriptor, nil, nil)
    if connection >= 0 {
      try Descriptors.prepare(connection, nonBlocking: true)
      return connection
    }
    if errno == EAGAIN || errno == EINTR || errno == ECONNABORTED { return nil }
    throw .system(operation: "accept", object: path, errno: errno)
  }
}
