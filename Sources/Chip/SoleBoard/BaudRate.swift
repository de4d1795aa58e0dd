/// A speed of the serial line that the board supports, with the divider the chip wants for it.
public enum BaudRate: UInt32 {
  case baud115200 = 0x01D7_E000
  case baud1000000 = 0x1000_0000
}
