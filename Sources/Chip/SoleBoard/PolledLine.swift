/// UART0 without interrupt handlers, for a bootloader: what came is fetched when asked.
///
/// The chip holds six bytes, 520 µs at 115200 baud: whoever works for longer fetches in between. The
/// interrupt is enabled at the UART all the same, so that a core that masks it wakes from its sleep.
public struct PolledLine<Bus: RegisterBus, let capacity: Int> {
  private let bus: Bus
  private var received = ByteRing<capacity>()
  /// Bytes that came when the ring was full.
  public private(set) var lostBytes: UInt32 = 0

  public init(bus: Bus) {
    self.bus = bus
  }

  /// Configures the pins and the line, then starts both directions.
  public mutating func start(transmitPin: UInt32, receivePin: UInt32, baudRate: BaudRate) {
    UartSetup.start(bus, transmitPin: transmitPin, receivePin: receivePin, baudRate: baudRate)
    bus.write(Nrf51.Uart.receiveReadyBit, to: Nrf51.Uart.interruptEnableSet)
  }

  /// Gives the UART back.
  public mutating func stop() {
    UartSetup.stop(bus)
  }

  /// Fetches what the chip holds.
  @inline(never)
  public mutating func fetch() {
    // The event is cleared before the byte is read: reading moves the next one up, and that one
    // raises the event again.
    for _ in 0..<8 {
      guard bus.read(Nrf51.Uart.eventsReceiveReady) != 0 else { return }
      bus.write(0, to: Nrf51.Uart.eventsReceiveReady)
      let byte = UInt8(truncatingIfNeeded: bus.read(Nrf51.Uart.receiveData))
      if !received.append(byte) { lostBytes &+= 1 }
    }
  }

  /// Whether bytes wait, here or in the chip.
  public mutating func hasBytes() -> Bool {
    !received.isEmpty || bus.read(Nrf51.Uart.eventsReceiveReady) != 0
  }

  /// Takes the byte that came first; looks at the chip with every fourth, and where none waits.
  ///
  /// A byte takes a bootloader some 25 µs, so the chip's six have room for what comes meanwhile.
  public mutating func receive() -> UInt8? {
    if received.count & 3 == 0 { fetch() }
    return received.removeFirst()
  }

  /// Sends a byte, and fetches meanwhile; gives up where the UART does not say that it has left.
  ///
  /// The bound is most of a second. On silicon a byte leaves within its time; an emulator's waits for
  /// whoever reads on the host, who may be late, and a byte given up is one lost from an answer.
  @inline(never)
  public mutating func send(_ byte: UInt8) {
    bus.write(0, to: Nrf51.Uart.eventsTransmitReady)
    bus.write(UInt32(byte), to: Nrf51.Uart.transmitData)
    for _ in 0..<400_000 {
      if bus.read(Nrf51.Uart.eventsTransmitReady) != 0 { return }
      fetch()
    }
  }
}
