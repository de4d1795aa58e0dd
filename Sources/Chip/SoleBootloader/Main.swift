internal import BootWire
internal import CMicrobit
internal import SoleBoard
internal import SoleBoot
internal import SoleFlash

@main
enum SoleBootloader {
  /// How long after a reset someone may begin to speak SMP, and how long a packet may take.
  private static let windowMicroseconds: UInt64 = 40_000
  private static let packetMicroseconds: UInt64 = 100_000
  /// Starts in a row that did not live, after which the image is not started again.
  private static let trials: UInt32 = 3

  static let bufferBytes: UInt32 = 256
  static let bufferCount: UInt32 = 4

  nonisolated(unsafe) static var reader = SerialPacketReader<256>()
  nonisolated(unsafe) static var note = BootNote()

  static var policy: BootPolicy {
    #if ALLOW_UNSIGNED
      BootPolicy(board: 1, layout: .microbit, allowsUnsigned: true)
    #else
      BootPolicy(board: 1, layout: .microbit)
    #endif
  }

  static func main() {
    takeNote()
    Hardware.start()
    var installer = Installer(policy: policy)
    let step = install(&installer)
    if let reason = reasonToStay(step) { stay(reason, installer.image) }
    run()
  }

  /// What the run before left; power that was lost begins a new note, and says so in it.
  private static func takeNote() {
    guard let left = BootNote.load(from: MemoryBus(), at: Hardware.noteAddress) else {
      note.note(ending: .powerLost)
      return
    }
    note = left
  }

  private static func install(_ installer: inout Installer) -> InstallStep {
    var flash = ChipFlash()
    var hasInstalled = false
    while true {
      let step = installer.next(flash)
      guard case .perform(let operation) = step else {
        // Ends the signs of life: they must not stand before the app's first frame.
        if hasInstalled { Hardware.line.send(0) }
        return step
      }
      hasInstalled = true
      flash.perform(operation)
      note.noteLife()  // what is new gets its trials
    }
  }

  private static func reasonToStay(_ step: InstallStep) -> StayReason? {
    if case .stay(let reason) = step { return reason }
    if note.ending == .bootloader { return .asked }
    if note.bootsNotLived >= trials { return .notAlive }
    // Who asked for a restart has no need of the window.
    if note.ending == .request { return nil }
    return Hardware.isButtonHeld || isHeld() ? .held : nil
  }

  /// Whether someone speaks SMP within the window; the packet waits in the reader then.
  private static func isHeld() -> Bool {
    let start = Hardware.clock.now()
    while true {
      let passed = Hardware.clock.now() - start
      let limit = reader.isWithinLine ? packetMicroseconds : windowMicroseconds
      guard passed < limit else { return false }
      guard let byte = Hardware.line.receive() else { continue }
      if reader.receive(byte) == .packet { return true }
    }
  }

  private static func run() -> Never {
    note.noteTrial()
    note.store(to: MemoryBus(), at: Hardware.noteAddress)
    Hardware.stop()
    microbit_run(FlashLayout.microbit.slot0 + 0x100)
  }
}
