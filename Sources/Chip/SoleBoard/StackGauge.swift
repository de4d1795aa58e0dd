/// How deep the stack ever went, told from the paint that start-up put below it.
public struct StackGauge<Bus: RegisterBus> {
  private let bus: Bus
  private let bottom: UInt32
  private let top: UInt32
  private var lowestUsed: UInt32

  /// What an unused word of the stack holds.
  public static var paint: UInt32 { 0xC5C5_C5C5 }

  public init(bus: Bus, bottom: UInt32, top: UInt32) {
    self.bus = bus
    self.bottom = bottom
    self.top = top
    lowestUsed = top
  }

  /// Size of the stack, in bytes.
  public var size: UInt32 { top - bottom }

  /// The most bytes ever used; looks from the bottom, since a frame may leave words untouched.
  public mutating func highWaterMark() -> UInt32 {
    var address = bottom
    while address < lowestUsed && bus.read(address) == Self.paint { address += 4 }
    lowestUsed = address
    return top - address
  }
}
