internal import CMicrobit
internal import SoleApp
internal import SoleBoard
internal import SoleLink
internal import SoleStore

/// The micro:bit as the app sees it.
struct MicrobitBoard: AppBoard {
  var now: UInt64 { Hardware.withoutInterrupts { Hardware.clock.now() } }

  var hasBootloader: Bool { true }

  var storage = ChipStorage()
  var storageLayout: StoreLayout? { .microbit }

  var freeBytes: Int { Hardware.withoutInterrupts { Hardware.uart.transmitFree } }

  var health: BoardHealth {
    var gauge = StackGauge(
      bus: MemoryBus(), bottom: microbit_stack_bottom(), top: microbit_stack_top())
    let errors = Hardware.withoutInterrupts { Hardware.uart.errors }
    var health = BoardHealth()
    health.load = Hardware.load.take(at: now)
    health.stackUsed = UInt16(clamping: gauge.highWaterMark())
    health.stackSize = UInt16(clamping: gauge.size)
    health.receiveQueueUsed = UInt16(clamping: Hardware.uart.receiveHighWaterMark)
    health.sendQueueUsed = UInt16(clamping: Hardware.uart.transmitHighWaterMark)
    health.lateTicks = Hardware.ticker.lateTicks
    health.uartOverruns = errors.overruns
    health.uartLineErrors = errors.framing &+ errors.parity &+ errors.breaks
    return health
  }

  mutating func send(_ frame: borrowing WireFrame) {
    for index in 0..<frame.count {
      // The app asked for `freeBytes` before, and only it sends.
      let byte = frame[index]
      let isQueued = Hardware.withoutInterrupts { Hardware.uart.send(byte) }
      precondition(isQueued)
    }
  }

  mutating func perform(_ action: AppAction) {
    switch action {
    case .startTicks(let start, let rateHertz):
      Hardware.withoutInterrupts {
        Hardware.ticker.start(at: start, rateHertz: UInt32(rateHertz))
      }
    case .stopTicks:
      Hardware.withoutInterrupts { Hardware.ticker.stop() }
    case .restart:
      Hardware.restart = .request
    case .restartIntoBootloader:
      Hardware.restart = .bootloader
    case .keepCalibration(let factor):
      CalibrationNote.store(factor, to: MemoryBus(), at: Hardware.calibrationAddress)
    }
  }
}
