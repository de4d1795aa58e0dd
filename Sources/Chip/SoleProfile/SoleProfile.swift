internal import CMicrobit
internal import CSemihost
internal import SoleApp
internal import SoleLink

/// Gives the chip's app a trace sample by sample, and tells what each sample's turn took: the engine,
/// what it made the app say, and the frames of that.
///
/// Nothing else runs: interrupts stay masked, and the line takes every frame at once. Samples come
/// from the emulator's folder as `samples.bin` (rate, with bit 16 for all that the shoe tells, and count
/// as 32-bit words, then 12 bytes each)
/// and what they took goes to `ticks.bin`, a 32-bit word each: ticks of TIMER0 at 16 MHz.
@main
enum SoleProfile {
  /// Samples that are read and told of at a time.
  private static let batch: UInt32 = 32
  private static let sampleBytes: UInt32 = 12

  /// In a fixed place, and reached through a pointer, so that no call copies it to the stack.
  private static var app: UnsafeMutablePointer<SoleApp> {
    UnsafeMutableRawPointer(microbit_app_storage()).assumingMemoryBound(to: SoleApp.self)
  }
  nonisolated(unsafe) private static var board = DeafBoard()
  nonisolated(unsafe) private static var encoder = FrameEncoder()

  static func main() {
    _ = microbit_mask_interrupts()
    let (input, output) = (
      semihost_open("samples.bin", SEMIHOST_READ_BYTES),
      semihost_open("ticks.bin", SEMIHOST_WRITE_BYTES)
    )
    var head: InlineArray<2, UInt32> = [0, 0]
    let read = withUnsafeMutablePointer(to: &head) { semihost_read(input, $0, 8) }
    guard read == 8 else { return fail() }
    CostTimer.start()
    start(
      sampleRateHertz: UInt16(truncatingIfNeeded: head[0]), everything: head[0] >> 16 & 1 == 1)
    var index: UInt32 = 0
    while index < head[1] {
      let count = min(batch, head[1] - index)
      guard take(count, from: index, input, output) else { return fail() }
      index += count
    }
    semihost_print("samples", index)
    semihost_print("timer_ticks", CostTimer.costOfReading())
    semihost_exit()
  }

  private static func fail() {
    semihost_print("failed", 1)
    semihost_exit()
  }

  /// Never inlined: the temporary it needs must not stay on the stack.
  @inline(never)
  private static func start(sampleRateHertz: UInt16, everything: Bool) {
    precondition(MemoryLayout<SoleApp>.size <= microbit_app_storage_size())
    app.initialize(to: SoleApp(identity: AppIdentity()))
    var configure = Wire.Configure(sampleRate: sampleRateHertz, legLength: 900)
    if everything {
      configure.reports = Wire.Reports(rawValue: 15)
      configure.feedback = Wire.FeedbackRules(rawValue: 255)
      configure.bodyMass = 700
      (configure.goalTime, configure.goalDistance) = (3600, 10_000)
      (configure.goalCalories, configure.goalSteps) = (700, 10_000)
    }
    send(configure)
    send(Wire.Start(session: 1, clock: .asFastAsPossible))
  }

  /// Plays some samples; whether all of them were there, and what they took could be told.
  @inline(never)
  private static func take(
    _ count: UInt32, from first: UInt32, _ input: Int32, _ output: Int32
  ) -> Bool {
    var samples = InlineArray<192, Int16>(repeating: 0)
    var ticks = InlineArray<32, UInt32>(repeating: 0)
    let read = withUnsafeMutablePointer(to: &samples) {
      semihost_read(input, $0, count * sampleBytes)
    }
    guard read == count * sampleBytes else { return false }
    for offset in 0..<count {
      let start = Int(offset) * 6
      var list = Wire.SampleList()
      _ = list.append(
        Wire.Sample(
          accelerationX: samples[start], accelerationY: samples[start + 1],
          accelerationZ: samples[start + 2], angularRateX: samples[start + 3],
          angularRateY: samples[start + 4], angularRateZ: samples[start + 5]))
      send(Wire.Samples(firstIndex: first + offset, samples: list))
      ticks[Int(offset)] = turn()
    }
    return withUnsafePointer(to: &ticks) { semihost_write(output, $0, count * 4) } == count * 4
  }

  /// One sample's turn, as it is when the chip's loop comes to it.
  @inline(never)
  private static func turn() -> UInt32 {
    let start = CostTimer.now()
    _ = app.pointee.poll(&board)
    return CostTimer.now() &- start
  }

  @inline(never)
  private static func send(_ message: some FrameContent) {
    let frame = encoder.encode(message)
    for index in 0..<frame.count { app.pointee.receive(frame[index], &board) }
  }
}

/// A board whose line takes every frame, and which nobody listens to.
private struct DeafBoard: AppBoard {
  var now: UInt64 { 0 }
  var freeBytes: Int { 1 << 14 }
  var health: BoardHealth { BoardHealth() }
  mutating func send(_ frame: borrowing WireFrame) {}
  mutating func perform(_ action: AppAction) {}
}

/// TIMER0 at its full rate.
private enum CostTimer {
  private static let base: UInt32 = 0x4000_8000

  static func start() {
    microbit_write(base + 0x508, 3)  // 32 bits
    microbit_write(base + 0x510, 0)  // 16 MHz
    microbit_write(base, 1)
  }

  @inline(__always)
  static func now() -> UInt32 {
    microbit_write(base + 0x40, 1)
    return microbit_read(base + 0x540)
  }

  /// Ticks that pass between two readings with nothing between them.
  @inline(never)
  static func costOfReading() -> UInt32 {
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
