import BootWire
import Discovery
import FirmwarePack
import Flash
import Foundation
import RigModel
import SoleLink
import Synchronization
import TestSupport
import Testing

@testable import TestRun

/// A bench of a fake chip on a real pty, a folder for its drive, and an interface chip between the two.
///
/// Unchecked: the folder's path never changes, and all else that does stands behind a lock.
private final class Bench: @unchecked Sendable {
  let folder: TemporaryFolder
  let drive: String
  let bus = FakeBus()
  let chip: FakeChip
  /// What the chip runs: changed by whoever flashes it.
  let current: CurrentHash
  private let isOver = Atomic(false)
  private let hasEnded = DispatchSemaphore(value: 0)
  private let hasInterface: Bool

  static let serial = "9900000051114e45"
  static let old = [UInt8](repeating: 0x0D, count: 32)

  /// - Parameters:
  ///   - details: of the drive; nil leaves it without.
  ///   - flashes: what the interface makes of a file: what it says where it can't use it, or nil.
  init(
    details: String? = "Unique ID: \(serial)\r\nInterface Version: 0255\r\nRemount count: 0\r\n",
    isSilent: Bool = false, flashes: (@Sendable ([UInt8]) -> String?)? = nil
  ) throws {
    folder = try TemporaryFolder()
    let drive = folder.path("MICROBIT")
    self.drive = drive
    try FileManager.default.createDirectory(atPath: drive, withIntermediateDirectories: true)
    try details.map { try Data($0.utf8).write(to: URL(filePath: drive + "/DETAILS.TXT")) }
    let current = CurrentHash(Self.old)
    self.current = current
    chip = FakeChip { message, line in
      let bytes = current.bytes
      // Silent until it is flashed: what hangs tells nobody who it is.
      if isSilent, bytes == Bench.old { return }
      line.identity.board = .microbitV1
      for index in 0..<32 { line.identity.imageHash[index] = bytes[index] }
      line.answer(message)
    }
    hasInterface = flashes != nil
    bus.plug(device, volumes: [StorageVolume(devicePath: "/dev/sdz", mountPoint: drive)])
    if let flashes {
      let thread = Thread { [self] in
        serve(flashes)
        hasEnded.signal()
      }
      thread.name = "interface chip"
      thread.start()
    }
  }

  final class CurrentHash: Sendable {
    private let value: Mutex<[UInt8]>
    init(_ bytes: [UInt8]) { value = Mutex(bytes) }
    var bytes: [UInt8] { value.withLock { $0 } }
    func set(_ bytes: [UInt8]) { value.withLock { $0 = bytes } }
  }

  var device: SerialDevice {
    SerialDevice(
      portPath: chip.portPath,
      properties: ["ID_VENDOR_ID": "0d28", "ID_SERIAL_SHORT": Self.serial],
      usbDevicePath: "/sys/devices/usb1/1-1")
  }

  /// Plays DAPLink: takes what is copied, goes, flashes, comes back and says how it was.
  private func serve(_ flashes: ([UInt8]) -> String?) {
    var count = 0
    while !isOver.load(ordering: .relaxed) {
      usleep(20_000)
      let path = drive + "/SOLERIG.HEX"
      guard let data = FileManager.default.contents(atPath: path),
        data.suffix(3) == Data("FF\n".utf8)
      else { continue }
      let away = folder.path("away")
      try? FileManager.default.moveItem(atPath: drive, toPath: away)
      usleep(300_000)
      let failure = flashes(Array(data))
      try? FileManager.default.removeItem(atPath: away + "/SOLERIG.HEX")
      try? FileManager.default.removeItem(atPath: away + "/FAIL.TXT")
      if let failure { try? Data(failure.utf8).write(to: URL(filePath: away + "/FAIL.TXT")) }
      count += 1
      let details =
        "Unique ID: \(Self.serial)\r\nInterface Version: 0255\r\nRemount count: \(count)\r\n"
      try? Data(details.utf8).write(to: URL(filePath: away + "/DETAILS.TXT"))
      try? FileManager.default.moveItem(atPath: away, toPath: drive)
    }
  }

