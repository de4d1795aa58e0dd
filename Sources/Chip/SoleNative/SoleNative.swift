import BootWire
import Glibc
import SoleApp
import SoleBoot
import SoleLink
import SoleStore

/// The chip's app and its bootloader as a host process: behind a Unix socket that a cable listens
/// on, or on a pty of its own, whose path it prints.
@main
struct SoleNative {
  static func main() {
    do throws(NativeError) {
      let options = try Options(CommandLine.arguments.dropFirst())
      let line: Line =
        if let path = options.socket { try .connect(path) } else { try .openPseudoterminal() }
      var bootloader = NativeBootloader(options)
      var boots: UInt32 = 1
      var kept = Kept()
      while true {
        // Without an image the app runs all the same: it stands in this program.
        let image = bootloader.install()
        guard let end = try serve(line, options, boots, image, &kept) else { return }
        if end == .bootloader { guard try bootloader.serve(line, image) else { return } }
        boots += 1
      }
    } catch {
      let text = "SoleNative: \(error.message)\n"
      _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
      exit(error.exitCode)
    }
  }

  /// Runs the app until the line ends (nil) or it asks for a restart.
  private static func serve(
    _ line: Line, _ options: Options, _ boots: UInt32, _ image: ImageIdentity?,
    _ kept: inout Kept
  ) throws(NativeError) -> NativeBoard.Restart? {
    var app = SoleApp(identity: identity(options, boots, image, kept.calibration))
    var board = NativeBoard(calibration: kept.calibration, storage: kept.storage)
    defer { kept = Kept(calibration: board.calibration, storage: board.storage) }
    app.boot(&board)
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    var hasWork = false
    while true {
      try line.send(&board.outgoing)
      if let restart = board.restart, board.outgoing.isEmpty { return restart }
      let timeout = hasWork ? 0 : board.untilNextTick
      if try line.wait(microseconds: timeout, toSend: !board.outgoing.isEmpty) {
        guard let count = try line.receive(into: &buffer) else { return nil }
        for byte in buffer[..<count] {
          app.receive(byte, &board)
        }
      }
      app.tick(board.takeTicks(), &board)
      hasWork = app.poll(&board)
    }
  }

  private static func identity(
    _ options: Options, _ boots: UInt32, _ image: ImageIdentity?, _ calibration: UInt16?
  ) -> AppIdentity {
    var identity = AppIdentity()
    identity.uniqueID = options.uniqueID
    identity.board = .native
    identity.resetReason = boots == 1 ? .powerOn : .software
    identity.boots = boots
    identity.versionMinor = 1
    if let image {
      identity.versionMajor = image.version.major
      identity.versionMinor = image.version.minor
      identity.versionRevision = image.version.revision
      for index in 0..<ImageHash.byteCount { identity.imageHash[index] = image.hash[index] }
    }
    identity.keep(calibration)
    return identity
  }
}

/// What outlives a restart.
struct Kept {
  var calibration: UInt16?
  var storage = MemoryFlash(range: StoreLayout.microbit.range)
}

/// What the command line asks for.
struct Options {
  var socket: String?
  var uniqueID: UInt64 = 0x5013_0000_0000_0001
  /// The key whose signatures the bootloader takes; without one it takes unsigned images, too.
  var publicKey: [UInt8]?

  init(_ arguments: ArraySlice<String>) throws(NativeError) {
    var rest = arguments
    while let name = rest.popFirst() {
      guard ["--socket", "--unique-id", "--public-key"].contains(name) else {
        throw .usage(
          "unknown option \(name); known: --socket PATH, --unique-id HEX, --public-key HEX")
      }
      guard let value = rest.popFirst() else { throw .usage("\(name) wants a value") }
      switch name {
      case "--socket": socket = value
      case "--unique-id": uniqueID = try Self.identifier(value)
      default: publicKey = try Self.key(value)
      }
    }
  }

  private static func identifier(_ text: String) throws(NativeError) -> UInt64 {
    let digits = text.hasPrefix("0x") ? String(text.dropFirst(2)) : text
    guard let number = UInt64(digits, radix: 16) else {
      throw .usage("--unique-id wants up to 16 hexadecimal digits, not \(text)")
    }
    return number
  }

  private static func key(_ text: String) throws(NativeError) -> [UInt8] {
    let digits = Array(text.utf8)
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)
    }
    guard digits.count == 64, bytes.count == 32 else {
      throw .usage("--public-key wants 64 hexadecimal digits, not \(text)")
    }
    return bytes
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
