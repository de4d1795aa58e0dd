import Foundation
import Glibc
import Judge
import SoleLink
import TestRun

/// Write something, and have what was expected: the rig's own question and answer, captured and
/// decoded, beside what labgrid and pytest-embedded do with a line of text on a port that echoes.
struct ExpectBench {
  struct Result: Codable {
    var name: String
    var p50Microseconds: Double
    var p99Microseconds: Double
  }

  /// Peers' scripts by name, with all arguments but the port's path.
  let peers: [(name: String, command: [String])]

  private static let rounds = 2000

  private enum Failure: Error {
    case noTerminal
    case peer(String, Int32)
  }

  func run() throws -> [Result] {
    var results = [try ours()]
    for peer in peers { results.append(try time(peer.name, peer.command)) }
    return results
  }

  private func ours() throws -> Result {
    let capture = FileManager.default.temporaryDirectory.appending(
      path: "solerig-expect-\(getpid()).pcapng"
    ).path
    defer { try? FileManager.default.removeItem(atPath: capture) }
    let path = try Self.terminal(Self.answerLoopbacks)
    var probe = try LineProbe(port: path, baud: 115_200, capture: capture)
    var times: [Double] = []
    for _ in 0..<Self.rounds {
      let start = ContinuousClock.now
      try probe.ask()
      times.append((ContinuousClock.now - start) / .microseconds(1))
    }
    try probe.close()
    return Self.result("solerig", times)
  }

  private func time(_ name: String, _ command: [String]) throws -> Result {
    let path = try Self.terminal { master in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(master, &buffer, buffer.count)
        guard count > 0, write(master, buffer, count) == count else { return }
      }
    }
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = ProcessInfo.processInfo.environment.merging(["BENCH_PORT": path]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let times = text.split(separator: "\n").compactMap { line in
      line.hasPrefix("us ") ? Double(line.dropFirst(3)) : nil
    }
    guard process.terminationStatus == 0, !times.isEmpty else {
      throw Failure.peer(name, process.terminationStatus)
    }
    return Self.result(name, times)
  }

  private static func result(_ name: String, _ times: [Double]) -> Result {
    func percentile(_ share: Double) -> Double {
      Statistics.nearestRank(times, share: share) ?? .nan
    }
    return Result(
      name: name, p50Microseconds: percentile(0.5), p99Microseconds: percentile(0.99))
  }

  /// A pty whose far end is served by a thread.
  private static func terminal(_ serve: @escaping @Sendable (CInt) -> Void) throws -> String {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var settings = termios()
    cfmakeraw(&settings)
    guard openpty(&master, &slave, nil, &settings, nil) == 0, let name = ttyname(slave) else {
      throw Failure.noTerminal
    }
    let path = String(cString: name)
    Thread { [master] in serve(master) }.start()
    return path
  }

  @Sendable private static func answerLoopbacks(_ master: CInt) {
    var decoder = FrameDecoder()
    var encoder = FrameEncoder()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      for byte in buffer[..<count] where decoder.receive(byte) == .frame {
        guard let question = try? decoder.payload(Wire.Loopback.self) else { continue }
        let frame = encoder.encode(Wire.LoopbackReply(data: question.data))
        frame.bytes.withUnsafeBytes { _ = write(master, $0.baseAddress, $0.count) }
      }
    }
  }
}