  func stop() {
    isOver.store(true, ordering: .relaxed)
    if hasInterface { hasEnded.wait() }
    chip.stop()
  }

  func rig(
    _ way: Rig.FlashWay, uniqueID: UInt64? = nil, reset: Rig.ResetWay = .bootloader,
    chip: Rig.Chip = .microbitV1
  ) -> Rig {
    Rig(
      name: "bench", title: "Bench",
      board: .serial(
        Rig.SerialBoard(
          kind: .microbitV1, chip: chip,
          search: Rig.Search([.init("ID_VENDOR_ID", ["0d28"])]), uniqueID: uniqueID)),
      flash: way, reset: reset)
  }

  func flash(
    _ firmware: FirmwareFile, _ rig: Rig, isForced: Bool = false
  ) throws -> FlashReport {
    var flash = BoardFlash(
      rig: rig, firmware: firmware, log: folder.path("tools.log"), bus: bus,
      isInterrupted: { false }, progress: { _ in })
    flash.isForced = isForced
    return try flash.run(on: UsbBoard(rig: rig, device: device, bus: bus))
  }
}

private enum Firmware {
  static func slot(board: UInt8 = 1, contract: UInt64 = Wire.contractHash) throws -> SignedImage {
    try SignedImage(
      body: [UInt8](1...101), version: ImageVersion(major: 1, minor: 2, revision: 3),
      target: ImageTarget(board: board, contract: contract), key: nil)
  }

  static func flash(board: UInt8 = 1, contract: UInt64 = Wire.contractHash) throws -> FirmwareFile {
    let bytes =
      try [UInt8](repeating: 0x11, count: 0x6000) + slot(board: board, contract: contract).bytes
    return try FirmwareFile(bytes, name: "whole.bin")
  }
}

/// A board is flashed by its interface's drive.
struct DriveFlashTests {
  @Test func aCopyIsFollowedUntilTheChipTellsTheNewImage() throws {
    let firmware = try Firmware.flash()
    let told = Bench.CurrentHash([])
    let taken = Bench.CurrentHash([])
    let bench = try Bench(flashes: { bytes in
      taken.set(bytes)
      return nil
    })
    defer { bench.stop() }
    told.set(firmware.inspection.hash)
    let watcher = Thread {
      while taken.bytes.isEmpty { usleep(10_000) }
      usleep(500_000)
      bench.current.set(told.bytes)
    }
    watcher.start()
    let report = try bench.flash(firmware, bench.rig(.daplink(timeoutSeconds: 60)))
    #expect(taken.bytes == firmware.hexText)
    #expect(report.identity?.contains("microbitV1") == true, "\(report)")
    #expect(!report.wasSkipped)
    // Again: it has it, and nothing is copied.
    taken.set([])
    #expect(try bench.flash(firmware, bench.rig(.daplink(timeoutSeconds: 60))).wasSkipped)
    #expect(taken.bytes.isEmpty)
  }

