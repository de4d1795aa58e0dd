import Capture
import Discovery
import Glibc
import RigModel
import Testing

@testable import TestRun

/// A board that comes back is known by what it is and, where that tells too little, by its place.
struct UsbBoardTests {
  private static let vendor = Rig.Search.Wish("ID_VENDOR_ID", ["10c4"])

  /// An adapter on ttyUSB`number`, called 0001 as many are.
  private func adapter(_ number: Int, place: Int) -> SerialDevice {
    SerialDevice(
      portPath: "/dev/ttyUSB\(number)",
      properties: [
        "ID_VENDOR_ID": "10c4", "ID_MODEL_ID": "ea60", "ID_SERIAL_SHORT": "0001",
        "ID_USB_INTERFACE_NUM": "00", "ID_PATH": "pci-0000:00:14.0-usb-0:\(place):1.0",
      ], usbDevicePath: "/sys/devices/usb1/1-\(place)")
  }

  private func board(
    _ bus: any DeviceBus, _ wishes: [Rig.Search.Wish] = [vendor], any: Bool = false
  ) throws -> UsbBoard {
    let board = Rig.SerialBoard(
      kind: .adapter, chip: .native, search: Rig.Search(wishes, takesAny: any))
    return try UsbBoard(
      rig: Rig(name: "bench", title: "", board: .serial(board)), board: board, bus: bus)
  }

  /// The port on which it is there again; nil where it is not.
  private func port(_ board: UsbBoard) -> String? {
    do throws(CaseFailure) {
      try board.waitForReturn(seconds: 0, isInterrupted: { false })
      return board.portPath
    } catch {
      #expect(error.kind == .linkLost)
      return nil
    }
  }

  @Test func itIsFollowedToAnotherPlaceAndPort() throws {
    let bus = FakeBus([adapter(70, place: 1)])
    let board = try board(bus)
    bus.unplug("/dev/ttyUSB70")
    #expect(port(board) == nil)
    bus.plug(adapter(71, place: 2))
    #expect(port(board) == "/dev/ttyUSB71")
  }

  @Test func aTwinThatStaysIsNotTakenForIt() throws {
    let bus = FakeBus([adapter(70, place: 1), adapter(71, place: 2)])
    let board = try board(bus, any: true)
    #expect(board.portPath == "/dev/ttyUSB70")
    bus.unplug("/dev/ttyUSB70")
    #expect(port(board) == nil)
    bus.plug(adapter(72, place: 1))
    #expect(port(board) == "/dev/ttyUSB72")
  }

  @Test func ofTwoThatAreThereTheOneInItsPlaceIsIt() throws {
    let bus = FakeBus([adapter(70, place: 1)])
    let board = try board(bus)
    bus.unplug("/dev/ttyUSB70")
    bus.plug(adapter(71, place: 2))
    bus.plug(adapter(72, place: 1))
    #expect(port(board) == "/dev/ttyUSB72")
  }

  @Test func itHasToFitTheRigStill() throws {
    let bus = FakeBus([adapter(70, place: 1)])
    let board = try board(bus, [Self.vendor, .init("ID_PATH", ["*-usb-0:1:*"])])
    bus.unplug("/dev/ttyUSB70")
    bus.plug(adapter(71, place: 2))
    #expect(port(board) == nil)
  }

  /// Where a rig names a port, the board may still come back on another one.
  @Test func theNameOfItsPortMayChange() throws {
    let bus = FakeBus([adapter(70, place: 1)])
    let board = try board(bus, [.init("DEVNAME", ["/dev/ttyUSB70"])])
    bus.unplug("/dev/ttyUSB70")
    bus.plug(adapter(71, place: 1))
    #expect(port(board) == "/dev/ttyUSB71")
  }

  @Test func itIsFoundWhereTheMonitorTellsNothing() throws {
    let bus = FakeBus([adapter(70, place: 1)])
    let board = try board(MuteBus(bus: bus))
    bus.unplug("/dev/ttyUSB70")
    var looks = 0
    try board.waitForReturn(seconds: 20) {
      looks += 1
      if looks == 2 { bus.plug(adapter(71, place: 1)) }
      return false
    }
    #expect(board.portPath == "/dev/ttyUSB71")
  }
}

/// A bus whose monitor hears of nothing, as in a container that udev's words do not reach.
private struct MuteBus: DeviceBus {
  let bus: FakeBus

  func serialDevices() throws(DiscoveryError) -> [SerialDevice] { try bus.serialDevices() }
  func isPresent(_ device: SerialDevice) -> Bool { bus.isPresent(device) }

  func volumes(beside device: SerialDevice) throws(DiscoveryError) -> [StorageVolume] {
    try bus.volumes(beside: device)
  }

  func monitor() throws(DiscoveryError) -> any DeviceMonitor { MuteMonitor() }
}

private final class MuteMonitor: DeviceMonitor {
  func next(timeoutNanoseconds: UInt64) throws(DiscoveryError) -> DeviceChange? {
    usleep(10_000)
    return nil
  }
}
