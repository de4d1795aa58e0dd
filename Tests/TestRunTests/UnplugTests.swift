import Capture
import Discovery
import RigModel
import SerialPort
import SoleLink
import Synchronization
import TestSupport
import Testing
import VirtualBoard

@testable import TestRun

/// Runs whose board goes and comes, over real ptys.
@Suite(.serialized) struct UnplugTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func plan(firmware: String? = nil) throws -> RunPlan {
    let board = Rig.SerialBoard(
      kind: .adapter, chip: .native, search: Rig.Search([.init("ID_VENDOR_ID", ["10c4"])]))
    var suite = Suite(name: "unplugged", title: "Unplugged", cases: [])
    suite.onUnplug = UnplugPolicy(waitSeconds: 60, retries: 2)
    var plan = RunPlan(
      rig: Rig(name: "bench", title: "", board: .serial(board)), suite: suite, firmware: firmware,
      output: folder.path("runs"), project: "", recordings: "", command: [])
    plan.replay = try Replay(trace: Plans.trace(100), speed: .max)
    return plan
  }

  /// The second loss comes right behind the first return, before the case is begun again.
  @Test func aBoardThatGoesTwiceIsWaitedForTwice() throws {
    let bench = UnplugBench(
      [FakeChip { $1.answer($0) }, FakeChip { $1.answer($0) }, FakeChip { $1.answer($0) }],
      losses: [.begun(1), .identified(2)])
    defer { bench.stop() }
    let outcome = try TestRunner(plan: plan(), observer: bench, bus: bench.bus).run()
    #expect(outcome.failure == nil)
    #expect(outcome.port == bench.portPaths[2])
  }

  /// A wrong chip is asked who it is, and left as it was.
  @Test func anotherChipThatComesBackIsNotReset() throws {
    let heard = Heard()
    let stranger = FakeChip { message, line in
      heard.note(message.messageType)
      line.identity.uniqueId = 0xCD
      line.answer(message)
    }
    let bench = UnplugBench([FakeChip { $1.answer($0) }, stranger], losses: [.begun(1)])
    defer { bench.stop() }
    let outcome = try TestRunner(plan: plan(), observer: bench, bus: bench.bus).run()
    #expect(outcome.failure?.kind == .wrongIdentity)
    #expect(outcome.failure?.message.contains("began with") == true)
    #expect(heard.types == [Wire.Hello.type])
  }

  /// A board that was not flashed must not stand in for one that was.
  @Test(arguments: [nil, "app.slot.bin"] as [String?])
  func onlyABoardThatWasNotFlashedIsExchanged(firmware: String?) throws {
    let chips = [FakeChip { $1.answer($0) }, FakeChip { $1.answer($0) }]
    defer { for chip in chips { chip.stop() } }
    let board = TwoBoards(chips.map(\.portPath))
    let runner = TestRunner(
      plan: try plan(firmware: firmware), observer: UnplugBench([], losses: []), bus: FakeBus())
    let holder = try SerialPort.open(path: board.portPath, baud: 115_200)
    if firmware == nil {
      let port = try runner.open(board)
      let path = port.path
      try port.close()
      #expect(path == chips[1].portPath)
    } else {
      let error = #expect(throws: RunError.self) { _ = try runner.open(board) }
      #expect(error?.description.contains(chips[0].portPath) == true)
    }
    try holder.close()
  }
}

/// Chips that stand behind one board, one after the other: where a run comes to one of the moments,
/// the board is unplugged and comes back with the next chip on another port.
private final class UnplugBench: RunObserver {
  enum Moment: Equatable {
    /// A case was begun so many times.
    case begun(Int)
    /// A chip was identified so many times.
    case identified(Int)
  }

  private struct Counts {
    var (begun, identified, current) = (0, 0, 0)
  }

  let bus = FakeBus()
  private let chips: [FakeChip]
  private let losses: [Moment]
  private let counts = Mutex(Counts())

  init(_ chips: [FakeChip], losses: [Moment]) {
    self.chips = chips
    self.losses = losses
    if !chips.isEmpty { bus.plug(device(0)) }
  }

  var portPaths: [String] { chips.map(\.portPath) }
  var isInterrupted: Bool { false }

  func report(_ progress: RunProgress) {
    let moment = counts.withLock { counts -> Moment? in
      switch progress {
      case .caseStarted:
        counts.begun += 1
        return .begun(counts.begun)
      case .identified:
        counts.identified += 1
        return .identified(counts.identified)
      default: return nil
      }
    }
    if let moment, losses.contains(moment) { exchange() }
  }

  private func exchange() {
    let next = counts.withLock { counts in
      counts.current += 1
      return counts.current
    }
    chips[next - 1].stop()
    bus.unplug(chips[next - 1].portPath)
    bus.plug(device(next))
  }

  private func device(_ index: Int) -> SerialDevice {
    SerialDevice(
      portPath: chips[index].portPath,
      properties: ["ID_VENDOR_ID": "10c4", "ID_SERIAL_SHORT": "9900A", "ID_PATH": "usb-0:1:1.0"],
      usbDevicePath: "/sys/devices/usb1/1-1")
  }

  /// Ends the chips that are not gone.
  func stop() {
    let current = counts.withLock { $0.current }
    for chip in chips[current...] { chip.stop() }
  }
}

/// The types of the messages that a chip was sent, each once.
private final class Heard: Sendable {
  private let found = Mutex<Set<UInt8>>([])

  func note(_ type: UInt8) { found.withLock { _ = $0.insert(type) } }

  var types: Set<UInt8> { found.withLock { $0 } }
}

/// A board that another one may stand in for.
private final class TwoBoards: RunBoard {
  private var paths: [String]

  init(_ paths: [String]) { self.paths = paths }

  var portPath: String { paths[0] }
  var facts: [String: String] { [:] }
  var remarks: [String] { [] }
  func cableLog() -> CableLog { CableLog() }
  func explained(_ failure: CaseFailure) -> CaseFailure { failure }
  func waitForReturn(seconds: Double, isInterrupted: () -> Bool) throws(CaseFailure) {}

  func takeAnother() -> Bool {
    paths.removeFirst()
    return !paths.isEmpty
  }

  func stop() {}
}
