/// The number that tells one board from another.
public enum UniqueIdentifier {
  /// Reads the board's own number if someone gave it one, else the chip's.
  ///
  /// A board's own number stands in the first two customer words of UICR; erased (all ones) or all
  /// zeros means none. An emulated chip is given one at the start of the last page of flash, behind
  /// a mark: the emulator erases UICR at reset, and its factory number is always the same.
  public static func read<Bus: RegisterBus>(from bus: Bus) -> UInt64 {
    let own = doubleWord(at: Nrf51.Information.userCustomer, of: bus)
    if own != 0 && own != .max { return own }
    if doubleWord(at: emulated, of: bus) == emulatedMark {
      return doubleWord(at: emulated + 8, of: bus)
    }
    return doubleWord(at: Nrf51.Information.factoryDeviceIdentifier, of: bus)
  }

  private static let emulated: UInt32 = 0x3_FC00
  private static let emulatedMark: UInt64 = 0x3144_4955_454C_4F53  // "SOLEUID1"

  private static func doubleWord<Bus: RegisterBus>(at address: UInt32, of bus: Bus) -> UInt64 {
    UInt64(bus.read(address + 4)) << 32 | UInt64(bus.read(address))
  }
}
