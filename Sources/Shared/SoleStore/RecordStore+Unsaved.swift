public import SoleFlash

/// What records hold that the lifetime's totals do not have yet.
public struct UnsavedTotals: Sendable {
  public fileprivate(set) var walkStrides: UInt32 = 0
  public fileprivate(set) var runStrides: UInt32 = 0
  public fileprivate(set) var walkMillimetres: UInt32 = 0
  public fileprivate(set) var runMillimetres: UInt32 = 0
  public fileprivate(set) var walkMilliseconds: UInt32 = 0
  public fileprivate(set) var runMilliseconds: UInt32 = 0
  public fileprivate(set) var rearfootStrides: UInt32 = 0
  public fileprivate(set) var midfootStrides: UInt32 = 0
  public fileprivate(set) var forefootStrides: UInt32 = 0
  public fileprivate(set) var topSpeedMillimetresPerSecond: UInt16 = 0
  public fileprivate(set) var bodyMassTenthKilograms: UInt16 = 0

  init() {}
}

extension RecordStore {
  /// What the last record holds where it was begun after the lifetime's totals were saved last: the
  /// chip lost its power, or was reset, before it could save them. nil where nothing is missing.
  ///
  /// Intervals tell of no strike, and which activity most of their strides were.
  @inline(never)
  public mutating func unsaved(_ flash: some FlashMemory) -> UnsavedTotals? {
    // Beyond 16 bits the log can't tell what it has.
    guard newest > UInt32(lifetimeLog.totals.records), newest <= UInt32(UInt16.max),
      let last = lastPlace(of: newest, flash)
    else { return nil }
    var totals = UnsavedTotals()
    for place in 0...last {
      guard let index = page(of: newest, place, flash) else { continue }
      for slot in 0..<RecordPage.entryCount {
        totals.take(RecordPage.entry(flash, at: layout.recordPage(index), slot))
      }
    }
    return totals
  }
}

extension UnsavedTotals {
  @inline(never)
  fileprivate mutating func take(_ entry: RecordEntry) {
    switch entry.kind {
    case .stride: takeStride(entry)
    case .walkInterval: addWalk(entry.bits(at: 9, 7), entry.bits(at: 16, 20), interval(entry))
    case .runInterval: addRun(entry.bits(at: 9, 7), entry.bits(at: 16, 20), interval(entry))
    case .beginning where entry.bits(at: 3, 4) == 1:
      bodyMassTenthKilograms = UInt16(truncatingIfNeeded: entry.bits(at: 7, 32))
    case .time, .beginning, .summary, nil: break
    }
  }

  private func interval(_ entry: RecordEntry) -> UInt32 { entry.bits(at: 36, 10) * 100 }

  private mutating func takeStride(_ entry: RecordEntry) {
    let (milliseconds, length) = (entry.bits(at: 18, 12), entry.bits(at: 30, 13))
    if entry.bits(at: 72, 1) == 1 {
      addRun(1, length, milliseconds)
    } else {
      addWalk(1, length, milliseconds)
    }
    if entry.bits(at: 73, 1) == 0, milliseconds > 0 {
      topSpeedMillimetresPerSecond = max(
        topSpeedMillimetresPerSecond, UInt16(clamping: length * 1000 / milliseconds))
    }
    guard entry.bits(at: 74, 1) == 0 else { return }
    // Whole degrees: 7.5° and more is 8, and what is less than -0.8° is -1 at most.
    let degrees = Int32(bitPattern: entry.bits(at: 53, 7) << 25) >> 25
    if degrees >= 8 {
      rearfootStrides += 1
    } else if degrees < 0 {
      forefootStrides += 1
    } else {
      midfootStrides += 1
    }
  }

  private mutating func addWalk(_ count: UInt32, _ length: UInt32, _ milliseconds: UInt32) {
    walkStrides += count
    walkMillimetres += length
    walkMilliseconds += milliseconds
  }

  private mutating func addRun(_ count: UInt32, _ length: UInt32, _ milliseconds: UInt32) {
    runStrides += count
    runMillimetres += length
    runMilliseconds += milliseconds
  }
}
