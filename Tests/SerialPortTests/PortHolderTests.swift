import Foundation
import Glibc
import TestSupport
import Testing

@testable import SerialPort

@Suite struct PortHolderTests {
  private let table = """
    1: POSIX  ADVISORY  READ  11 00:17:5 0 EOF
    2: FLOCK  ADVISORY  WRITE 22 00:18:5 0 EOF
    3: FLOCK  ADVISORY  WRITE 33 fe:17:5 0 EOF
    4: -> FLOCK  ADVISORY  WRITE 44 00:17:5 0 EOF
    5: FLOCK  ADVISORY  WRITE 55 00:17:5 0 EOF
    6: torn
    """

  @Test func theOwnerIsTheOneOfThisVeryFile() {
    #expect(PortHolder.lockOwner(in: table, major: 0, minor: 0x17, inode: 5) == 55)
    #expect(PortHolder.lockOwner(in: table, major: 0, minor: 0x18, inode: 5) == 22)
    #expect(PortHolder.lockOwner(in: table, major: 0xFE, minor: 0x17, inode: 5) == 33)
    #expect(PortHolder.lockOwner(in: table, major: 0, minor: 0x17, inode: 6) == nil)
  }

  /// Of several ports each has its own holder.
  @Test func everyPortHasItsOwnHolder() throws {
    let (master, path) = try Self.terminal()
    defer { close(master) }
    #expect(PortHolder.find(paths: [path, "/dev/ttyNONE"]).isEmpty)
    let port = try SerialPort.open(path: path, baud: 9600)
    let holders = PortHolder.find(paths: [path, "/dev/ttyNONE"])
    #expect(holders.mapValues(\.processIdentifier) == [path: getpid()])
    try port.close()
  }

  /// Whoever has one open without a lock is found, too.
  @Test func anOpenerWithoutALockIsFound() throws {
    let (master, path) = try Self.terminal()
    defer { close(master) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR | O_NOCTTY, 0)
    var child: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("60"), nil]
    defer { for argument in arguments { free(argument) } }
    try #require(posix_spawn(&child, "/bin/sleep", &actions, nil, &arguments, nil) == 0)
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    #expect(PortHolder.find(path: path)?.processIdentifier == child)
  }

  /// Programs of old neither lock the device itself nor show it to other users.
  @Test func aLockFileAloneTellsItsHolder() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("         1\n".utf8), to: "LCK..tty")
    // A device that every machine has, and that somebody may have open.
    let seen = PortHolder.find(paths: ["/dev/tty"], lockFolder: nil)["/dev/tty"]
    let found = PortHolder.find(paths: ["/dev/tty"], lockFolder: folder.path)
    #expect(found["/dev/tty"]?.processIdentifier == seen?.processIdentifier ?? 1)
    #expect(PortHolder.find(paths: ["/dev/ttyNONE"], lockFolder: folder.path).isEmpty)
  }

  /// A pty that no child of another test inherits.
  private static func terminal() throws -> (master: CInt, path: String) {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (lock, number): (CInt, CInt) = (0, 0)
    // TIOCSPTLCK and TIOCGPTN, as unlockpt(3) and ptsname(3) do it.
    try #require(ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
    return (master, "/dev/pts/\(number)")
  }
}

@Suite struct MonotonicClockTests {
  @Test func itNeverGoesBack() {
    var last = MonotonicClock.now()
    for _ in 0..<10_000 {
      let now = MonotonicClock.now()
      #expect(now >= last)
      last = now
    }
    #expect(last > 0)
  }
}

/// Who takes a port and who leaves it, from looks at all of them.
struct HolderWatchTests {
  private let minicom = PortHolder(processIdentifier: 7, name: "minicom")
  private let manager = PortHolder(processIdentifier: 8, name: "ModemManager")

  @Test func onlyWhatChangesIsTold() {
    var watch = HolderWatch(ports: ["/dev/a", "/dev/b"], holders: ["/dev/a": minicom])
    #expect(watch.update(["/dev/a": minicom]) == [])
    #expect(
      watch.update(["/dev/a": manager, "/dev/b": minicom])
        == [.init(port: "/dev/a", holder: manager), .init(port: "/dev/b", holder: minicom)])
    #expect(watch.update(["/dev/b": minicom]) == [.init(port: "/dev/a", holder: nil)])
    #expect(watch.update([:]) == [.init(port: "/dev/b", holder: nil)])
  }

  @Test func arrivalsBringTheirHolderAndDeparturesTakeItAlong() {
    var watch = HolderWatch(ports: [], holders: [:])
    watch.add("/dev/c", heldBy: manager)
    #expect(watch.ports == ["/dev/c"])
    #expect(watch.update(["/dev/c": manager]) == [])
    watch.remove("/dev/c")
    #expect(watch.update(["/dev/c": minicom]) == [])
  }
}
