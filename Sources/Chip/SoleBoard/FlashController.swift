/// The chip's flash controller (NVMC): erases pages, writes words.
///
/// The core stands still while it works: about 22 ms for a page, 46 µs for a word. What lies outside
/// the writable part is never touched: to ask for it is a fault of the program, which stops there.
public struct FlashController<Bus: RegisterBus> {
  private let bus: Bus
  private let writable: Range<UInt32>

  /// - Parameter writable: from the start of a page to the end of another.
  public init(bus: Bus, writable: Range<UInt32>) {
    self.bus = bus
    self.writable = writable
  }

  /// Erases the page of 1 KB that starts at an address.
  public func erase(page: UInt32) {
    precondition(page & 1023 == 0 && writable.contains(page))
    bus.write(Nrf51.Flash.eraseEnabled, to: Nrf51.Flash.configuration)
    bus.write(page, to: Nrf51.Flash.erasePage)
    waitUntilReady()
    bus.write(Nrf51.Flash.readOnly, to: Nrf51.Flash.configuration)
  }

  /// Writes a word; bits only go from one to zero.
  public func write(_ word: UInt32, at address: UInt32) {
    precondition(address & 3 == 0 && writable.contains(address))
    bus.write(Nrf51.Flash.writeEnabled, to: Nrf51.Flash.configuration)
    bus.write(word, to: address)
    waitUntilReady()
    bus.write(Nrf51.Flash.readOnly, to: Nrf51.Flash.configuration)
  }

  /// Bounded: the longest operation takes some 22 ms, a turn at least 0.5 µs.
  private func waitUntilReady() {
    for _ in 0..<200_000 where bus.read(Nrf51.Flash.ready) & 1 != 0 { return }
  }
}
