import Discovery
import Foundation
import RigModel
import SerialPort
import Testing

/// Which of what is plugged in a rig gets, and what it is told where that is none.
struct BoardFinderTests {
  private let anyMicrobit = Rig.Search(["ID_VENDOR_ID": "0d28", "ID_MODEL_ID": "0204"])

  private func find(
    _ search: Rig.Search, _ devices: [SerialDevice], held: [String: PortHolder] = [:]
  ) throws(DiscoveryError) -> BoardFinder.Found {
    try BoardFinder(rig: "bench", search: search, holder: { held[$0] }).find(among: devices)
  }

  private func refusal(
    _ search: Rig.Search, _ devices: [SerialDevice], held: [String: PortHolder] = [:]
  ) -> String {
    let error = #expect(throws: DiscoveryError.self) { try find(search, devices, held: held) }
    return error?.description ?? ""
  }

  @Test func theOneThatFitsIsFoundWithoutAWarning() throws {
    let right = SerialDevice.microbit(1, serial: "9900A")
    let found = try find(anyMicrobit, [.ftdi(0, serial: "F1"), right])
    #expect(found.device == right)
    #expect(found.warnings.isEmpty)
  }

  @Test(arguments: [
    ("ID_SERIAL_SHORT", "9900*", true), ("ID_SERIAL_SHORT", "990[01]A", true),
    ("ID_SERIAL_SHORT", "9900", false), ("ID_PATH", "*-usb-0:1:*", true),
    ("ID_PATH", "*:2:*", false),
    ("DRIVER", "cdc_acm", true), ("DEVNAME", "/dev/ttyACM?", true),
    ("DEVLINKS", "*by-id/usb-9900A", true), ("NO_SUCH_PROPERTY", "*", false),
  ])
  func aPropertyIsHeldAgainstAPattern(name: String, glob: String, fits: Bool) {
    let fit = DeviceFit(.microbit(1, serial: "9900A"), Rig.Search([.init(name, [glob])]))
    #expect(fit.fits == fits)
  }

  @Test func oneOfSeveralPatternsIsEnough() {
    let search = Rig.Search([.init("ID_SERIAL_SHORT", ["9901*", "9900*"])])
    #expect(DeviceFit(.microbit(1, serial: "9900A"), search).fits)
    #expect(!DeviceFit(.microbit(1, serial: "9902A"), search).fits)
  }

  @Test func nothingThatFitsListsWhatIsThereNearestFirst() throws {
    let search = Rig.Search([
      "ID_VENDOR_ID": "0d28", "ID_MODEL_ID": "0204", "ID_SERIAL_SHORT": "9900B",
    ])
    let text = refusal(search, [.ftdi(0), .microbit(3, serial: "9900A")])
    let near = try #require(text.range(of: "/dev/ttyACM3"))
    let far = try #require(text.range(of: "/dev/ttyUSB0"))
    #expect(near.lowerBound < far.lowerBound)
    #expect(text.contains("ID_SERIAL_SHORT is `9900A`, wanted `9900B`"))
    #expect(text.contains("ID_SERIAL_SHORT is missing, wanted `9900B`"))
    #expect(text.contains("rig bench"))
  }

  @Test func anEmptyBusSaysSo() {
    #expect(refusal(anyMicrobit, []).contains("no USB serial device is plugged in"))
  }

  @Test func severalThatFitAreNamedWithWhatTellsThemApart() {
    let text = refusal(anyMicrobit, [.microbit(0, serial: "9900A"), .microbit(1, serial: "9900B")])
    for part in ["2 fit", "/dev/ttyACM0", "/dev/ttyACM1", "by ID_SERIAL_SHORT", "any: true"] {
      #expect(text.contains(part), "no \(part) in \(text)")
    }
    #expect(refusal(anyMicrobit, [.microbit(0), .microbit(1)]).contains("by ID_PATH"))
  }

  @Test func aLongListIsCut() {
    let text = refusal(anyMicrobit, (0..<20).map { .microbit($0, serial: "9900\($0)") })
    #expect(text.contains("20 fit") && text.contains("and 12 more"))
  }

