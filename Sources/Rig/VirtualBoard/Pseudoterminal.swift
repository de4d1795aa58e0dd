import Glibc

/// A pty in front of the cable: the rig opens its slave as the board's serial port.
///
/// The slave is kept open here as well, so that the rig's opening and closing of it never ends
/// the line, and raw, so that a program that sets nothing still gets the bytes as they are.
struct Pseudoterminal: ~Copyable {
  let master: CInt
  let slave: CInt
  let path: String

  /// TIOCGPTN, which Swift does not import: the n of /dev/pts/n.
  private static let getNumber: UInt = 0x8004_5430

  private init(master: CInt, slave: CInt, path: String) {
    self.master = master
    self.slave = slave
    self.path = path
  }

  static func open() throws(VirtualBoardError) -> Pseudoterminal {
    var (master, slave): (CInt, CInt) = (-1, -1)
    guard openpty(&master, &slave, nil, nil, nil) == 0 else {
      throw .system(operation: "openpty", object: "the board's serial port", errno: errno)
    }
    var number: CUnsignedInt = 0
    let named = ioctl(master, Self.getNumber, &number)
    let terminal = Pseudoterminal(master: master, slave: slave, path: "/dev/pts/\(number)")
    guard named == 0 else {
      throw .system(operation: "TIOCGPTN", object: "the board's serial port", errno: errno)
    }
    try Descriptors.prepare(master, nonBlocking: true)
    try Descriptors.prepare(slave, nonBlocking: true)
    try terminal.makeRaw()
    return terminal
  }

  private func makeRaw() throws(VirtualBoardError) {
    var settings = termios()
    tcgetattr(slave, &settings)
    cfmakeraw(&settings)
    // The rate that a program finds which sets none: the board's usual one.
    cfsetspeed(&settings, speed_t(B115200))
    guard tcsetattr(slave, TCSANOW, &settings) == 0 else {
      throw .system(operation: "tcsetattr", object: path, errno: errno)
    }
  }

  deinit {
    // The master first: its closing is what hangs up every open slave.
    close(master)
    close(slave)
  }

  /// Whether the rig has read all that was written to the master.
  static func isDrained(_ slave: CInt) -> Bool {
    // A poll makes the kernel hand over what it still carries from master to slave; until then
    // FIONREAD does not count it (n_tty_poll in drivers/tty/n_tty.c).
    var entry = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
    poll(&entry, 1, 0)
    var count: CInt = 0
    return ioctl(slave, UInt(FIONREAD), &count) < 0 || count == 0
  }
}
