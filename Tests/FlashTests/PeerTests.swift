import BootWire
import FirmwarePack
import Foundation
import SerialPort
import SoleLink
import TestSupport
import Testing
import VirtualBoard

@testable import Flash

/// Programs of others that speak SMP and make images; `scripts/setup test` installs them.
private enum Peer {
  static let tools = ArmBoard.project + "/.build/venv/bin"
  static let servers = ArmBoard.project + "/.build/peers"
  static let scripts = ArmBoard.project + "/Tests/FlashTests/Peers"
  static let server = "zephyr_4.4.0_smp_server_0eae053d_"

  static func has(_ tool: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "\(tools)/\(tool)")
  }

  static let hasServers = FileManager.default.fileExists(
    atPath: "\(servers)/\(server)qemu_cortex_m0_serial.merged.hex")

  /// Runs a tool to its end: its exit code and what it said.
  static func run(_ tool: String, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "\(tools)/\(tool)")
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

/// A script that serves a pty and prints its name.
private final class Serving {
  private let process = Process()
  let port: String

  struct NoPort: Error {}

  init(_ script: String, _ arguments: [String]) throws {
    process.executableURL = URL(filePath: "\(Peer.tools)/python3")
    process.arguments = ["\(Peer.scripts)/\(script)"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.availableData
    port = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    guard port.hasPrefix("/dev/") else { throw NoPort() }
  }

  func stop() {
    // Not SIGTERM: what a test runner blocks, its children have blocked, too.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { stop() }
}

private func flash(
  _ image: [UInt8], port path: String, uniqueID: UInt64? = nil, isForced: Bool = true,
  startMilliseconds: UInt32 = 100
) throws -> FlashReport {
  var plan = try FlashPlan(image: image, name: "test", baud: 115_200)
  plan.isForced = isForced
  plan.uniqueID = uniqueID
  plan.answerMilliseconds = 20_000
  plan.foreignWorkMilliseconds = 2000
  plan.foreignStartMilliseconds = startMilliseconds
  let port = try SerialPort.open(path: path, baud: 115_200)
  var flasher = Flasher(line: BoardLine(port: port), isInterrupted: { false })
  return try flasher.flash(plan) { _ in }
}

/// smpmgr on our bootloader.
@Suite(.serialized, .enabled(if: ArmBoard.isPresent && Peer.has("smpmgr"), "smpmgr is missing"))
struct ForeignClientTests {
  private func boardInBootloader() throws -> VirtualBoard {
    let board = try ArmBoard.start()
    try ArmBoard.enterBootloader(board)
    return board
  }

  @Test func smpmgrListsUploadsAndResets() throws {
    let board = try boardInBootloader()
    defer { board.stop() }
    let folder = try TemporaryFolder()
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    try folder.write(Data(image), to: "app.bin")
    let port = ["--port", board.portPath]
    let list = try Peer.run("smpmgr", port + ["image", "state-read"])
    #expect(list.code == 0, "\(list.output)")
    #expect(list.output.contains("0.1.0"))
    let upload = try Peer.run("smpmgr", port + ["image", "upload", folder.path("app.bin")])
    #expect(upload.code == 0, "\(upload.output)")
    let pending = try Peer.run("smpmgr", port + ["image", "state-read"])
    #expect(pending.output.contains("0.200.0"), "\(pending.output)")
    let reset = try Peer.run("smpmgr", port + ["os", "reset"])
    #expect(reset.code == 0, "\(reset.output)")
    #expect(
      try ArmBoard.runningHash(board) == ImageInspection(image, name: "test").hash)
  }

  /// What our own flasher would not even send: the board itself refuses it.
  @Test(arguments: ["unsigned", "foreign board", "other contract", "older"])
  func smpmgrIsToldThatAnImageIsRefused(what: String) throws {
    let board = try boardInBootloader()
    defer { board.stop() }
    let folder = try TemporaryFolder()
    let image = try ArmBoard.image(
      version: what == "older" ? ImageVersion(major: 0, minor: 0, revision: 1) : .next,
      board: what == "foreign board" ? 2 : 1,
      contract: what == "other contract" ? 7 : Wire.contractHash,
      key: what == "unsigned" ? nil : ArmBoard.key())
    try folder.write(Data(image), to: "refused.bin")
    let upload = try Peer.run(
      "smpmgr", ["--port", board.portPath, "image", "upload", folder.path("refused.bin")])
    #expect(upload.code != 0, "\(upload.output)")
    let before = try ImageInspection(ArmBoard.released(), name: "test").hash
    try board.reset()
    #expect(try ArmBoard.runningHash(board) == before)
  }
}

/// imgtool's images on our board, and ours before imgtool.
@Suite(.serialized, .enabled(if: ArmBoard.isPresent && Peer.has("imgtool"), "imgtool is missing"))
struct ForeignImageTests {
  private let key = ArmBoard.project + "/scripts/firmware/development-key.pem"

