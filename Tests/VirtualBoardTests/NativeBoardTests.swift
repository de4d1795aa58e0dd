import Glibc
import SerialPort
import Testing

@testable import VirtualBoard

/// The cable's contract with a chip that is a host process: `--socket PATH --unique-id HEX`.
@Suite(.serialized, .enabled(if: ChipCommand.find("perl") != nil, "perl is not installed"))
struct NativeBoardTests {
  /// Sends its arguments as a line, then sends back every byte; `q` ends it with status 3.
  private static let program = """
    #!/usr/bin/perl
    use Socket;
    socket(my $line, AF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
    connect($line, pack_sockaddr_un($ARGV[1])) or die "connect: $!";
    syswrite($line, "$ARGV[2] $ARGV[3]\\n");
    while (sysread($line, my $bytes, 4096)) {
      if ($bytes =~ /q/) { print STDERR "told to quit\\n"; exit 3; }
      syswrite($line, $bytes);
    }
    """

  private func start(_ program: String = program) throws -> VirtualBoard {
    let folder = TestFolder()
    let path = folder.write("image.bin", Array(program.utf8))
    chmod(path, 0o700)
    defer { withExtendedLifetime(folder) {} }
    return try VirtualBoard.start(
      VirtualBoardConfiguration(backend: .native(executable: path, uniqueID: 0xAB)))
  }

  @Test func bytesGoThroughAndTheIDIsHandedOver() throws {
    let board = try start()
    defer { board.stop() }
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    let expected = Array("--unique-id 00000000000000ab\n".utf8)
    #expect(try port.readExactly(expected.count) == expected)
    try port.writeAll([1, 2, 3], timeoutNanoseconds: 20_000_000_000)
    #expect(try port.readExactly(3) == [1, 2, 3])
    #expect(board.health() == .running)
  }

  @Test func howItEndedIsToldWithItsLastWords() throws {
    let board = try start()
    defer { board.stop() }
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    _ = try port.readExactly(29)
    try port.writeAll([UInt8(ascii: "q")], timeoutNanoseconds: 20_000_000_000)
    #expect(throws: SerialError.self) { _ = try port.readExactly(1) }
    let reason = board.terminationReason()
    #expect(reason?.cause == .exited(code: 3))
    #expect(reason?.message.contains("told to quit") == true)
    #expect(reason?.message.contains("exit status 3") == true)
  }

  @Test func whatItCannotDoIsSaid() throws {
    let board = try start()
    defer { board.stop() }
    #expect(throws: VirtualBoardError.unsupported(operation: "reset", backend: "native")) {
      try board.reset()
    }
  }

  @Test func aProgramThatEndsAtOnceDoesNotStart() {
    let error = #expect(throws: VirtualBoardError.self) {
      _ = try start("#!/bin/sh\necho no such sensor >&2\nexit 9\n")
    }
    guard case .endedAtStart(let termination) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(termination.cause == .exited(code: 9))
    #expect(termination.outputTail == ["no such sensor"])
  }

  @Test func aProgramThatNeverConnectsTimesOut() {
    let folder = TestFolder()
    let path = folder.write("image.bin", Array("#!/bin/sh\nexec sleep 1000\n".utf8))
    chmod(path, 0o700)
    var configuration = VirtualBoardConfiguration(
      backend: .native(executable: path, uniqueID: 1))
    configuration.startTimeoutMilliseconds = 300
    let error = #expect(throws: VirtualBoardError.self) {
      _ = try VirtualBoard.start(configuration)
    }
    guard case .startTimedOut = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func whatIsMissingIsNamedWithItsRemedy() {
    let native = #expect(throws: VirtualBoardError.self) {
      _ = try VirtualBoard.start(
        VirtualBoardConfiguration(backend: .native(executable: "/no/SoleNative", uniqueID: 1)))
    }
    #expect(native?.message.contains("swift build --product SoleNative") == true)
    var configuration = VirtualBoardConfiguration(
      backend: .qemu(image: "/no/image.elf", mode: .wall, uniqueID: 1))
    configuration.emulator = "no-such-qemu"
    let emulator = #expect(throws: VirtualBoardError.self) {
      _ = try VirtualBoard.start(configuration)
    }
    #expect(emulator?.message.contains("apt-get install qemu-system-arm") == true)
    configuration.emulator = "true"
    let image = #expect(throws: VirtualBoardError.self) {
      _ = try VirtualBoard.start(configuration)
    }
    #expect(image?.message.contains("/no/image.elf") == true)
  }
}