  @Test func whatTheInterfaceSaysIsTheError() throws {
    let bench = try Bench(flashes: { _ in "The hex file cannot be decoded.\r\nerror type: user\r\n"
    })
    defer { bench.stop() }
    let error = #expect(throws: FlashError.self) {
      try bench.flash(Firmware.flash(), bench.rig(.daplink(timeoutSeconds: 60)))
    }
    #expect(error?.kind == .board)
    #expect(
      error?.description.contains("The hex file cannot be decoded. error type: user") == true,
      "\(String(describing: error))")
  }

  /// The interface is content, but the chip runs what it ran.
  @Test func theChipHasTheLastWord() throws {
    let bench = try Bench(flashes: { _ in nil })
    defer { bench.stop() }
    let error = #expect(throws: FlashError.self) {
      try bench.flash(Firmware.flash(), bench.rig(.daplink(timeoutSeconds: 60)))
    }
    #expect(error?.description.contains("still ran another image") == true)
  }

  @Test(
    arguments: [
      nil, "Unique ID: 9900000099999999\r\nInterface Version: 0255\r\n",
      "Unique ID: \(Bench.serial)\r\nDaplink Mode: Bootloader\r\n",
    ] as [String?])
  func anotherDriveIsLeftAsItWas(details: String?) throws {
    let bench = try Bench(details: details)
    defer { bench.stop() }
    let error = #expect(throws: FlashError.self) {
      try bench.flash(Firmware.flash(), bench.rig(.daplink(timeoutSeconds: 60)))
    }
    #expect(error?.kind == .board)
    let names = try FileManager.default.contentsOfDirectory(atPath: bench.drive)
    #expect(names == (details == nil ? [] : ["DETAILS.TXT"]))
  }

  @Test func nothingIsSentToAnotherBoardOrOfAnotherContract() throws {
    let bench = try Bench()
    defer { bench.stop() }
    let way = Rig.FlashWay.daplink(timeoutSeconds: 60)
    let refusals: [(FirmwareFile, Rig, String)] = [
      (try Firmware.flash(board: 2), bench.rig(way), "is for a microbit_v2"),
      (try Firmware.flash(contract: 5), bench.rig(way), "contract"),
      (try FirmwareFile(Firmware.slot().bytes, name: "a"), bench.rig(way), "erases the bootloader"),
      (try Firmware.flash(), bench.rig(way, uniqueID: 0xCD), "the rig names chip"),
      (
        try FirmwareFile(Firmware.slot().bytes, name: "a"), bench.rig(.smp, uniqueID: 0xCD),
        "the rig"
      ),
      (try Firmware.flash(), bench.rig(.smp), "whole flash"),
      (
        try FirmwareFile(Firmware.slot().bytes, name: "a"), bench.rig(.smp, chip: .microbitV2),
        "rig bench has a microbit_v2"
      ),
      (
        try FirmwareFile(Firmware.slot(board: 2).bytes, name: "a"),
        bench.rig(.smp, chip: .microbitV2), "the rig names a"
      ),
    ]
    for (firmware, rig, words) in refusals {
      let error = #expect(throws: FlashError.self) { try bench.flash(firmware, rig) }
      // What a person gave is a matter of usage, which chip is there is none.
      #expect(error?.kind == (words.hasPrefix("the rig") ? .board : .refused))
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: bench.drive) == ["DETAILS.TXT"])
  }

  /// Nobody can tell whether a silent chip is the one that the rig names.
  @Test func aSilentChipIsNotTakenForANamedOne() throws {
    let firmware = try Firmware.flash()
    let bench = try Bench(isSilent: true)
    defer { bench.stop() }
    let error = #expect(throws: FlashError.self) {
      try bench.flash(firmware, bench.rig(.daplink(timeoutSeconds: 60), uniqueID: 0xAB))
    }
    #expect(error?.description.contains("--force") == true)
  }
}

/// Mounts a drive that is a folder, and keeps how it was asked.
private final class FakeMounter: DriveMounter {
  private let folder: String
  var failure: FlashError?
  /// How many mounts fail so.
  var failures = Int.max
  /// Whether each mount was for reading alone.
  private(set) var mounts: [Bool] = []
  private(set) var unmounts = 0

  init(folder: String) { self.folder = folder }

  func mount(_ device: String, isReadOnly: Bool) throws(FlashError) -> String? {
    mounts.append(isReadOnly)
    if let failure, failures > 0 {
      failures -= 1
      throw failure
    }
    return folder
  }

  func unmount(_ device: String, _ folder: String) { unmounts += 1 }
}