  @Test func imgtoolsImageRunsOnOurBoard() throws {
    let folder = try TemporaryFolder()
    let own = try ArmBoard.released()
    let found = try ImageInspection(own, name: "own")
    let body = own[SignedImage.headerBytes..<(SignedImage.headerBytes + found.bodyBytes)]
    try folder.write(Data(body), to: "body.bin")
    let target = (try #require(found.target)).encoded()
    let value = (0..<ImageTarget.byteCount).map { String(target[$0], radix: 16) }
      .map { $0.count == 1 ? "0" + $0 : $0 }.joined()
    let made = try Peer.run(
      "imgtool",
      [
        "sign", "-k", key, "--version", "3.2.1+7", "--header-size", "0x100", "--pad-header",
        "--slot-size", "81920", "--align", "4", "--custom-tlv", "0x00a0", "0x\(value)",
        "--dependencies", "(1, 1.2.3+0)", folder.path("body.bin"), folder.path("signed.bin"),
      ])
    #expect(made.code == 0, "\(made.output)")
    let image = Array(try Data(contentsOf: URL(filePath: folder.path("signed.bin"))))
    let board = try ArmBoard.start()
    defer { board.stop() }
    let report = try ArmBoard.flash(image, on: board)
    #expect(report.identity?.contains("3.2.1") == true)
    // The other image that it wants is not looked at, which is said.
    #expect(report.notes.contains { $0.contains("depends on others") })
  }

  @Test func imgtoolVerifiesOurImage() throws {
    let folder = try TemporaryFolder()
    let image = try ArmBoard.image(version: .next, key: ArmBoard.key())
    try folder.write(Data(image), to: "ours.bin")
    let right = try Peer.run("imgtool", ["verify", "-k", key, folder.path("ours.bin")])
    #expect(right.code == 0, "\(right.output)")
    let other = try Peer.run(
      "imgtool", ["keygen", "-t", "ed25519", "-k", folder.path("other.pem")])
    #expect(other.code == 0)
    let wrong = try Peer.run(
      "imgtool", ["verify", "-k", folder.path("other.pem"), folder.path("ours.bin")])
    #expect(wrong.code != 0)
  }
}

/// Our flasher on servers of others.
@Suite(.serialized, .enabled(if: Peer.has("smpmgr"), "the PyPI package smp is missing"))
struct ForeignServerTests {
  @Test(
    arguments: [
      [], ["late"], ["reordered"], ["errors"], ["small"], ["no-params"], ["wild"],
      ["late", "reordered", "errors", "small"],
    ] as [[String]])
  func aServerOfThePythonPackage(manners: [String]) throws {
    let folder = try TemporaryFolder()
    let server = try Serving("server.py", [folder.path("received")] + manners)
    let image = try Self.image()
    let report = try flash(image, port: server.port)
    server.stop()
    // It has no list of what it runs.
    #expect(report.notes.contains { $0.contains("not verified") }, "\(report.notes)")
    #expect(Array(try Data(contentsOf: URL(filePath: folder.path("received")))) == image)
  }

  @Test func aServerThatNeverMovesOnIsGivenUp() throws {
    let folder = try TemporaryFolder()
    let server = try Serving("server.py", [folder.path("received"), "stuck"])
    defer { server.stop() }
    let error = #expect(throws: FlashError.self) {
      try flash(Self.image(), port: server.port)
    }
    #expect(error?.description.contains("has no more of the image") == true)
  }

  /// A rig that names a chip: another's bootloader can't tell whether it is on that one.
  @Test func aBootloaderThatIsNotOursIsNotTakenForANamedChip() throws {
    let folder = try TemporaryFolder()
    let server = try Serving("server.py", [folder.path("received")])
    defer { server.stop() }
    let error = #expect(throws: FlashError.self) {
      try flash(Self.image(), port: server.port, uniqueID: 0x1234, isForced: false)
    }
    #expect(error?.description.contains("the rig names chip 0x1234") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("received")))
  }

  private static func image() throws -> [UInt8] {
    try SignedImage(
      body: (0..<6000).map { UInt8(truncatingIfNeeded: $0 &* 11) }, version: .next, target: nil,
      key: nil
    ).bytes
  }

  /// Zephyr's own servers, in QEMU: MCUboot's serial recovery on a Cortex-M3, and an app with MCUmgr
  /// on the chip that is ours, too.
  @Test(
    .enabled(if: Peer.hasServers, "the servers of smpclient's source distribution are missing"),
    arguments: ["mps2", "microbit"])
  func aRealServer(machine: String) throws {
    let base = "\(Peer.servers)/\(Peer.server)"
    let recovery = "\(base)mps2_an385_serial_recovery_buf1024"
    let loads =
      machine == "mps2"
      ? [
        "-cpu", "cortex-m3", "-M", "mps2-an385", "-serial", "chardev:line", "-serial", "null",
        "-device", "loader,file=\(recovery).hex",
        "-device", "loader,file=\(recovery).signed.bin,addr=0x20050000",
      ]
      : [
        "-cpu", "cortex-m0", "-M", "microbit", "-serial", "chardev:line",
        "-device", "loader,file=\(base)qemu_cortex_m0_serial.merged.hex",
      ]
    let image =
      machine == "mps2" ? "\(recovery).signed.bin" : "\(base)qemu_cortex_m0_serial.signed.bin"
    let folder = try TemporaryFolder()
    let server = try Serving(
      "bridge.py",
      [
        folder.path, "qemu-system-arm", "-display", "none", "-nodefaults", "-monitor", "none",
        "-chardev", "socket,id=line,path={line}",
      ] + loads)
    defer { server.stop() }
    let bytes = Array(try Data(contentsOf: URL(filePath: image)))
    // Zephyr's UART driver for this chip stops for good on bytes that come while it starts.
    usleep(2_000_000)
    let report = try flash(bytes, port: server.port, startMilliseconds: 2000)
    #expect(report.sentBytes == report.byteCount && !report.wasSkipped)
    print("\(machine): \(report.text)")
  }
}
