import Discovery
import Foundation
import RigModel
import SerialPort
import TestSupport
import Testing

/// What the doctor says of machines that are made up.
struct DoctorTests {
  /// A machine on which all is well.
  private struct FakeMachine: Machine {
    var files = [
      "/lib/modules/6.1/modules.dep":
        "kernel/cdc-acm.ko: kernel/ftdi_sio.ko: kernel/cp210x.ko: kernel/ch341.ko:",
      "/etc/udev/rules.d/70-solerig.rules": UdevRule.text,
      "/image.bin": "",
    ]
    var running: [Int32: String] = [1: "systemd"]
    var programs: Set = ["qemu-system-arm", "setpriv"]
    var closed: Set<String> = []
    var leftBehind: Set<String> = []
    var kernel: String { "6.1" }

    func text(_ path: String) -> String? { files[path] }
    func exists(_ path: String) -> Bool { files[path] != nil }
    func mayUse(_ path: String) -> Bool { !closed.contains(path) }
    func isLeftBehind(lock path: String) -> Bool { leftBehind.contains(path) }
    func processes() -> [Int32: String] { running }
    func program(_ name: String) -> String? { programs.contains(name) ? "/usr/bin/\(name)" : nil }
    func names(in folder: String) -> [String] {
      files.keys.filter { $0.hasPrefix(folder + "/") }.map {
        String($0.dropFirst(folder.count + 1))
      }
    }
  }

  private let board = SerialDevice.microbit(0, serial: "9900A")

  private func findings(
    _ change: (inout FakeMachine) -> Void = { _ in }, devices: [SerialDevice]? = nil,
    virtual: Bool = false, any: Bool = false, flash: Rig.FlashWay = .smp,
    reset: Rig.ResetWay = .bootloader, holders: [String: PortHolder] = [:]
  ) -> [Finding] {
    var machine = FakeMachine()
    change(&machine)
    let real = Rig.SerialBoard(
      kind: .microbitV1, chip: .microbitV1, search: Rig.Search(["ID_VENDOR_ID": "0d28"], any: any))
    let rig = Rig(
      name: "bench", title: "",
      board: virtual ? .virtualMicrobit(Rig.VirtualMicrobit()) : .serial(real), flash: flash,
      reset: reset, file: "rigs/bench.yaml")
    return Doctor(
      machine: machine, devices: devices ?? [board], rig: rig, image: virtual ? "/image.bin" : nil,
      holder: { holders[$0] }
    ).findings()
  }

  /// The one finding that is not good.
  private func trouble(_ findings: [Finding]) throws -> Finding {
    let found = findings.filter { $0.severity != .good }
    #expect(found.count == 1, "\(found)")
    return try #require(found.first)
  }

  /// A run could start without them, but no flash.
  @Test func theRigsOwnToolsAreLookedFor() throws {
    func tool(_ name: String) -> Rig.Tool {
      Rig.Tool(
        command: CommandTemplate(words: [[.text(name)], [.value(.image)]]), timeoutSeconds: 1)
    }
    let missing = try trouble(findings(flash: .external(tool("pyocd"))))
    #expect(missing.severity == .warning)
    #expect(missing.subject == "pyocd" && missing.statement.contains("flashes the board"))
    #expect(missing.remedy?.contains("rigs/bench.yaml") == true)
    let reset = try trouble(findings(reset: .command(tool("/opt/reset"))))
    #expect(reset.remedy?.contains("`reset`") == true)
    let there = findings({ $0.programs.insert("pyocd") }, flash: .external(tool("pyocd")))
    #expect(there.allSatisfy { $0.severity == .good })
  }

