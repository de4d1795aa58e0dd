import Glibc

/// The lock file of a serial device, as programs since UUCP keep them: `LCK..ttyUSB0`, with the
/// number of the process that holds it (Filesystem Hierarchy Standard 3.0, 5.9).
///
/// It is honoured and written beside the kernel's locks: minicom and its like know no other.
struct DeviceLock: Sendable {
  let path: String

  /// How often a lock left behind is cleared away before that counts as a fight.
  private static let attempts = 5

  /// Takes the lock; nil where the port has none, or its folder takes no files of this user.
  static func take(path: String, folder: String?) throws(SerialError) -> DeviceLock? {
    guard let folder, let name = name(path) else { return nil }
    let file = "\(folder)/LCK..\(name)"
    for _ in 0..<attempts {
      let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      if descriptor >= 0 {
        write(descriptor)
        return DeviceLock(path: file)
      }
      guard errno == EEXIST else { return nil }
      if let holder = holder(file) { throw .busy(path: path, holder: holder) }
      // Whoever wrote it is gone; one that may not be removed stops nobody.
      guard unlink(file) == 0 || errno == ENOENT else { return nil }
    }
    return nil
  }

  func release() { unlink(path) }

  /// Who holds the lock of a port; nil where it has none, or nobody is seen to.
  static func holder(of path: String, folder: String) -> PortHolder? {
    name(path).flatMap { holder("\(folder)/LCK..\($0)") }
  }

  /// The process named in a lock file, if it lives. A file without a number is being written just
  /// now, or was left by a crash: only its age tells.
  static func holder(_ file: String) -> PortHolder? {
    guard let text = SystemFile.text(file) else { return nil }
    let word = text.split { $0 == " " || $0 == "\n" }.first ?? ""
    guard let identifier = Int32(word), identifier > 0 else {
      return isFresh(file) ? PortHolder(processIdentifier: 0, name: "(a lock just made)") : nil
    }
    // This process's own number in a lock that it does not hold: another had it before.
    if identifier == getpid(), !OpenPorts.holds(lock: file) { return nil }
    guard kill(identifier, 0) == 0 || errno == EPERM else { return nil }
    let name = SystemFile.text("/proc/\(identifier)/comm")?.split(separator: "\n").first
    return PortHolder(processIdentifier: identifier, name: name.map(String.init) ?? "(no name)")
  }

  private static let freshSeconds = 2

  private static func isFresh(_ file: String) -> Bool {
    var status = stat()
    guard stat(file, &status) == 0 else { return false }
    return time(nil) - status.st_mtim.tv_sec <= freshSeconds
  }

  /// The name that a device's lock goes by, links followed; nil for what is no /dev/tty….
  static func name(_ path: String) -> String? {
    let prefix = "/dev/"
    guard let real = RealPath.of(path), real.hasPrefix(prefix + "tty") else { return nil }
    let name = real.dropFirst(prefix.count)
    return name.contains("/") ? nil : String(name)
  }

  /// Ten columns for the number, as the standard has it.
  private static func write(_ descriptor: CInt) {
    let number = "\(getpid())"
    let text = String(repeating: " ", count: max(0, 10 - number.count)) + number + "\n"
    _ = text.withCString { Glibc.write(descriptor, $0, strlen($0)) }
    close(descriptor)
  }
}
