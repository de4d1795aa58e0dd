/// One entry of a record: 96 bits in three words, as protocols/session-record.md lays them out.
///
/// The words are written in order. A write that power fails in leaves ones where there should be
/// zeros, so its word has fewer zeros than it was to have; the last word tells how many it has, and no
/// such word can tell it right. An entry that was cut is never taken for a whole one.
public struct RecordEntry: Equatable, Sendable {
  /// How many bytes an entry takes.
  public static let byteCount: UInt32 = 12

  public private(set) var first: UInt32
  public private(set) var second: UInt32
  public private(set) var third: UInt32

  /// An entry as it stands in the flash.
  init(_ first: UInt32, _ second: UInt32, _ third: UInt32) {
    self.first = first
    self.second = second
    self.third = third
  }

  /// A stride.
  public init(_ stride: StrideEntry) {
    var bits = EntryBits(kind: .stride)
    bits.append(stride.timeSixteenths, 15)
    bits.append(stride.strideMilliseconds, 12)
    bits.append(stride.lengthMillimetres, 13)
    bits.append(stride.contactMilliseconds, 10)
    bits.append(signed: stride.strikeDegrees, 7)
    bits.append(signed: stride.pronationDegrees, 6)
    bits.append(stride.impactHalfG, 6)
    bits.append(stride.isRun ? 1 : 0, 1)
    bits.append(stride.isFlagged ? 1 : 0, 1)
    bits.append(stride.hasNoContact ? 1 : 0, 1)
    self = bits.sealed
  }

  /// An interval.
  public init(_ interval: IntervalEntry) {
    var bits = EntryBits(kind: interval.isRun ? .runInterval : .walkInterval)
    bits.append(interval.seconds, 6)
    bits.append(interval.strides, 7)
    bits.append(interval.distanceMillimetres, 20)
    bits.append(interval.movingTenthSeconds, 10)
    bits.append(interval.contactMilliseconds, 10)
    bits.append(signed: interval.strikeDegrees, 7)
    bits.append(signed: interval.pronationDegrees, 6)
    bits.append(interval.impactHalfG, 6)
    self = bits.sealed
  }

  /// The time from which the next entry counts.
  public init(timeSixteenths: UInt32) {
    var bits = EntryBits(kind: .time)
    bits.append(timeSixteenths, 32)
    self = bits.sealed
  }

  /// A part of the beginning or the summary.
  public init(_ kind: Part, _ number: UInt32, _ value: UInt32, _ other: UInt32) {
    var bits = EntryBits(kind: kind == .beginning ? .beginning : .summary)
    bits.append(number, 4)
    bits.append(value, 32)
    bits.append(other, 32)
    self = bits.sealed
  }

  /// What an entry with parts is part of.
  public enum Part: Sendable {
    case beginning
    case summary
  }

  enum Kind: UInt32 {
    case stride = 0
    case walkInterval = 1
    case runInterval = 2
    case time = 3
    case beginning = 4
    case summary = 5
  }

  /// Whether nothing was written here yet.
  var isBlank: Bool { first & second & third == .max }

  /// What kind it is; nil where it was cut or has rotted.
  var kind: Kind? {
    var bits = EntryBits(first, second, third & 0x7FF)
    return bits.sealed == self ? Kind(rawValue: first & 7) : nil
  }

  /// The bits from a place on, of which there are at most 32.
  func bits(at place: UInt32, _ count: UInt32) -> UInt32 {
    let word = place < 32 ? first : place < 64 ? second : third
    let next = place < 32 ? second : third
    let shift = place % 32
    let value = shift == 0 ? word : word >> shift | next << (32 - shift)
    return count == 32 ? value : value & ((1 << count) - 1)
  }
}

/// What is kept of a stride. What does not fit its field stands at the field's end.
public struct StrideEntry: Equatable, Sendable {
  /// From the end of the entry before to its end, in 1/16 samples.
  public var timeSixteenths: UInt32 = 0
  public var strideMilliseconds: UInt32 = 0
  public var lengthMillimetres: UInt32 = 0
  /// 0: not known.
  public var contactMilliseconds: UInt32 = 0
  public var strikeDegrees: Int32 = 0
  public var pronationDegrees: Int32 = 0
  /// In 0.5 g.
  public var impactHalfG: UInt32 = 0
  public var isRun = false
  /// Whether something speaks against it.
  public var isFlagged = false
  public var hasNoContact = false

  public init() {}
}

/// What is kept of an interval. What does not fit its field stands at the field's end.
public struct IntervalEntry: Equatable, Sendable {
  public var seconds: UInt32 = 0
  public var strides: UInt32 = 0
  public var distanceMillimetres: UInt32 = 0
  /// Time in strides, in 0.1 s.
  public var movingTenthSeconds: UInt32 = 0
  public var contactMilliseconds: UInt32 = 0
  public var strikeDegrees: Int32 = 0
  public var pronationDegrees: Int32 = 0
  /// The highest, in 0.5 g.
  public var impactHalfG: UInt32 = 0
  public var isRun = false

  public init() {}
}
