/// The chip's registers as a driver sees them: 32-bit words at addresses.
///
/// On the chip it is the memory itself; in a test it is a model that holds the driver to the
/// chip's rules.
public protocol RegisterBus {
  /// Reads the register at an address that is a multiple of four.
  func read(_ address: UInt32) -> UInt32
  /// Writes the register at an address that is a multiple of four.
  func write(_ value: UInt32, to address: UInt32)
}
