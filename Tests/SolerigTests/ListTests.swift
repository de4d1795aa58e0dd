import Foundation
import Testing

/// `solerig list` on devices that umockdev makes up: the program is the real one, and so is libudev.
@Suite(.enabled(if: Umockdev.program != nil, "umockdev-run is missing"))
struct ListTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// Micro:bits on ports 0 and on, and an adapter without a serial number.
  private func devices(_ count: Int) throws -> String {
    var text = Self.block(
      "/devices/pci0000:00/usb1", ["E: SUBSYSTEM=usb", "E: DEVTYPE=usb_device"])
    for number in 0..<count {
      text += Self.device(number, "ttyACM\(number)", "0d28", "0204", "99003602405\(number)")
    }
    text += Self.device(count, "ttyUSB0", "0403", "6001", nil)
    return try suites.write(text, to: "devices.umockdev")
  }

  private static func device(
    _ place: Int, _ port: String, _ vendor: String, _ product: String, _ serial: String?
  ) -> String {
    let device = "/devices/pci0000:00/usb1/1-\(place)"
    let interface = "\(device)/1-\(place):1.0"
    return block(
      device,
      [
        "E: SUBSYSTEM=usb", "E: DEVTYPE=usb_device", "A: idVendor=\(vendor)",
        "A: idProduct=\(product)",
      ])
      + block(
        interface,
        ["E: SUBSYSTEM=usb", "E: DEVTYPE=usb_interface", "L: driver=../../bus/usb/drivers/cdc_acm"])
      + block(
        "\(interface)/tty/\(port)",
        [
          "N: \(port)", "E: SUBSYSTEM=tty", "E: DEVNAME=/dev/\(port)", "E: ID_BUS=usb",
          "E: ID_VENDOR_ID=\(vendor)", "E: ID_MODEL_ID=\(product)", "E: ID_USB_INTERFACE_NUM=00",
          "E: ID_PATH=pci-0000:00:14.0-usb-0:\(place):1.0",
        ] + (serial.map { ["E: ID_SERIAL_SHORT=\($0)"] } ?? []))
  }

  private static func block(_ path: String, _ lines: [String]) -> String {
    (["P: \(path)"] + lines).joined(separator: "\n") + "\n\n"
  }

  private func solerig(_ arguments: [String], on file: String) throws -> Child.Ending {
    try Child(
      try #require(Umockdev.program), ["--device", file, "--", Solerig.program] + arguments,
      environment: ProcessInfo.processInfo.environment, directory: Solerig.project
    ).wait()
  }

  @Test func everyDeviceIsListedWithItsRig() throws {
    let ending = try solerig(["list", "--json"], on: devices(3))
    #expect(ending.code == 0, "\(ending.errors)")
    let list = try #require(
      try JSONSerialization.jsonObject(with: ending.outputData) as? [[String: Any]])
    #expect(
      list.map { $0["port"] as? String }
        == ["ttyACM0", "ttyACM1", "ttyACM2", "ttyUSB0"].map { "/dev/" + $0 })
    #expect(list[1]["serial_number"] as? String == "990036024051")
    #expect(list[1]["driver"] as? String == "cdc_acm")
    #expect(list[1]["path"] as? String == "pci-0000:00:14.0-usb-0:1:1.0")
    let fits = list.map {
      ($0["rigs"] as? [[String: Any]])?.compactMap { $0["rig"] as? String } ?? []
    }
    #expect(fits == [["microbit-v1"], ["microbit-v1"], ["microbit-v1"], ["ftdi"]])
    #expect(list[3]["serial_number"] == nil)
  }

  @Test func aPersonGetsTheSameInWords() throws {
    let ending = try solerig(["list"], on: devices(1))
    for words in [
      "/dev/ttyACM0  0d28:0204", "fits rig microbit-v1", "none: known by its path only",
    ] {
      #expect(ending.output.contains(words), "\(ending.output)")
    }
    ending.expectPlain()
  }

  /// What is suggested, pasted into a rig, finds that device: the run then fails only at its port,
  /// which is none.
  @Test func whatIsSuggestedFindsTheDevice() throws {
    let file = try devices(2)
    let suggestion = try solerig(["list", "--suggest"], on: file)
    #expect(suggestion.code == 0)
    let blocks = suggestion.output.components(separatedBy: "# /dev/").dropFirst()
    #expect(blocks.count == 3)
    let block = try #require(blocks.first { $0.hasPrefix("ttyACM1") })
    let rig = try suites.write(
      """
      name: pasted
      title: Pasted
      board: {kind: microbit-v1}
      # \(block)
      """, to: "pasted.yaml")
    let ending = try solerig(["test", "--rig", rig, "--output", suites.output], on: file)
    ending.expectError(3, ["/dev/ttyACM1"])
  }

  @Test func severalThatFitAndNoneThatDoesAreToldApart() throws {
    let file = try devices(2)
    try solerig(["test", "--rig", "microbit-v1", "--output", suites.output], on: file).expectError(
      3, ["2 fit", "/dev/ttyACM0", "/dev/ttyACM1", "ID_SERIAL_SHORT"])
    try solerig(["test", "--rig", "cp210x", "--output", suites.output], on: file).expectError(
      3, ["nothing fits", "ID_VENDOR_ID is `0d28`, wanted `10c4`"])
  }
}

/// What is plugged into this machine, told to readers that take nothing.
struct ListReaderTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// Runs a line of the shell.
  private func shell(_ line: String) throws -> Child.Ending {
    try Child(
      suites.script("reader", line), [], environment: ProcessInfo.processInfo.environment,
      directory: Solerig.project
    ).wait()
  }

  @Test(arguments: ["list", "list --json", "doctor --udev-rule", "doctor --rig native"])
  func whatCanNotBePrintedIsToldOfAsAnError(arguments: String) throws {
    try shell("exec \(Solerig.program) \(arguments) > /dev/full").expectError(
      3, ["standard output"])
  }

  /// It would wait for another write, which on a quiet bus never comes.
  @Test(arguments: ["", "--json"])
  func aWatchEndsWithItsReader(format: String) throws {
    let ending = try shell("\(Solerig.program) list --watch \(format) | true")
    #expect(ending.code == 0 && ending.errors == "", "\(ending.errors)")
  }
}

/// The program that makes devices up for another one.
enum Umockdev {
  /// Its path; nil where it is not installed.
  static let program = ["/usr/bin/umockdev-run"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