  @Test func anyOfSeveralIsTheFirstThatIsFree() throws {
    let search = Rig.Search(["ID_VENDOR_ID": "0d28"], any: true)
    let devices: [SerialDevice] = [.microbit(0, serial: "9900A"), .microbit(1, serial: "9900B")]
    let holder = PortHolder(processIdentifier: 7, name: "minicom")
    #expect(try find(search, devices).device.portPath == "/dev/ttyACM0")
    #expect(
      try find(search, devices, held: ["/dev/ttyACM0": holder]).device.portPath == "/dev/ttyACM1")
    let text = refusal(search, devices, held: ["/dev/ttyACM0": holder, "/dev/ttyACM1": holder])
    #expect(text.contains("/dev/ttyACM1 by PID 7 minicom"))
  }

  @Test func twinsWithoutSerialNumbersAreToldApartByPathAndWithAWarning() throws {
    let search = Rig.Search(["ID_VENDOR_ID": "0403", "ID_PATH": "*-usb-0:11:*"])
    let found = try find(search, [.ftdi(0), .ftdi(1)])
    #expect(found.device.portPath == "/dev/ttyUSB1")
    #expect(found.warnings.count == 1)
    #expect(found.warnings.first?.contains("no serial number") == true)
    #expect(found.warnings.first?.contains("/dev/ttyUSB0 is of the same kind") == true)
  }
}

/// The block that `solerig list --suggest` prints.
struct SuggestedSearchTests {
  @Test func aSerialNumberIsEnough() {
    let device = SerialDevice.microbit(1, serial: "9900A")
    let yaml = SuggestedSearch(for: device, among: [device]).yaml
    #expect(yaml.contains("ID_SERIAL_SHORT: \"9900A\""))
    #expect(!yaml.contains("ID_PATH:") && !yaml.contains("INTERFACE"))
  }

  @Test func withoutOneThePathTells() {
    let yaml = SuggestedSearch(for: .ftdi(1), among: [.ftdi(0), .ftdi(1)]).yaml
    #expect(yaml.contains("ID_PATH: \"pci-0000:00:14.0-usb-0:11:1.0\"   # it has no serial number"))
  }

  @Test func thePortsOfOneDeviceAreToldApartByTheirInterfaces() {
    var second = SerialDevice.ftdi(0, serial: "F1")
    second.portPath = "/dev/ttyUSB1"
    second.properties["ID_USB_INTERFACE_NUM"] = "01"
    let yaml = SuggestedSearch(for: second, among: [.ftdi(0, serial: "F1"), second]).yaml
    #expect(yaml.contains("ID_USB_INTERFACE_NUM: \"01\""))
  }

  /// Many CP2102 are called 0001: with another one beside it, only its place tells it apart.
  @Test func aSerialNumberThatAnotherOneHasIsNotEnough() {
    let device = SerialDevice.microbit(1, serial: "0001")
    let others: [SerialDevice] = [device, .microbit(2, serial: "0001")]
    let yaml = SuggestedSearch(for: device, among: others).yaml
    #expect(yaml.contains("ID_SERIAL_SHORT: \"0001\""))
    #expect(yaml.contains("ID_PATH: \"pci-0000:00:14.0-usb-0:1:1.0\"   # another one has its"))
  }

  /// A device says what it likes: the block stays one of a comment and of properties.
  @Test func wordsOfADeviceBreakNoBlock() {
    var device = SerialDevice.microbit(1, serial: "99\n00\u{1B}[31m")
    device.properties["ID_MODEL"] = "micro\nboard: bit\u{202E}"
    let yaml = SuggestedSearch(for: device, among: [device]).yaml
    let lines = yaml.split(separator: "\n")
    #expect(lines.count == 5 && lines[0].hasPrefix("# ") && lines[1] == "find:", "\(yaml)")
    #expect(lines.dropFirst(2).allSatisfy { $0.hasPrefix("  ID_") }, "\(yaml)")
    #expect(yaml.contains(#""99\U0000000A00\U0000001B\\[31m""#), "\(yaml)")
    #expect(!yaml.contains("\u{202E}"))
  }

  /// What would be a pattern in a serial number stands for itself.
  @Test func thePropertiesFindTheirDeviceAndNoOther() {
    let odd = SerialDevice.microbit(1, serial: "99*0[A]")
    let other = SerialDevice.microbit(2, serial: "99zz0A")
    let wishes = SuggestedSearch(for: odd, among: [odd, other]).properties
    #expect(wishes.map(\.name) == ["ID_VENDOR_ID", "ID_MODEL_ID", "ID_SERIAL_SHORT"])
    #expect(SuggestedSearch(for: odd, among: [odd]).yaml.contains(#""99\\*0\\[A]""#))
  }
}
