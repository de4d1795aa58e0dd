internal import CMicrobit
internal import CSemihost
internal import SoleGait

/// Gives the engine the samples that the emulator laid into the flash, and tells what each took.
///
/// Nothing else runs: interrupts stay masked. Times are ticks of TIMER0 at 16 MHz.
@main
enum SoleGaitCost {
  /// Behind the app's slots: the rate, the number of samples, and 12 bytes each.
  private static let samplesAddress: UInt32 = 0x2E000

  static func main() {
    _ = microbit_mask_interrupts()
    let timer = CostTimer()
    timer.start()
    var engine = GaitEngine(
      GaitConfiguration(sampleRateHertz: UInt16(microbit_read(samplesAddress))))
    let count = microbit_read(samplesAddress + 4)
    var (total, worst, worstIndex, strides): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    for index in 0..<count {
      let sample = sample(index)
      let ticks = take(sample, &engine, timer, &strides)
      total &+= ticks
      if ticks > worst { (worst, worstIndex) = (ticks, index) }
    }
    // What ends a session belongs to the engine's code as well.
    engine.skip(count & 1)
    while let event = engine.finish() { if event == .stride { strides &+= 1 } }
    semihost_print("samples", count)
    semihost_print("strides", strides)
    semihost_print("total_ticks", total)
    semihost_print("worst_ticks", worst)
    semihost_print("worst_index", worstIndex)
    semihost_print("timer_ticks", timer.costOfReading())
    semihost_print("state_bytes", UInt32(MemoryLayout<GaitEngine>.size))
    semihost_exit()
  }

  @inline(never)
  private static func take(
    _ sample: IMUSample, _ engine: inout GaitEngine, _ timer: CostTimer, _ strides: inout UInt32
  ) -> UInt32 {
    let start = timer.now()
    let event = engine.consume(sample)
    let ticks = timer.now() &- start
    if event == .stride { strides &+= 1 }
    return ticks
  }

  private static func sample(_ index: UInt32) -> IMUSample {
    let address = samplesAddress + 8 + index * 12
    let words = (
      microbit_read(address), microbit_read(address + 4), microbit_read(address + 8)
    )
    func low(_ word: UInt32) -> Int16 { Int16(truncatingIfNeeded: word) }
    func high(_ word: UInt32) -> Int16 { Int16(truncatingIfNeeded: word >> 16) }
    return IMUSample(
      accelerationX: low(words.0), accelerationY: high(words.0), accelerationZ: low(words.1),
      angularRateX: high(words.1), angularRateY: low(words.2), angularRateZ: high(words.2))
  }
}

/// TIMER0 at its full rate.
private struct CostTimer {
  private let base: UInt32 = 0x4000_8000

  func start() {
    microbit_write(base + 0x508, 3)  // 32 bits
    microbit_write(base + 0x510, 0)  // 16 MHz
    microbit_write(base, 1)
  }

  @inline(__always)
  func now() -> UInt32 {
    microbit_write(base + 0x40, 1)
    return microbit_read(base + 0x540)
  }

  @inline(never)
  func costOfReading() -> UInt32 {
    let start = now()
    return now() &- start
  }
}

// The vectors want handlers; with interrupts masked only a fault comes here.

@c(microbit_uart0_interrupt)
func serveUartInterrupt() {}

@c(microbit_timer0_interrupt)
func serveTimerInterrupt() {}

@c(microbit_fault)
func fault(_ registers: UnsafePointer<microbit_fault_registers>) {
  semihost_print("fault_at", registers.pointee.pc)
  semihost_exit()
}
