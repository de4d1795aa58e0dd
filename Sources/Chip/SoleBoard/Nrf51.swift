/// The addresses of the registers the board's code uses (nRF51 Series Reference Manual v3.0).
public enum Nrf51 {
  /// POWER and CLOCK share one block of registers.
  public enum Power {
    static let tasksHighFrequencyClockStart: UInt32 = 0x4000_0000
    static let eventsHighFrequencyClockStarted: UInt32 = 0x4000_0100
    static let resetReason: UInt32 = 0x4000_0400
  }

  /// UART0.
  public enum Uart {
    static let tasksStartReceive: UInt32 = 0x4000_2000
    static let tasksStopReceive: UInt32 = 0x4000_2004
    static let tasksStartTransmit: UInt32 = 0x4000_2008
    static let tasksStopTransmit: UInt32 = 0x4000_200C
    static let eventsReceiveReady: UInt32 = 0x4000_2108
    static let eventsTransmitReady: UInt32 = 0x4000_211C
    static let eventsError: UInt32 = 0x4000_2124
    static let interruptEnableSet: UInt32 = 0x4000_2304
    static let interruptEnableClear: UInt32 = 0x4000_2308
    static let errorSource: UInt32 = 0x4000_2480
    static let enable: UInt32 = 0x4000_2500
    static let selectRts: UInt32 = 0x4000_2508
    static let selectTransmit: UInt32 = 0x4000_250C
    static let selectCts: UInt32 = 0x4000_2510
    static let selectReceive: UInt32 = 0x4000_2514
    static let receiveData: UInt32 = 0x4000_2518
    static let transmitData: UInt32 = 0x4000_251C
    static let baudRate: UInt32 = 0x4000_2524
    static let configuration: UInt32 = 0x4000_256C

    /// The number of the interrupt, and the bits of its sources.
    public static let interrupt: UInt32 = 2
    static let receiveReadyBit: UInt32 = 1 << 2
    static let transmitReadyBit: UInt32 = 1 << 7
    static let errorBit: UInt32 = 1 << 9
    static let enabled: UInt32 = 4
    static let disabled: UInt32 = 0
    static let disconnected: UInt32 = 0xFFFF_FFFF
  }

  /// TIMER0, the only timer of 32 bits.
  public enum Timer {
    static let tasksStart: UInt32 = 0x4000_8000
    static let tasksStop: UInt32 = 0x4000_8004
    static let tasksClear: UInt32 = 0x4000_800C
    static let interruptEnableSet: UInt32 = 0x4000_8304
    static let interruptEnableClear: UInt32 = 0x4000_8308
    static let mode: UInt32 = 0x4000_8504
    static let bitMode: UInt32 = 0x4000_8508
    static let prescaler: UInt32 = 0x4000_8510

    /// The task that copies the counter into a compare register.
    static func tasksCapture(_ channel: UInt32) -> UInt32 { 0x4000_8040 + channel * 4 }
    /// The event of a counter that reached a compare register.
    static func eventsCompare(_ channel: UInt32) -> UInt32 { 0x4000_8140 + channel * 4 }
    /// The compare register of a channel.
    static func compare(_ channel: UInt32) -> UInt32 { 0x4000_8540 + channel * 4 }
    /// The bit of a channel in the interrupt registers.
    static func compareBit(_ channel: UInt32) -> UInt32 { 1 << (16 + channel) }

    /// The number of the interrupt.
    public static let interrupt: UInt32 = 8
  }

  /// WDT.
  public enum WatchdogTimer {
    static let tasksStart: UInt32 = 0x4001_0000
    static let runStatus: UInt32 = 0x4001_0400
    static let counterReload: UInt32 = 0x4001_0504
    static let reloadEnable: UInt32 = 0x4001_0508
    static let configuration: UInt32 = 0x4001_050C
    static let reloadRequest: UInt32 = 0x4001_0600
    static let reloadKey: UInt32 = 0x6E52_4635
  }

  /// NVMC, which erases and writes the flash.
  public enum Flash {
    static let ready: UInt32 = 0x4001_E400
    static let configuration: UInt32 = 0x4001_E504
    static let erasePage: UInt32 = 0x4001_E508
    static let readOnly: UInt32 = 0
    static let writeEnabled: UInt32 = 1
    static let eraseEnabled: UInt32 = 2
  }

  /// GPIO.
  public enum Gpio {
    static let input: UInt32 = 0x5000_0510
    static let outputSet: UInt32 = 0x5000_0508
    /// The configuration of a pin.
    static func pinConfiguration(_ pin: UInt32) -> UInt32 { 0x5000_0700 + pin * 4 }
    static let output: UInt32 = 0b11
    static let inputPullUp: UInt32 = 0b1100
  }

  /// Factory and user information: words of flash that outlive a new firmware.
  public enum Information {
    static let factoryDeviceIdentifier: UInt32 = 0x1000_0060
    static let userCustomer: UInt32 = 0x1000_1080
  }

  /// The core's own registers (ARMv6-M Architecture Reference Manual, B3).
  public enum Core {
    static let interruptSetEnable: UInt32 = 0xE000_E100
    static let interruptClearEnable: UInt32 = 0xE000_E180
    static let interruptClearPending: UInt32 = 0xE000_E280
    static let interruptPriority: UInt32 = 0xE000_E400
    static let applicationInterruptAndReset: UInt32 = 0xE000_ED0C
    static let systemResetRequest: UInt32 = 0x05FA_0004
  }
}
