import Glibc
import Logging
import RigModel
import SerialPort
import TestSupport
import Testing

@testable import VirtualBoard

/// The cable's thread on a real pty and a real socket, with the test in the chip's place.
@Suite(.serialized) struct CableTests {
  /// A cable, the rig's port and the chip's socket.
  private final class Bench {
    let folder = TestFolder()
    let cable: Cable
    let chip: CInt
    private let output: CInt

    init(_ settings: CableSettings = .ideal) throws {
      let pipe = try Descriptors.pipe(nonBlockingWrite: false)
      output = pipe.write
      let path = folder.path + "/line"
      cable = try Cable(
        program: "test", settings: settings, logger: Logger(label: "test"),
        listener: try UnixListener.open(path: path), childOutput: pipe.read)
      chip = try Self.connect(path)
      #expect(cable.state.connectedOrEnded.wait(nanoseconds: 20_000_000_000))
    }

    deinit {
      close(chip)
      cable.stop()
      close(output)
    }

    func port() throws(SerialError) -> SerialPort {
      try SerialPort.open(path: cable.state.read { $0.portPath }, baud: 115_200)
    }

    private static func connect(_ path: String) throws -> CInt {
      let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      try #require(result == 0)
      try Descriptors.prepare(descriptor, nonBlocking: true)
      return descriptor
    }

    /// Sends as the chip, as far as the line takes it.
    func chipSends(_ bytes: [UInt8]) -> Int {
      bytes.withUnsafeBytes { Descriptors.writeSome(chip, $0, isSocket: true) }
    }

    /// Reads as the chip, until so many bytes have come.
    func chipReads(_ count: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while bytes.count < count {
        var entry = pollfd(fd: chip, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 20_000) == 1 else { break }
        let read = buffer.withUnsafeMutableBytes { Descriptors.readSome(chip, into: $0) }
        if read <= 0 { break }
        bytes += buffer.prefix(read)
      }
      return bytes
    }

    /// Waits until what the cable has counted holds; a test that waits longer has hung.
    func waitUntil(_ holds: (CableCounters) -> Bool) -> Bool {
      for _ in 0..<20_000 {
        if holds(cable.state.read { $0.counters }) { return true }
        usleep(1000)
      }
      return false
    }
  }

  private let everyByte = (0...255).map { UInt8($0) }

  @Test func everyByteValuePassesBothWays() throws {
    let bench = try Bench()
    let port = try bench.port()
    try port.writeAll(everyByte, timeoutNanoseconds: 20_000_000_000)
    #expect(bench.chipReads(256) == everyByte)
    #expect(bench.chipSends(everyByte) == 256)
    #expect(try port.readExactly(256) == everyByte)
  }

  /// Whoever is slow makes the other wait: an ideal line loses nothing.
  @Test func aFullLineLosesNothing() throws {
    let bench = try Bench()
    let port = try bench.port()
    var sent: [UInt8] = []
    var random = TestRandom(seed: 5)
    // Until both kernel buffers and the cable are full, and stay so.
    while try port.wait(for: .writable, timeoutNanoseconds: 200_000_000) {
      let chunk = (0..<1000).map { _ in UInt8.random(in: 0...255, using: &random) }
      sent += chunk.prefix(try port.write(chunk))
    }
    #expect(sent.count > 10_000)
    #expect(bench.chipReads(sent.count) == sent)
  }

  @Test func aMegabytePassesUnchangedInFaultlessSlowMode() throws {
    var settings = CableSettings()
    settings.latencyMicroseconds = 300
    settings.jitterMicroseconds = 200
    let bench = try Bench(settings)
    let port = try bench.port()
    let block = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    var sent = 0
    var got: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while got.count < block.count {
      if sent < block.count {
        sent += max(0, bench.chipSends(Array(block[sent..<min(sent + 8192, block.count)])))
      }
      guard try port.wait(for: .readable, timeoutNanoseconds: 20_000_000_000) else { break }
      let count = try port.read(into: &buffer)
      got += buffer.prefix(count)
    }
    #expect(got == block)
  }

