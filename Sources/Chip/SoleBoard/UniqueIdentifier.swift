/// The number that tells one board from another.
public enum UniqueIdentifier {
  /// Reads the board's own number if someone gave it one, else the chip's.
  ///
  /// A board's own number stands in the first two customer words of UICR; erased (all ones) or all
  /// zeros means none. The emulator gives every chip the same factory number, hence the first.
  public static func read<Bus: RegisterBus>(from bus: Bus) -> UInt64 {
    let own = doubleWord(at: Nrf51.Information.userCustomer, of: bus)
    if own != 0 && own != .max { return own }
    return doubleWord(at: Nrf51.Information.factoryDeviceIdentifier, of: bus)
  }

  private static func doubleWord<Bus: RegisterBus>(at address: UInt32, of bus: Bus) -> UInt64 {
    UInt64(bus.read(address + 4)) << 32 | UInt64(bus.read(address))
  }
}
