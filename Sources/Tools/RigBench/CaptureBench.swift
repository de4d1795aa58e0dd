import Capture
import Foundation
import Glibc
import SerialPort
import SoleLink

/// A line at 3 Mbaud: frames come at 300 000 bytes a second through a pty, whether they are read or
/// not, and `solerig capture` writes them down. A byte for which the kernel has no more room when its
/// time comes is lost, as an adapter's is.
struct CaptureBench {
  struct Result: Codable {
    var name: String
    var seconds: Double
    var bytesSent: Int
    var bytesLost: Int
    /// Of its own process, user and system, as a share of a core.
    var processorShare: Double
  }

  static let bytesPerSecond = 300_000.0

  let program: String
  /// pyserial reading the same into a file; nil leaves it out.
  let peer: [String]?
  let seconds: Double

  private enum Failure: Error {
    case noTerminal
    case ended(String, Int32)
  }

  func run() throws -> [Result] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "solerig-capture-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let capture = folder.appending(path: "line.pcapng").path
    var results = [
      try measure(
        "solerig capture", seconds, received: { try Self.frameBytes(in: capture) },
        command: {
          [program, "capture", "--port", $0, "-o", capture, "--for", "\(seconds + 3)", "--quiet"]
        })
    ]
    if let peer {
      let file = folder.appending(path: "line.bin").path
      // The kernel loses for it what it loses for us: some seconds tell.
      let short = min(seconds, 10)
      results.append(
        try measure(
          "pyserial into a file", short, received: { Self.size(file) },
          command: { peer + [$0, file, "\(short + 3)"] }))
    }
    return results
  }

  private func measure(
    _ name: String, _ seconds: Double, received: () throws -> Int,
    command: (String) -> [String]
  ) throws -> Result {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var settings = termios()
    cfmakeraw(&settings)
    guard openpty(&master, &slave, nil, &settings, nil) == 0, let terminal = ttyname(slave) else {
      throw Failure.noTerminal
    }
    defer {
      close(master)
      close(slave)
    }
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    let words = command(String(cString: terminal))
    let before = Self.childrenSeconds
    let process = Process()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // It has the port open before the first byte.
    usleep(1_500_000)
    let (sent, refused) = Self.send(to: master, seconds: seconds)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure.ended(name, process.terminationStatus)
    }
    return Result(
      name: name, seconds: seconds, bytesSent: sent + refused,
      bytesLost: sent + refused - (try received()),
      processorShare: (Self.childrenSeconds - before) / (seconds + 3))
  }

  /// Sends frames by the clock; returns how many bytes went and how many had no room.
  private static func send(to master: CInt, seconds: Double) -> (sent: Int, refused: Int) {
    let frames = Self.frames
    let start = MonotonicClock.now()
    var (due, sent, refused, next) = (0, 0, 0, 0)
    while true {
      let elapsed = Double(MonotonicClock.now() - start) / 1e9
      let wanted = Int(min(elapsed, seconds) * bytesPerSecond)
      while due < wanted {
        let frame = frames[next % frames.count]
        next += 1
        due += frame.count
        let written = frame.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        sent += max(0, written)
        refused += frame.count - max(0, written)
      }
      if elapsed >= seconds { return (sent, refused) }
      usleep(500)
    }
  }

  /// Frames of strides, with their numbers in sequence.
  private static let frames: [[UInt8]] = {
    var encoder = FrameEncoder()
    return (0..<256).map { number in
      let frame = encoder.encode(ChipMessage.stride(.init(number: UInt32(number) * 0x0101_0101)))
      return frame.bytes.withUnsafeBytes { Array($0) }
    }
  }()

  /// Bytes of the good frames in a capture, delimiters included.
  private static func frameBytes(in path: String) throws -> Int {
    var bytes = 0
    _ = try CaptureReader.scan(path: path) { record in
      guard case .chunk(let chunk) = record.body, chunk.kind == .frame else { return }
      bytes += chunk.length + 2
    }
    return bytes
  }

  private static func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }

  private static var childrenSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
