import Glibc
import SoleApp
import SoleLink

/// The chip's app as a host process: behind a Unix socket that a cable listens on, or on a pty of
/// its own, whose path it prints.
@main
struct SoleNative {
  static func main() {
    do throws(NativeError) {
      let options = try Options(CommandLine.arguments.dropFirst())
      let line: Line =
        if let path = options.socket { try .connect(path) } else { try .openPseudoterminal() }
      var boots: UInt32 = 1
      var calibration: UInt16?
      while try serve(line, options, boots, &calibration) { boots += 1 }
    } catch {
      let text = "SoleNative: \(error.message)\n"
      _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
      exit(error.exitCode)
    }
  }

  /// Runs the app until the line ends (false) or it asks for a restart (true).
  private static func serve(
    _ line: Line, _ options: Options, _ boots: UInt32, _ calibration: inout UInt16?
  ) throws(NativeError) -> Bool {
    var identity = AppIdentity()
    identity.uniqueID = options.uniqueID
    identity.board = .native
    identity.resetReason = boots == 1 ? .powerOn : .software
    identity.boots = boots
    identity.versionMinor = 1
    identity.keep(calibration)
    var app = SoleApp(identity: identity)
    var board = NativeBoard(calibration: calibration)
    defer { calibration = board.calibration }
    app.boot(&board)
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var hasWork = false
    while true {
      try line.send(&board)
      if board.wantsRestart && board.outgoing.isEmpty { return true }
      let timeout = hasWork ? 0 : board.untilNextTick
      if try line.wait(microseconds: timeout, toSend: !board.outgoing.isEmpty) {
        guard let count = try line.receive(into: &buffer) else { return false }
        for byte in buffer[..<count] {
          app.receive(byte, &board)
        }
      }
      app.tick(board.takeTicks(), &board)
      hasWork = app.poll(&board)
    }
  }
}

/// What the command line asks for.
struct Options {
  var socket: String?
  var uniqueID: UInt64 = 0x5013_0000_0000_0001

  init(_ arguments: ArraySlice<String>) throws(NativeError) {
    var rest = arguments
    while let name = rest.popFirst() {
      guard name == "--socket" || name == "--unique-id" else {
        throw .usage("unknown option \(name); known: --socket PATH, --unique-id HEX")
      }
      guard let value = rest.popFirst() else { throw .usage("\(name) wants a value") }
      if name == "--socket" {
        socket = value
      } else {
        let digits = value.hasPrefix("0x") ? String(value.dropFirst(2)) : value
        guard let number = UInt64(digits, radix: 16) else {
          throw .usage("--unique-id wants up to 16 hexadecimal digits, not \(value)")
        }
        uniqueID = number
      }
    }
  }
}

enum NativeError: Error {
  case usage(String)
  case system(String, Int32)

  var message: String {
    switch self {
    case .usage(let reason): reason
    case .system(let operation, let code): "\(operation): \(String(cString: strerror(code)))"
    }
  }

  var exitCode: Int32 {
    if case .usage = self { 64 } else { 3 }
  }
}
