/// UART0, driven by interrupts, with a ring of bytes each way.
///
/// `serviceInterrupt()` belongs to the interrupt; the main loop calls everything else with
/// interrupts masked. A full receive ring pauses reading instead of losing what came first: the
/// chip's own 6-byte FIFO then fills, and what it loses is counted as overruns.
public struct Uart<Bus: RegisterBus, let receiveCapacity: Int, let transmitCapacity: Int> {
  private let bus: Bus
  private var received = ByteRing<receiveCapacity>()
  private var waiting = ByteRing<transmitCapacity>()
  private var isTransmitting = false
  private var isPaused = false
  /// What went wrong on the line so far.
  public private(set) var errors = LineErrors()

  public init(bus: Bus) {
    self.bus = bus
  }

  /// The most bytes that ever waited to be read.
  public var receiveHighWaterMark: Int { received.highWaterMark }
  /// The most bytes that ever waited to be sent.
  public var transmitHighWaterMark: Int { waiting.highWaterMark }
  /// How many bytes wait to be read.
  public var receivedCount: Int { received.count }
  /// How many bytes `send` would take.
  public var transmitFree: Int { waiting.free }
  /// Whether everything handed to `send` has left the chip.
  public var isDrained: Bool { !isTransmitting && waiting.isEmpty }

  /// Configures the pins and the line, then starts both directions.
  ///
  /// The clock must run. Mutating for its place only: a non-mutating method would be given a copy of
  /// both rings on the stack.
  public mutating func start(transmitPin: UInt32, receivePin: UInt32, baudRate: BaudRate) {
    UartSetup.start(bus, transmitPin: transmitPin, receivePin: receivePin, baudRate: baudRate)
    bus.write(
      Nrf51.Uart.receiveReadyBit | Nrf51.Uart.transmitReadyBit | Nrf51.Uart.errorBit,
      to: Nrf51.Uart.interruptEnableSet)
  }

  /// Handles every event the UART has; called by its interrupt.
  public mutating func serviceInterrupt() {
    serviceErrors()
    serviceReceive()
    serviceTransmit()
  }

  private mutating func serviceErrors() {
    guard bus.read(Nrf51.Uart.eventsError) != 0 else { return }
    bus.write(0, to: Nrf51.Uart.eventsError)
    let source = bus.read(Nrf51.Uart.errorSource)
    bus.write(source, to: Nrf51.Uart.errorSource)  // a written one clears
    errors.count(source: source)
  }

  private mutating func serviceReceive() {
    guard !isPaused else { return }
    // The event is cleared before the byte is read: reading moves the next one up, and that one
    // raises the event again. The bound keeps a fast line from starving the transmitter.
    for _ in 0..<16 {
      guard bus.read(Nrf51.Uart.eventsReceiveReady) != 0 else { return }
      if received.isFull {
        isPaused = true
        errors.pauses &+= 1
        bus.write(Nrf51.Uart.receiveReadyBit, to: Nrf51.Uart.interruptEnableClear)
        return
      }
      bus.write(0, to: Nrf51.Uart.eventsReceiveReady)
      _ = received.append(UInt8(truncatingIfNeeded: bus.read(Nrf51.Uart.receiveData)))
    }
  }

  private mutating func serviceTransmit() {
    guard bus.read(Nrf51.Uart.eventsTransmitReady) != 0 else { return }
    bus.write(0, to: Nrf51.Uart.eventsTransmitReady)
    if let next = waiting.removeFirst() {
      bus.write(UInt32(next), to: Nrf51.Uart.transmitData)
    } else {
      isTransmitting = false
    }
  }

  /// Takes the byte that came first; goes on reading the line if a full ring had paused it.
  public mutating func receive() -> UInt8? {
    guard let byte = received.removeFirst() else { return nil }
    if isPaused {
      isPaused = false
      bus.write(Nrf51.Uart.receiveReadyBit, to: Nrf51.Uart.interruptEnableSet)
    }
    return byte
  }

  /// Queues a byte, and starts the line if it idles; false when the ring is full.
  public mutating func send(_ byte: UInt8) -> Bool {
    if isTransmitting { return waiting.append(byte) }
    isTransmitting = true
    bus.write(UInt32(byte), to: Nrf51.Uart.transmitData)
    return true
  }
}
