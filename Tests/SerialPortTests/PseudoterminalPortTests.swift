import Foundation
import Glibc
import Synchronization
import Testing

@testable import SerialPort

/// Signals that came: a handler may touch nothing but this.
private let interruptions = Atomic(0)

/// The same port on a real terminal, of which the test holds the other end.
@Suite struct PseudoterminalPortTests {
  /// The board's end of a pty.
  private final class BoardEnd {
    let path: String
    private(set) var master: CInt

    init() throws {
      var (master, slave): (CInt, CInt) = (-1, -1)
      try #require(openpty(&master, &slave, nil, nil, nil) == 0)
      defer { close(slave) }
      self.master = master
      path = String(cString: try #require(ttyname(slave)))
      try #require(fcntl(master, F_SETFL, O_NONBLOCK) == 0)
    }

    func hangUp() {
      close(master)
      master = -1
    }

    deinit {
      if master >= 0 { close(master) }
    }

    func send(_ bytes: [UInt8]) {
      #expect(write(master, bytes, bytes.count) == bytes.count)
    }

    func receive(_ count: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while bytes.count < count {
        var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 20_000) == 1 else { break }
        let read = read(master, &buffer, buffer.count)
        if read <= 0 { break }
        bytes += buffer.prefix(read)
      }
      return bytes
    }
  }