  @Test func whatTheChipDoesNotReadOverrunsItsFIFO() throws {
    var settings = CableSettings.line(baud: 1_000_000)
    settings.chipFIFO?.graceMicroseconds = 1000
    let bench = try Bench(settings)
    let port = try bench.port()
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0) }
    try port.writeAll(bytes, timeoutNanoseconds: 20_000_000_000)
    #expect(bench.waitUntil { $0.overruns > 0 && $0.toChip.bytes == 2000 })
    // The line is empty when a later byte has come through or been lost with the others.
    #expect(bench.waitUntil { _ in bench.cable.state.read { $0.log.entries.count } > 0 })
    let first = bench.chipReads(1)
    #expect(first.first == 0)
    let lost = { Int(bench.cable.state.read { $0.counters.overruns }) }
    var got = first
    while got.count + lost() < 2000 {
      let more = bench.chipReads(1)
      if more.isEmpty { break }
      got += more
    }
    #expect(got.count + lost() == 2000)
    #expect(lost() > 0)
    let logged = bench.cable.state.read { state in
      state.log.entries.reduce(0) { $1.kind == .overrun ? $0 + Int($1.count) : $0 }
    }
    #expect(logged == lost())
  }

  @Test func aChipThatReadsAPacedLineGetsEverything() throws {
    let bench = try Bench(.line(baud: 1_000_000))
    let port = try bench.port()
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    let start = MonotonicClock.now()
    try port.writeAll(bytes, timeoutNanoseconds: 20_000_000_000)
    #expect(bench.chipReads(1000) == bytes)
    // Slower than the line it may be, on a busy machine; never faster.
    #expect(MonotonicClock.now() - start >= 10_000_000)
  }

  @Test func anUnplugHangsUpAndAPlugGivesANewPort() throws {
    let bench = try Bench()
    let port = try bench.port()
    bench.cable.order(.unplug)
    #expect(throws: SerialError.self) { _ = try port.readExactly(1) }
    #expect(bench.chipSends([1, 2, 3]) == 3)
    #expect(bench.waitUntil { $0.toHost.bytes == 3 })
    bench.cable.order(.plug)
    let again = try bench.port()
    #expect(bench.chipSends([4]) == 1)
    #expect(try again.readExactly(1) == [4], "what came while unplugged is lost")
    #expect(
      bench.cable.state.read { $0.log.entries.map(\.kind) } == [.unplug, .plug])
  }

  @Test func aScheduledUnplugHappensByItself() throws {
    var settings = CableSettings()
    settings.unplugAfterMicroseconds = 10_000
    settings.plugAfterMicroseconds = 10_000
    let bench = try Bench()
    let port = try bench.port()
    bench.cable.order(.apply(settings))
    #expect(throws: SerialError.self) { _ = try port.readExactly(1) }
    #expect(bench.waitUntil { _ in bench.cable.state.read { $0.isPlugged } })
    let again = try bench.port()
    #expect(bench.chipSends([4]) == 1)
    #expect(try again.readExactly(1) == [4])
  }

  @Test func faultsCanBeSwitchedOnAndOffAgain() throws {
    let bench = try Bench()
    let port = try bench.port()
    var settings = CableSettings()
    settings.toChip.dropsPerByte = 1
    bench.cable.order(.apply(settings))
    try port.writeAll([1, 2, 3], timeoutNanoseconds: 20_000_000_000)
    #expect(bench.waitUntil { $0.toChip.drops == 3 })
    bench.cable.order(.apply(.ideal))
    try port.writeAll([4], timeoutNanoseconds: 20_000_000_000)
    #expect(bench.chipReads(1) == [4])
  }

  /// A panic frame is the last thing a chip says: it must reach the rig before the hang-up.
  @Test func lastWordsAreHeardBeforeTheHangUp() throws {
    let bench = try Bench()
    let port = try bench.port()
    #expect(bench.chipSends(everyByte) == 256)
    shutdown(bench.chip, CInt(SHUT_RDWR))
    bench.cable.state.post(.chipEnded(.exited(code: 3)))
    #expect(bench.waitUntil { _ in bench.cable.state.read { $0.termination != nil } })
    // A rig that is busy for a moment: a cable that does not wait for it has hung up by then.
    usleep(20_000)
    #expect(try port.readExactly(256) == everyByte)
    #expect(throws: SerialError.self) { _ = try port.readExactly(1) }
    #expect(bench.cable.state.read { $0.termination?.cause } == .exited(code: 3))
  }

  @Test func aLineThatIsClosedByALivingProcessIsItsEnd() throws {
    let bench = try Bench()
    let port = try bench.port()
    shutdown(bench.chip, CInt(SHUT_RDWR))
    #expect(throws: SerialError.self) { _ = try port.readExactly(1) }
    #expect(bench.cable.state.read { $0.termination?.cause } == .closedItsLine)
  }

  @Test func trafficInTheLogAddsUpToTheBytes() throws {
    var settings = CableSettings()
    settings.logsTraffic = true
    let bench = try Bench(settings)
    let port = try bench.port()
    let before = MonotonicClock.now()
    for _ in 0..<10 {
      try port.writeAll(everyByte, timeoutNanoseconds: 20_000_000_000)
      #expect(bench.chipReads(256) == everyByte)
    }
    let after = MonotonicClock.now()
    let entries = { bench.cable.state.read { $0.log.entries } }
    #expect(bench.waitUntil { _ in entries().reduce(0) { $0 + $1.count } == 2560 })
    let log = entries()
    #expect(log.allSatisfy { $0.kind == .forwarded && $0.direction == .toChip })
    #expect(log.allSatisfy { (before...after).contains($0.timeNanoseconds) })
    #expect(zip(log, log.dropFirst()).allSatisfy { $0.offset + $0.count == $1.offset })
  }
}