/// A drive that nobody has mounted.
struct MountedDriveTests {
  private let folder: TemporaryFolder
  private let mounter: FakeMounter
  private let drive: MountedDrive

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Data("Unique ID: 1\r\nInterface Version: 0255\r\n".utf8), to: "DETAILS.TXT")
    let device = SerialDevice(
      portPath: "/dev/ttyACM9", properties: [:], usbDevicePath: "/sys/devices/usb1/1-9")
    let bus = FakeBus()
    bus.plug(device, volumes: [StorageVolume(devicePath: "/dev/sdz")])
    mounter = FakeMounter(folder: folder.path)
    drive = MountedDrive(bus: bus, mounter: mounter, device: { device })
  }

  /// A mount for writing writes by itself, which an interface takes for more of the file.
  @Test func onlyACopyIsMountedForWriting() throws {
    #expect(try drive.look().details?.uniqueID == "1")
    #expect(try !drive.copy([1, 2, 3], as: "A.HEX"))
    #expect(try drive.look().isThere)
    #expect(mounter.mounts == [true, false, true])
    #expect(mounter.unmounts == 3)
  }

  /// A desktop was faster, or the medium is away for a moment: nothing was written yet.
  @Test func aMountThatFailsForTheCopyIsTriedOnceMore() throws {
    mounter.failure = FlashError(.board, "already mounted")
    mounter.failures = 1
    #expect(try !drive.copy([1, 2, 3], as: "A.HEX"))
    #expect(mounter.mounts == [false, false])
    mounter.failures = 2
    #expect(throws: FlashError.self) { try drive.copy([1, 2, 3], as: "B.HEX") }
  }

  /// The medium is away while the chip is written.
  @Test func aMountThatFailsIsNoDriveForNow() throws {
    mounter.failure = FlashError(.board, "no medium found")
    #expect(
      try drive.look() == DriveMachine.Look(isThere: false, obstacle: "no medium found"))
    mounter.failure = FlashError(.interrupted, "enough")
    #expect(throws: FlashError.self) { try drive.look() }
  }

  @Test func whatTheInterfaceSaysIsToldApart() throws {
    try folder.write(Data("Assert\r\nLine: 7\r\n".utf8), to: "ASSERT.TXT")
    var look = try drive.look()
    #expect(look.failure == nil && look.assertion == "Assert Line: 7")
    try folder.write(Data("The hex file cannot be decoded.\r\n".utf8), to: "FAIL.TXT")
    look = try drive.look()
    #expect(look.failure == "The hex file cannot be decoded." && look.assertion != nil)
  }
}

/// A hung board is met in its bootloader.
struct CatchTests {
  /// The tool ends long after the window that it opened: the watchdog, after 4 s, opens the next.
  @Test func aResetByACommandIsFollowedByTheWatchdogs() {
    let tool = Rig.Tool(command: CommandTemplate(words: []), timeoutSeconds: 30)
    // A hash, the window, the watchdog, a hash.
    #expect(
      BoardFlash.catchNanoseconds(after: .command(tool)) >= (400 + 40 + 4000 + 400) * 1_000_000)
    #expect(BoardFlash.catchNanoseconds(after: .serialBreak) <= 2_000_000_000)
  }
}

/// What people flash boards with; `scripts/setup test` installs it.
private enum RealTool {
  static let openocd = "/usr/bin/openocd"
  static let pyocd = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../.build/venv/bin/pyocd").standardizedFileURL.path

  static var arePresent: Bool {
    [openocd, pyocd].allSatisfy(FileManager.default.isExecutableFile)
  }
}

/// A board is flashed by another program.
struct ExternalFlashTests {
  /// A program that tells a bench what it was called with.
  private func way(_ bench: Bench, _ script: String) throws -> Rig.FlashWay {
    let words = try ["sh", "-c", script, "tool", "{image}", "{serial}", "{port}"].map {
      try CommandTemplate.pieces(of: $0)
    }
    return .external(Rig.Tool(command: CommandTemplate(words: words), timeoutSeconds: 60))
  }

