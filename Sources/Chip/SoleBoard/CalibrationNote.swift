/// What stride lengths are multiplied with, kept in a word that a reset does not clear.
///
/// The value is written twice, once inverted: power lost means noise, which does not match.
public enum CalibrationNote {
  /// How many bytes the note takes.
  public static let byteCount: UInt32 = 4

  /// Reads the note at an address, in 1/10 000; nil where none was left.
  public static func load<Bus: RegisterBus>(from bus: Bus, at address: UInt32) -> UInt16? {
    let word = bus.read(address)
    let value = UInt16(truncatingIfNeeded: word)
    return UInt16(truncatingIfNeeded: word >> 16) == ~value ? value : nil
  }

  /// Leaves the note at an address.
  public static func store<Bus: RegisterBus>(
    _ value: UInt16, to bus: Bus, at address: UInt32
  ) {
    bus.write(UInt32(value) | UInt32(~value) << 16, to: address)
  }
}
