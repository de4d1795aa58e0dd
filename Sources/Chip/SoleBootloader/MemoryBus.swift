internal import CMicrobit
internal import SoleBoard

/// The chip's own registers.
struct MemoryBus: RegisterBus {
  func read(_ address: UInt32) -> UInt32 { microbit_read(address) }
  func write(_ value: UInt32, to address: UInt32) { microbit_write(address, value) }
}
