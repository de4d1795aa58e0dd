import Discovery
import Foundation
import Testing

/// What every bus keeps to, the fake one and the real one alike. What is plugged into this machine is
/// another thing on every machine: the USB lab runs these with boards that it made.
struct BusContractTests {
  private static let fake = FakeBus([.microbit(1, serial: "9900A"), .ftdi(0), .microbit(0)])
  static let buses: [any DeviceBus] = [fake, UdevBus()]

  /// Set by the lab: how many serial ports there have to be.
  private static let wanted = ProcessInfo.processInfo.environment["SOLERIG_LAB_PORTS"].flatMap(
    Int.init)

  @Test(arguments: buses)
  func portsComeInOrderEachOnceAndWithTheirNumbers(bus: any DeviceBus) throws {
    let devices = try bus.serialDevices()
    let paths = devices.map(\.portPath)
    #expect(paths == Set(paths).sorted())
    for device in devices {
      #expect(device.portPath.hasPrefix("/dev/"))
      for number in [device.vendorID, device.productID] {
        #expect(number?.count == 4 && number.flatMap { UInt16($0, radix: 16) } != nil)
      }
      #expect(device.interfaceNumber.flatMap { UInt8($0, radix: 16) } != nil)
      #expect(device.usbDevicePath.hasPrefix("/sys/"))
      #expect(device.isSame(as: device))
      #expect(bus.isPresent(device))
    }
    #expect(try bus.serialDevices() == devices)
    if let wanted = Self.wanted, bus is UdevBus { #expect(devices.count == wanted) }
    if bus is FakeBus { #expect(devices.count == 3) }
  }

  @Test(arguments: buses)
  func aMonitorOfAQuietBusTellsNothingInItsTime(bus: any DeviceBus) throws {
    let monitor = try bus.monitor()
    #expect(try monitor.next(timeoutNanoseconds: 1_000_000) == nil)
  }

  @Test(arguments: buses)
  func aDeviceThatIsNotThereIsNotPresentAndHasNoVolumes(bus: any DeviceBus) throws {
    var stranger = SerialDevice.microbit(77)
    stranger.usbDevicePath = "/sys/devices/none"
    #expect(!bus.isPresent(stranger))
    #expect(try bus.volumes(beside: stranger).isEmpty)
  }

  @Test func whatIsPluggedInAndOutIsToldInOrder() throws {
    let bus = FakeBus()
    let monitor = try bus.monitor()
    let board = SerialDevice.microbit(4, serial: "9900C")
    let volume = StorageVolume(devicePath: "/dev/sda", label: "MICROBIT")
    bus.plug(board, volumes: [volume])
    #expect(try bus.volumes(beside: board) == [volume])
    #expect(bus.isPresent(board))
    bus.unplug(board.portPath)
    #expect(!bus.isPresent(board))
    #expect(try monitor.next(timeoutNanoseconds: 1_000_000) == .arrived(board))
    #expect(try monitor.next(timeoutNanoseconds: 1_000_000) == .left(portPath: "/dev/ttyACM4"))
    #expect(try monitor.next(timeoutNanoseconds: 1_000_000) == nil)
    #expect(try bus.serialDevices().isEmpty)
  }
}

/// Whether what comes back is what went.
struct SameDeviceTests {
  @Test func aSerialNumberIsFollowedToAnyPort() {
    var moved = SerialDevice.microbit(7, serial: "9900A")
    #expect(moved.isSame(as: .microbit(1, serial: "9900A")))
    moved.properties["ID_USB_INTERFACE_NUM"] = "03"
    #expect(!moved.isSame(as: .microbit(1, serial: "9900A")))
    #expect(!SerialDevice.microbit(1, serial: "9900B").isSame(as: .microbit(1, serial: "9900A")))
  }

  @Test func aTwinHasTheSameNumbersInAnotherPlace() {
    let board = SerialDevice.microbit(1, serial: "0001")
    #expect(SerialDevice.microbit(2, serial: "0001").isTwin(of: board))
    #expect(!SerialDevice.microbit(2, serial: "0002").isTwin(of: board))
    #expect(!board.isTwin(of: board))
    var renamed = board
    renamed.portPath = "/dev/ttyACM7"
    #expect(!renamed.isTwin(of: board) && renamed.isInPlace(of: board))
  }

  @Test func withoutOneItHasToComeBackToItsPlace() {
    #expect(SerialDevice.microbit(1).isSame(as: .microbit(1)))
    #expect(!SerialDevice.microbit(2).isSame(as: .microbit(1)))
    #expect(!SerialDevice.microbit(1, serial: "9900A").isSame(as: .microbit(1)))
  }
}
