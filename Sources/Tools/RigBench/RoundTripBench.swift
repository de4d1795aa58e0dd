import CEcho
import Foundation
import Glibc
import Judge
import SerialPort

/// 64 bytes to the far end of a pty and back: the port, beside a bare C loop and pyserial, in turns on
/// one and the same pty.
struct RoundTripBench {
  struct Result: Codable {
    var name: String
    var p50Microseconds: Double
    var p99Microseconds: Double
    /// Beside the C loop's.
    var p50Ratio: Double
    var p99Ratio: Double
  }

  /// What the port may take of the C loop's time, at p50 and p99.
  static let wantedRatio = 1.2

  /// pyserial's Python and script; nil leaves it out.
  let peer: [String]?

  private static let rounds = 20
  private static let trips = 2000
  private static let bytes = 64

  private enum Failure: Error {
    case noTerminal, line
    case peer(Int32)
  }

  func run() throws -> [Result] {
    let (path, thread) = try Self.echo()
    defer { thread.cancel() }
    var times: [String: [Double]] = [:]
    for _ in 0..<Self.rounds {
      times["C poll loop", default: []] += try Self.cLoop(path, cecho_round_trips)
      times["C epoll loop", default: []] += try Self.cLoop(path, cecho_epoll_round_trips)
      times["solerig's port", default: []] += try Self.port(path)
    }
    if let peer {
      times["pyserial"] = try Self.peer(peer + [path, "\(Self.rounds * Self.trips / 4)"])
    }
    return Self.results(times)
  }

  /// A pty whose far end sends back what comes: its name, and the thread that does it.
  private static func echo() throws -> (path: String, thread: Thread) {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var settings = termios()
    cfmakeraw(&settings)
    guard openpty(&master, &slave, nil, &settings, nil) == 0, let name = ttyname(slave) else {
      throw Failure.noTerminal
    }
    // The slave stays open here, so that the pty outlives each of those that are measured.
    let path = String(cString: name)
    let thread = Thread { [master] in cecho_serve(master) }
    thread.start()
    return (path, thread)
  }

  private typealias Loop = (CInt, CInt, CInt, UnsafeMutablePointer<UInt64>?) -> CInt

  private static func cLoop(_ path: String, _ loop: Loop) throws -> [Double] {
    let port = try SerialPort.open(path: path, baud: 115_200)
    var nanoseconds = [UInt64](repeating: 0, count: trips)
    let result = loop(port.descriptor, CInt(bytes), CInt(trips), &nanoseconds)
    try port.close()
    guard result == 0 else { throw Failure.line }
    return nanoseconds.map { Double($0) / 1000 }
  }

  private static func port(_ path: String) throws -> [Double] {
    let port = try SerialPort.open(path: path, baud: 115_200)
    let message = [UInt8](repeating: 0, count: bytes)
    var buffer = [UInt8](repeating: 0, count: 4096)
    var times: [Double] = []
    times.reserveCapacity(trips)
    for _ in 0..<trips {
      let start = MonotonicClock.now()
      try port.writeAll(message, timeoutNanoseconds: 1_000_000_000)
      var count = 0
      while count < bytes {
        guard try port.wait(for: .readable, timeoutNanoseconds: 1_000_000_000) else {
          throw Failure.line
        }
        count += try port.read(into: &buffer)
      }
      times.append(Double(MonotonicClock.now() - start) / 1000)
    }
    try port.close()
    return times
  }

  /// Microseconds a line, from a program of another language.
  private static func peer(_ command: [String]) throws -> [Double] {
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure.peer(process.terminationStatus) }
    return text.split(separator: "\n").compactMap { Double($0) }
  }

  private static func results(_ times: [String: [Double]]) -> [Result] {
    func percentile(_ name: String, _ share: Double) -> Double {
      Statistics.nearestRank(times[name] ?? [], share: share) ?? .nan
    }
    let base = "C poll loop"
    return [base, "C epoll loop", "solerig's port", "pyserial"].filter { times[$0] != nil }.map {
      name in
      Result(
        name: name, p50Microseconds: percentile(name, 0.5), p99Microseconds: percentile(name, 0.99),
        p50Ratio: percentile(name, 0.5) / percentile(base, 0.5),
        p99Ratio: percentile(name, 0.99) / percentile(base, 0.99))
    }
  }
}