  @Test func theToolIsGivenWhatItAsksForAndTheChipHasTheLastWord() throws {
    let firmware = try Firmware.flash()
    let bench = try Bench(isSilent: true)
    defer { bench.stop() }
    let done = bench.folder.path("done")
    let watcher = Thread {
      while !FileManager.default.fileExists(atPath: done) { usleep(10_000) }
      bench.current.set(firmware.inspection.hash)
    }
    watcher.start()
    let way = try way(bench, "printf '%s|%s|%s' \"$1\" \"$2\" \"$3\" > \(done)")
    let report = try bench.flash(firmware, bench.rig(way))
    #expect(report.identity != nil)
    let image = URL(filePath: "whole.bin").standardizedFileURL.path
    #expect(
      try String(contentsOfFile: done, encoding: .utf8)
        == "\(image)|\(Bench.serial)|\(bench.chip.portPath)")
  }

  @Test func aToolThatFailsIsToldAtOnce() throws {
    let bench = try Bench()
    defer { bench.stop() }
    let start = ContinuousClock.now
    let error = #expect(throws: FlashError.self) {
      try bench.flash(Firmware.flash(), bench.rig(way(bench, "echo no probe found; exit 1")))
    }
    #expect(error?.description.contains("It said last: no probe found") == true)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(
      try String(contentsOfFile: bench.folder.path("tools.log"), encoding: .utf8).contains(
        "\nno probe found\n"))
  }

  /// Real ones, on a machine without their probe: what they say of it is in the error.
  @Test(
    .enabled(if: RealTool.arePresent, "openocd or pyocd is missing"),
    arguments: [
      (
        [
          RealTool.openocd, "-f", "interface/cmsis-dap.cfg", "-f", "target/nrf51.cfg", "-c",
          "adapter serial {serial}; program {image} verify reset exit",
        ],
        "unable to find a matching CMSIS-DAP device"
      ),
      (
        [
          RealTool.pyocd, "flash", "--no-wait", "--target", "nrf51", "--uid", "{serial}", "{image}",
        ],
        "No connected debug probe matches unique ID '\(Bench.serial)'"
      ),
    ])
  func realToolsAreHeard(_ words: [String], _ saying: String) throws {
    let bench = try Bench()
    defer { bench.stop() }
    let template = CommandTemplate(words: try words.map { try CommandTemplate.pieces(of: $0) })
    let way = Rig.FlashWay.external(Rig.Tool(command: template, timeoutSeconds: 60))
    let error = #expect(throws: FlashError.self) {
      try bench.flash(Firmware.flash(), bench.rig(way))
    }
    #expect(error?.description.contains(saying) == true, "\(error?.description ?? "")")
    #expect(bench.current.bytes == Bench.old)
  }

  /// A tool that says it went well, and did nothing.
  @Test func aToolIsNotBelieved() throws {
    let bench = try Bench()
    defer { bench.stop() }
    let error = #expect(throws: FlashError.self) {
      try bench.flash(Firmware.flash(), bench.rig(way(bench, "true")))
    }
    #expect(error?.description.contains("still ran another image") == true)
  }

  /// A chip that the tool leaves standing is reset in the rig's way.
  @Test func theChipIsResetAfterwards() throws {
    let firmware = try Firmware.flash()
    let bench = try Bench(isSilent: true)
    defer { bench.stop() }
    let done = bench.folder.path("reset")
    let watcher = Thread {
      while !FileManager.default.fileExists(atPath: done) { usleep(10_000) }
      bench.current.set(firmware.inspection.hash)
    }
    watcher.start()
    let words = try ["touch", done].map { try CommandTemplate.pieces(of: $0) }
    let reset = Rig.ResetWay.command(
      Rig.Tool(command: CommandTemplate(words: words), timeoutSeconds: 30))
    let report = try bench.flash(firmware, bench.rig(way(bench, "true"), reset: reset))
    #expect(report.identity != nil)
  }
}