  @Test(arguments: [true, false]) func aGoodMachineHasNothingToMend(virtual: Bool) {
    let found = findings(virtual: virtual)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.severity == .good && $0.remedy == nil }, "\(found)")
  }

  @Test func aMissingToolOrImageBlocks() throws {
    let tool = try trouble(findings({ $0.programs.remove("qemu-system-arm") }, virtual: true))
    #expect(tool.severity == .blocking && tool.remedy == "sudo apt-get install qemu-system-arm")
    let image = try trouble(findings({ $0.files["/image.bin"] = nil }, virtual: true))
    #expect(image.severity == .blocking && image.remedy == "scripts/build")
  }

  @Test func aBoardThatIsMissingBlocks() throws {
    let found = findings(devices: [])
    #expect(found.first?.severity == .blocking)
    #expect(found.first?.statement.contains("no USB serial device") == true)
  }

  @Test func rightsAreMendedByTheRuleOrTheGroup() throws {
    let group = try trouble(findings({ $0.closed = ["/dev/ttyACM0"] }))
    #expect(group.severity == .blocking && group.remedy?.contains("adduser $USER dialout") == true)
    let found = findings({
      $0.closed = ["/dev/ttyACM0"]
      $0.files["/etc/udev/rules.d/70-solerig.rules"] = nil
    })
    #expect(found.first?.remedy?.contains("--udev-rule") == true)
    #expect(found.first { $0.subject == "udev rule" }?.severity == .warning)
  }

  /// A run can start on the rig's own board, whoever may use others.
  @Test func aPortOfAnotherRigIsNoObstacle() throws {
    let other = SerialDevice(
      portPath: "/dev/ttyUSB0",
      properties: board.properties.merging(["ID_VENDOR_ID": "0403"]) { $1 })
    let found = findings({ $0.closed = ["/dev/ttyUSB0"] }, devices: [board, other])
    #expect(found.first { $0.subject == "rights" }?.severity == .warning)
    #expect(!found.contains { $0.severity == .blocking })
  }

  @Test func aBoardThatIsHeldBlocks() throws {
    let holder = PortHolder(processIdentifier: 77, name: "minicom")
    let found = try trouble(findings(holders: ["/dev/ttyACM0": holder]))
    #expect(found.severity == .blocking && found.statement.contains("held by PID 77 minicom"))
    #expect(found.remedy?.hasPrefix("kill 77") == true)
  }

  @Test func aRuleThatIsNotOursIsTold() throws {
    let found = try trouble(
      findings({ $0.files["/etc/udev/rules.d/70-solerig.rules"] = "# an old one" }))
    #expect(found.subject == "udev rule" && found.statement.contains("older, or was changed"))
  }

  @Test func aModemManagerIsTroubleOnlyWithoutTheMark() throws {
    let found = try trouble(findings({ $0.running[9] = "ModemManager" }))
    #expect(found.subject == "ModemManager" && found.statement.contains("/dev/ttyACM0"))
    var marked = board
    marked.properties["ID_MM_DEVICE_IGNORE"] = "1"
    let calm = findings({ $0.running[9] = "ModemManager" }, devices: [marked])
    #expect(calm.allSatisfy { $0.severity == .good })
  }

  @Test(arguments: [
    ("ENV{PRODUCT}==\"1a86/7523/*\", ATTRS{manufacturer}==\"?*\"", true),
    ("ENV{PRODUCT}==\"403/6001/*\", GOTO=\"x\"", true),
    ("# ENV{PRODUCT}==\"1a86/7523/*\"", false), ("ENV{PRODUCT}==\"904/1016/*\"", false),
  ])
  func brlttysGrabIsSeen(line: String, grabs: Bool) {
    let found = findings({ $0.files["/usr/lib/udev/rules.d/85-brltty.rules"] = line })
    #expect(found.contains { $0.subject == "brltty" } == grabs)
  }

  /// Where any board would do, all of them are held: one program that ends is enough.
  @Test func boardsThatAreAllHeldNameAProgramToEnd() throws {
    let holder = PortHolder(processIdentifier: 77, name: "minicom")
    let found = try trouble(
      findings(
        devices: [board, .microbit(1, serial: "9900B")], any: true,
        holders: ["/dev/ttyACM0": holder, "/dev/ttyACM1": holder]))
    #expect(found.statement.contains("all 2 that fit are held"))
    #expect(found.remedy?.hasPrefix("kill 77") == true)
  }

  /// `kill 0` would end whoever types it.
  @Test func aHolderWithoutANumberIsNotToBeKilled() throws {
    let holder = PortHolder(processIdentifier: 0, name: "(a lock just made)")
    let found = try trouble(findings(holders: ["/dev/ttyACM0": holder]))
    #expect(found.remedy?.contains("kill") == false)
  }

  @Test func locksOfTheLivingStay() throws {
    let found = try trouble(
      findings({
        $0.files["/run/lock/LCK..ttyACM0"] = "        77\n"
        $0.files["/run/lock/LCK..ttyACM1"] = "         1\n"
        $0.files["/run/lock/other"] = "77"
        $0.leftBehind = ["/run/lock/LCK..ttyACM0", "/run/lock/other"]
      }))
    #expect(found.remedy == "sudo rm /run/lock/LCK..ttyACM0")
  }

  /// What can't be read, and what is just being made, tells of nobody that is gone.
  @Test(
    arguments: [
      ("  99999999\n", 0, true), ("         1\n", 0, false), ("", 0, false), ("", 60, true),
      (nil, 0, false),
    ] as [(String?, TimeInterval, Bool)])
  func aLockIsLeftBehindWhereItsOwnerIsGone(
    text: String?, age: TimeInterval, isLeftBehind: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let file = folder.path("LCK..ttyACM0")
    if let text {
      try folder.write(Data(text.utf8), to: "LCK..ttyACM0")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file)
    }
    #expect(LinuxMachine().isLeftBehind(lock: file) == isLeftBehind)
  }

  @Test func aLongLatencyTimerAndAMissingDriverAreTold() throws {
    var adapter = board
    adapter.latencyTimerMilliseconds = 16
    let timer = try trouble(findings(devices: [adapter]))
    #expect(timer.statement.contains("16 ms") && timer.remedy?.contains("/ttyACM0/") == true)
    adapter.latencyTimerMilliseconds = 1
    #expect(findings(devices: [adapter]).allSatisfy { $0.severity == .good })
    let driver = try trouble(
      findings({ $0.files["/lib/modules/6.1/modules.dep"] = "cdc-acm.ko /cdc-acm.ko" }))
    #expect(driver.statement.contains("ftdi_sio, cp210x, ch341"))
  }
}

/// The rule that `solerig doctor --udev-rule` prints.
struct UdevRuleTests {
  /// systemd's 73-seat-late.rules gives the rights out: what comes behind it is too late.
  @Test func itComesBeforeTheRightsAreGivenOut() {
    #expect(UdevRule.path.split(separator: "/").last.map { $0 < "73" } == true)
  }

  @Test func itsJumpsHaveTheirLabels() {
    for label in ["solerig_board", "solerig_end"] {
      #expect(UdevRule.text.contains("GOTO=\"\(label)\""))
      #expect(UdevRule.text.split(separator: "\n").contains("LABEL=\"\(label)\""))
    }
  }
}