  private func readExactly(
    _ count: Int, from port: borrowing SerialPort
  ) throws(SerialError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256)
    while bytes.count < count {
      guard try port.wait(for: .readable, timeoutNanoseconds: 20_000_000_000) else { break }
      let count = try port.read(into: &buffer)
      bytes += buffer.prefix(count)
    }
    return bytes
  }

  /// Signals whose handler does not restart calls, in the middle of a wait: the byte is still read,
  /// and the time is still kept.
  @Test func signalsInterruptNoWait() throws {
    let board = try BoardEnd()
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    interruptions.store(0, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in interruptions.add(1, ordering: .relaxed) }
    var former = sigaction()
    try #require(sigaction(SIGURG, &action, &former) == 0)
    defer { sigaction(SIGURG, &former, nil) }
    // A runner of tests may have it blocked in all its threads.
    var (set, masked) = (sigset_t(), sigset_t())
    sigemptyset(&set)
    sigaddset(&set, SIGURG)
    pthread_sigmask(SIG_UNBLOCK, &set, &masked)
    defer { pthread_sigmask(SIG_SETMASK, &masked, nil) }
    let waiting = pthread_self()
    let master = board.master
    let sender = Thread {
      for number in 0..<20 {
        usleep(5000)
        pthread_kill(waiting, SIGURG)
        if number == 10 { _ = write(master, [0x5A], 1) }
      }
    }
    sender.start()
    #expect(try readExactly(1, from: port) == [0x5A])
    let start = ContinuousClock.now
    #expect(try !port.wait(for: .readable, timeoutNanoseconds: 200_000_000))
    #expect(ContinuousClock.now - start >= .milliseconds(200))
    #expect(interruptions.load(ordering: .relaxed) >= 5)
  }

  /// Every byte value, among them those that a cooked terminal eats or turns into signals.
  private let everyByte = (0...255).map { UInt8($0) }

  @Test func everyByteValuePassesBothWays() throws {
    let board = try BoardEnd()
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    try port.writeAll(everyByte, timeoutNanoseconds: 20_000_000_000)
    #expect(board.receive(256) == everyByte)
    board.send(everyByte)
    #expect(try readExactly(256, from: port) == everyByte)
  }

  @Test(arguments: [UInt32(9600), 115_200, 250_000, 1_000_000, 3_141_592])
  func anyRateIsTaken(baud: UInt32) throws {
    let board = try BoardEnd()
    let port = try SerialPort.open(path: board.path, baud: baud)
    var settings = TerminalSettings()
    let result = withUnsafeMutablePointer(to: &settings) {
      ioctl(port.descriptor, TerminalSettings.get, UnsafeMutableRawPointer($0))
    }
    #expect(result == 0)
    #expect(settings.outputBaud == baud)
  }

  @Test func bytesThatCameBeforeTheOpeningAreKept() throws {
    let board = try BoardEnd()
    // Raw, as a port is that was used before: cooked, the kernel would wait for a line's end.
    let slave = Glibc.open(board.path, O_RDWR | O_NOCTTY)
    defer { close(slave) }
    var settings = termios()
    tcgetattr(slave, &settings)
    cfmakeraw(&settings)
    tcsetattr(slave, TCSANOW, &settings)
    board.send([1, 2, 3])
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    #expect(try readExactly(3, from: port) == [1, 2, 3])
  }

  @Test func theSettingsComeBackOnClose() throws {
    let board = try BoardEnd()
    let slave = Glibc.open(board.path, O_RDWR | O_NOCTTY)
    defer { close(slave) }
    var before = termios()
    tcgetattr(slave, &before)
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    var during = termios()
    tcgetattr(slave, &during)
    try port.close()
    var after = termios()
    tcgetattr(slave, &after)
    #expect(before.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON))
    #expect(during.c_lflag == 0)
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
    #expect(after.c_oflag == before.c_oflag)
  }

  /// What a second Ctrl-C does, when nobody closes anything any more.
  @Test func inAnEmergencyTheSettingsComeBackToo() throws {
    let board = try BoardEnd()
    let slave = Glibc.open(board.path, O_RDWR | O_NOCTTY)
    defer { close(slave) }
    var original = TerminalSettings()
    withUnsafeMutablePointer(to: &original) {
      #expect(ioctl(slave, TerminalSettings.get, UnsafeMutableRawPointer($0)) == 0)
    }
    let place = try #require(OpenPorts.add(slave, original, lock: nil))
    defer { OpenPorts.remove(place) }
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    OpenPorts.restore(place)
    var after = termios()
    tcgetattr(slave, &after)
    #expect(after.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON))
    try port.close()
  }

  @Test func aHeldPortSaysByWhom() throws {
    let board = try BoardEnd()
    let first = try SerialPort.open(path: board.path, baud: 115_200)
    let error = #expect(throws: SerialError.self) {
      _ = try SerialPort.open(path: board.path, baud: 115_200)
    }
    guard case .busy(_, let holder) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(holder?.processIdentifier == getpid())
    #expect(error?.message.contains("held by PID \(getpid()) ") == true)
    try first.close()
    try SerialPort.open(path: board.path, baud: 115_200).close()
  }

  @Test func aHangUpIsSeenInEveryCall() throws {
    let board = try BoardEnd()
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    board.hangUp()
    var buffer = [UInt8](repeating: 0, count: 8)
    let errors = [
      #expect(throws: SerialError.self) { _ = try port.read(into: &buffer) },
      #expect(throws: SerialError.self) { _ = try port.write([1]) },
      #expect(throws: SerialError.self) {
        _ = try port.wait(for: .writable, timeoutNanoseconds: 20_000_000_000)
      },
      #expect(throws: SerialError.self) {
        // A hung-up terminal is "readable"; what it has is the hang-up.
        _ = try port.wait(for: .readable, timeoutNanoseconds: 20_000_000_000)
        _ = try port.read(into: &buffer)
      },
    ]
    for error in errors {
      guard case .hungUp(_, board.path, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
    try port.close()
  }

  @Test func aFullLineTimesOutAndThenTakesMore() throws {
    let board = try BoardEnd()
    let port = try SerialPort.open(path: board.path, baud: 115_200)
    let chunk = [UInt8](repeating: 0x55, count: 4096)
    var written = 0
    // Until it stays full: the kernel moves bytes on in the background.
    while try port.wait(for: .writable, timeoutNanoseconds: 200_000_000) {
      written += try port.write(chunk)
    }
    #expect(written > 0)
    #expect(board.receive(written).count == written)
    #expect(try port.wait(for: .writable, timeoutNanoseconds: 20_000_000_000))
  }

  @Test func aFileIsNoPort() throws {
    let error = #expect(throws: SerialError.self) {
      _ = try SerialPort.open(path: "/dev/null", baud: 115_200)
    }
    #expect(error == .notATerminal(path: "/dev/null", errno: ENOTTY))
  }

  @Test func aMissingPortIsNamed() throws {
    let error = #expect(throws: SerialError.self) {
      _ = try SerialPort.open(path: "/dev/ttyNONE7", baud: 115_200)
    }
    #expect(error == .noSuchPort(path: "/dev/ttyNONE7", errno: ENOENT))
    #expect(error?.message.contains("/dev/ttyNONE7") == true)
  }
}
