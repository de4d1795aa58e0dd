/// What one run of the chip leaves for the next, in words that a reset does not clear.
///
/// Power lost means the words are noise, which the check tells. The bootloader reads the same words.
public struct BootNote: Equatable, Sendable {
  /// How a run ended, where it could say so.
  public enum Ending: UInt32, Sendable {
    /// It did not see its end coming.
    case unknown = 0
    case panic = 1
    /// It was asked to restart.
    case request = 2
    /// It was asked to restart into the bootloader, and stay there.
    case bootloader = 3
    /// Power was lost: there was no note, and the bootloader began this one.
    case powerLost = 4
  }

  /// Starts since power came, this one included.
  public private(set) var boots: UInt32 = 0
  /// Starts in a row that did not get to `noteLife()`, this one included.
  public private(set) var bootsNotLived: UInt32 = 0
  /// Panics since power came.
  public private(set) var panics: UInt32 = 0
  /// How the last run ended.
  public private(set) var ending = Ending.unknown
  /// Whether the bootloader has counted this start already.
  private var isCounted = false

  /// The note of a chip that just got power.
  public init() {}

  /// Counts a start, and forgets how the run before it ended.
  public mutating func noteBoot() {
    boots &+= 1
    if !isCounted { bootsNotLived &+= 1 }
    isCounted = false
    ending = .unknown
  }

  /// Counts that an image is about to start: one that dies before it can count itself counts, too.
  public mutating func noteTrial() {
    bootsNotLived &+= 1
    isCounted = true
  }

  /// The image works: what started does not count as failed any more.
  public mutating func noteLife() {
    bootsNotLived = 0
  }

  /// Says how this run ends; the reset follows.
  public mutating func note(ending: Ending) {
    self.ending = ending
    if ending == .panic { panics &+= 1 }
  }

  private static let magic: UInt32 = 0x454C_4F53  // "SOLE"
  /// How many bytes a note takes.
  public static let byteCount: UInt32 = 28

  /// Reads the note at an address; nil where none was left.
  public static func load<Bus: RegisterBus>(from bus: Bus, at address: UInt32) -> BootNote? {
    var note = BootNote()
    guard bus.read(address) == magic, let ending = Ending(rawValue: bus.read(address + 16)) else {
      return nil
    }
    note.boots = bus.read(address + 4)
    note.bootsNotLived = bus.read(address + 8)
    note.panics = bus.read(address + 12)
    note.ending = ending
    let counted = bus.read(address + 20)
    guard counted <= 1 else { return nil }
    note.isCounted = counted == 1
    return bus.read(address + 24) == note.check ? note : nil
  }

  /// Leaves the note at an address.
  public func store<Bus: RegisterBus>(to bus: Bus, at address: UInt32) {
    bus.write(Self.magic, to: address)
    bus.write(boots, to: address + 4)
    bus.write(bootsNotLived, to: address + 8)
    bus.write(panics, to: address + 12)
    bus.write(ending.rawValue, to: address + 16)
    bus.write(isCounted ? 1 : 0, to: address + 20)
    bus.write(check, to: address + 24)
  }

  /// Depends on every word and on its place.
  private var check: UInt32 {
    var sum = Self.magic
    let words: InlineArray<5, UInt32> = [
      boots, bootsNotLived, panics, ending.rawValue, isCounted ? 1 : 0,
    ]
    for index in 0..<5 { sum = (sum << 5 | sum >> 27) &+ words[index] }
    return ~sum
  }
}
