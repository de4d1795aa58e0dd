public import SoleFlash

/// Why the board stays in its bootloader.
public enum StayReason: UInt8, Equatable, Sendable, CaseIterable {
  /// Slot 0 holds nothing that may run.
  case noImage = 1
  /// What was copied into slot 0 is not what stands in slot 1.
  case copyFailed
  /// The app was asked to restart into the bootloader.
  case asked
  /// The image started several times and never said that it is alive.
  case notAlive
  /// Someone spoke SMP right after the reset.
  case held
}

/// What the bootloader does next on its way from a reset to an image.
public enum InstallStep: Equatable, Sendable {
  case perform(FlashOperation)
  /// Slot 0 may run.
  case run
  case stay(StayReason)
}

/// From a reset to an image that may run: finishes an upgrade that was asked for, wherever the power
/// failed the last time.
///
/// A value machine: it looks at the flash and says what to do; the caller does it and asks again.
/// All that it knows of the past stands in the flash. An erase or a write that was cut is made again
/// from the start: slot 1 stays as it was until slot 0 is whole, and the record outlives slot 1.
public struct Installer: Sendable {
  private enum State: Equatable {
    case reading
    case checking
    case page(UInt32)
    case words(page: UInt32, offset: UInt32)
    case checkingCopy
    case erasingSlot1
    case erasingRecord
    case deciding
  }

  private let policy: BootPolicy
  private var state = State.reading
  private var record: UpgradeRecord?
  /// Why slot 0 may not run, where it was looked at.
  public private(set) var refusal: Refusal?
  /// What slot 0 holds, where it may run.
  public private(set) var image: ImageIdentity?

  public init(policy: BootPolicy) {
    self.policy = policy
  }

  private var layout: FlashLayout { policy.layout }

  /// What to do next; a flash operation is to be done before it is asked again.
  public mutating func next(_ flash: some FlashMemory) -> InstallStep {
    // Every turn moves on: a page at most, then a later state.
    while true {
      switch state {
      case .reading: read(flash)
      case .checking: check(flash)
      case .page(let page):
        if let operation = startPage(page, flash) { return .perform(operation) }
      case .words(let page, let offset): return .perform(copy(page, offset, flash))
      case .checkingCopy:
        guard holdsTheRecorded(layout.slot0, flash) else { return .stay(.copyFailed) }
        state = .erasingSlot1
        return .perform(.write(0, at: UpgradeRecord.copied(layout)))
      case .erasingSlot1:
        state = .erasingRecord
        return .perform(.erase(page: layout.slot1))
      case .erasingRecord:
        state = .deciding
        return .perform(.erase(page: layout.record))
      case .deciding: return decide(flash)
      }
    }
  }

  private mutating func read(_ flash: some FlashMemory) {
    record = UpgradeRecord(flash, layout)
    guard record != nil else {
      state = .deciding
      return
    }
    state = flash.word(at: UpgradeRecord.copied(layout)) == 0 ? .erasingSlot1 : .checking
  }

  /// Slot 1 was found right when the record was made; here it must still be the same.
  private mutating func check(_ flash: some FlashMemory) {
    state = holdsTheRecorded(layout.slot1, flash) ? .page(0) : .erasingRecord
  }

  private mutating func startPage(_ page: UInt32, _ flash: some FlashMemory) -> FlashOperation? {
    let start = page * FlashLayout.pageBytes
    guard let record, start < record.imageBytes else {
      state = .checkingCopy
      return nil
    }
    if flash.word(at: UpgradeRecord.done(page: page, layout)) == 0 {
      state = .page(page + 1)
      return nil
    }
    state = .words(page: page, offset: 0)
    return .erase(page: layout.slot0 + start)
  }

  /// The next word of a page that is not as erased, or the page's mark.
  private mutating func copy(
    _ page: UInt32, _ first: UInt32, _ flash: some FlashMemory
  ) -> FlashOperation {
    let start = page * FlashLayout.pageBytes
    let left = (record?.imageBytes ?? 0) - start
    var offset = first
    while offset < min(FlashLayout.pageBytes, left) {
      let word = flash.word(at: layout.slot1 + start + offset)
      if word != .max {
        state = .words(page: page, offset: offset + 4)
        return .write(word, at: layout.slot0 + start + offset)
      }
      offset += 4
    }
    state = .page(page + 1)
    return .write(0, at: UpgradeRecord.done(page: page, layout))
  }

  /// Whether a slot holds the image that the record tells of, whole.
  @inline(never)
  private func holdsTheRecorded(_ slot: UInt32, _ flash: some FlashMemory) -> Bool {
    guard case .success(let image) = policy.image(at: slot, in: flash) else { return false }
    return image.hash == record?.hash
  }

  private mutating func decide(_ flash: some FlashMemory) -> InstallStep {
    switch policy.image(at: layout.slot0, in: flash) {
    case .success(let found):
      image = found
      return .run
    case .failure(let error):
      refusal = error.refusal
      return .stay(.noImage)
    }
  }
}
