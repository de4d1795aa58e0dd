import Glibc

/// Small helpers around descriptors that the board's parts share.
enum Descriptors {
  /// Marks a descriptor as not inherited and, where asked, as not blocking.
  static func prepare(
    _ descriptor: CInt, nonBlocking: Bool
  ) throws(VirtualBoardError) {
    // A child of another part of the program must not keep our line open.
    let cloexec = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let flags = fcntl(descriptor, F_GETFL)
    let set = nonBlocking && flags >= 0 ? fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) : flags
    if cloexec < 0 || set < 0 {
      throw .system(operation: "fcntl", object: "descriptor \(descriptor)", errno: errno)
    }
  }

  /// A pipe: what is written to `write` can be read from `read`.
  static func pipe(
    nonBlockingRead: Bool = true, nonBlockingWrite: Bool
  ) throws(VirtualBoardError) -> (read: CInt, write: CInt) {
    var ends: [CInt] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw .system(operation: "pipe", object: "the board's wake-up", errno: errno)
    }
    try prepare(ends[0], nonBlocking: nonBlockingRead)
    try prepare(ends[1], nonBlocking: nonBlockingWrite)
    return (ends[0], ends[1])
  }

  static func readSome(_ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { return -Int(errno) }
    }
  }

  /// Writes what is taken now: the count, or the negated errno. To a socket without SIGPIPE.
  static func writeSome(
    _ descriptor: CInt, _ bytes: UnsafeRawBufferPointer, isSocket: Bool
  ) -> Int {
    while true {
      let count =
        isSocket
        ? send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
        : write(descriptor, bytes.baseAddress, bytes.count)
      if count >= 0 { return count }
      if errno != EINTR { return -Int(errno) }
    }
  }
}
