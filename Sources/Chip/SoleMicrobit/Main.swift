internal import CMicrobit
internal import SoleApp
internal import SoleBoard

@main
enum SoleMicrobit {
  /// Most ticks for one turn of the loop, so that a chip that was late still hears its line.
  private static let ticksPerTurn: UInt32 = 16

  /// In a fixed place, and reached through a pointer, so that no call copies it to the stack.
  private static var app: UnsafeMutablePointer<SoleApp> {
    UnsafeMutableRawPointer(microbit_app_storage()).assumingMemoryBound(to: SoleApp.self)
  }
  nonisolated(unsafe) private static var beats: UInt32 = 0

  static func main() {
    let bus = MemoryBus()
    let before = BootNote.load(from: bus, at: Hardware.noteAddress)
    let cause = StartCause(note: before, reason: Hardware.reset.takeReason())
    var note = before ?? BootNote()
    note.noteBoot()
    note.store(to: bus, at: Hardware.noteAddress)

    Hardware.start()
    #if HANGS
      while true { microbit_data_barrier() }
    #endif
    makeApp(.read(startedBy: cause, boots: note.boots))
    var board = MicrobitBoard()
    app.pointee.boot(&board)
    while true {
      let hasMore = turn(&board)
      if !hasMore { Hardware.sleep() }
    }
  }

  /// Never inlined: the temporary it needs must not stay on the stack of the main loop.
  @inline(never)
  private static func makeApp(_ identity: AppIdentity) {
    precondition(MemoryLayout<SoleApp>.size <= microbit_app_storage_size())
    app.initialize(to: SoleApp(identity: identity))
  }

  /// One turn of the main loop: bytes first, since the line does not wait. Tells whether there is
  /// more to do at once.
  private static func turn(_ board: inout MicrobitBoard) -> Bool {
    takeBytes(&board)
    let ticks = Hardware.withoutInterrupts {
      Hardware.ticker.take(clock: &Hardware.clock, limit: ticksPerTurn)
    }
    if ticks > 0 { app.pointee.tick(ticks, &board) }
    let hasMore = app.pointee.poll(&board)
    takeHeartbeat()
    restartIfAsked()
    return hasMore
  }

  /// Hands what came over the line to the app; a bound keeps the line from starving the ticks.
  private static func takeBytes(_ board: inout MicrobitBoard) {
    for _ in 0..<256 {
      guard let byte = Hardware.withoutInterrupts({ Hardware.uart.receive() }) else { return }
      app.pointee.receive(byte, &board)
    }
  }

  private static func takeHeartbeat() {
    let isDue = Hardware.withoutInterrupts {
      Hardware.heartbeat.take(clock: &Hardware.clock)
    }
    guard isDue else { return }
    Hardware.watchdog.feed()
    beats &+= 1
    if beats == Hardware.beatsOfLife { updateNote { $0.noteLife() } }
  }

  private static func restartIfAsked() {
    guard Hardware.restart != .unknown,
      Hardware.withoutInterrupts({ Hardware.uart.isDrained })
    else { return }
    updateNote { note in
      note.noteLife()  // an image that does as it is told is alive
      note.note(ending: Hardware.restart)
    }
    Hardware.reset.requestReset()
    while true { microbit_data_barrier() }
  }

  private static func updateNote(_ change: (inout BootNote) -> Void) {
    var note = BootNote.load(from: MemoryBus(), at: Hardware.noteAddress) ?? BootNote()
    change(&note)
    note.store(to: MemoryBus(), at: Hardware.noteAddress)
  }
}
