import BootWire
import FirmwarePack
import Foundation
import RigModel
import SerialPort
import SoleLink
import VirtualBoard

@testable import Flash

/// The firmware's own image on an emulated chip that keeps its flash.
enum ArmBoard {
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path
  static let firmware = project + "/.build/firmware/solerig-microbit.bin"
  static let isPresent = FileManager.default.fileExists(atPath: firmware)

  static func key() throws -> SigningKey {
    try SigningKey(contentsOf: project + "/scripts/firmware/development-key.pem")
  }

  static func start(
    _ flash: VirtualBoardConfiguration.Flash = .kept, cable: CableSettings = .ideal,
    image: String = firmware
  ) throws -> VirtualBoard {
    var configuration = VirtualBoardConfiguration(
      backend: .qemu(image: image, mode: .wall, uniqueID: 0x5013), cable: cable)
    configuration.flash = flash
    return try VirtualBoard.start(configuration)
  }

  /// The app's own image, as it stands in slot 0.
  static func released() throws -> [UInt8] {
    Array(
      try Data(
        contentsOf: URL(
          filePath: firmware.replacingOccurrences(of: ".bin", with: ".slot.bin"))))
  }

  /// The app under another version, and changed where a test wants it so.
  static func image(
    version: ImageVersion, board: UInt8 = 1, contract: UInt64 = Wire.contractHash,
    key: SigningKey?, _ change: (inout [UInt8]) -> Void = { _ in }
  ) throws -> [UInt8] {
    let own = try released()
    let found = try ImageInspection(own, name: "the firmware's own image")
    var body = Array(own[SignedImage.headerBytes..<(SignedImage.headerBytes + found.bodyBytes)])
    change(&body)
    return try SignedImage(
      body: body, version: version,
      target: ImageTarget(board: board, contract: contract), key: key
    ).bytes
  }

  /// An app whose very first instruction branches to itself.
  static func hangingImage(version: ImageVersion) throws -> [UInt8] {
    try image(version: version, key: key()) { body in
      let start = Int(body[4]) | Int(body[5]) << 8 | Int(body[6]) << 16 | Int(body[7]) << 24
      let offset = (start & ~1) - 0x6100
      body.replaceSubrange(offset..<(offset + 2), with: [0xFE, 0xE7])
    }
  }

  /// Flashes a board, and gives how it went.
  static func flash(
    _ image: [UInt8], on board: VirtualBoard, allowsDowngrade: Bool = false,
    progress: (FlashProgress) -> Void = { _ in }
  ) throws -> FlashReport {
    var plan = try FlashPlan(image: image, name: "test", baud: 115_200)
    plan.allowsDowngrade = allowsDowngrade
    var flasher = try flasher(on: board)
    return try flasher.flash(plan, progress: progress)
  }

  /// Brings a board into its bootloader, by an image that it refuses before anything is sent.
  static func enterBootloader(_ board: VirtualBoard) throws {
    let refused = try image(version: .next, key: nil)
    do {
      _ = try flash(refused, on: board)
    } catch let error as FlashError {
      guard error.kind == .refused else { throw error }
    }
  }

  static func flasher(on board: VirtualBoard) throws -> Flasher {
    let port = try SerialPort.open(path: board.portPath, baud: 115_200)
    return Flasher(line: BoardLine(port: port), isInterrupted: { false })
  }

  /// Who answers on a board's line: the hash of the image that runs, or nil for the bootloader.
  ///
  /// The app is asked first, for as long as an installation may take: SMP within the window after a
  /// reset would hold the board in its bootloader.
  static func runningHash(_ board: VirtualBoard) throws -> [UInt8]? {
    var line = BoardLine(port: try SerialPort.open(path: board.portPath, baud: 115_200))
    let end = line.now + 1_500_000_000
    var hash: [UInt8]?
    while hash == nil, line.now < end {
      line.send(.hello(.init(contractHash: Wire.contractHash)))
      try line.exchange(until: line.now + 50_000_000) { heard, _ in
        if case .app(.identity(let found)) = heard { hash = (0..<32).map { found.imageHash[$0] } }
      }
    }
    try line.close()
    if let hash { return hash }
    var plan = try FlashPlan(image: released(), name: "test", baud: 115_200)
    plan.answerMilliseconds = 20_000
    var flasher = try flasher(on: board)
    guard case .app(let identity) = try flasher.whoIsThere(plan) else { return nil }
    return (0..<32).map { identity.imageHash[$0] }
  }
}

extension ImageVersion {
  static let next = ImageVersion(major: 0, minor: 200, revision: 0)
}
