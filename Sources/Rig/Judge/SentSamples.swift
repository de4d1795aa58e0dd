internal import Capture
internal import SoleLink
internal import Stimulus

/// The samples that went to the chip in good frames, and how they fared against its credit.
struct SentSamples {
  /// Samples sent for the first time.
  private(set) var unique: UInt64 = 0
  /// Samples sent again.
  private(set) var repeated: UInt64 = 0
  /// Index after the last one sent.
  private(set) var end: UInt32 = 0
  /// The most that went beyond what the chip had given credit for.
  private(set) var beyondCredit: UInt64 = 0
  /// The samples in order of sending, where nothing was repeated.
  private(set) var samples: [TraceSample] = []
  private(set) var underruns: [Underrun] = []

  /// Indices below `end` that were not sent.
  private(set) var gaps: [Range<UInt32>] = []
  private var creditEnd: UInt64 = 0
  /// When each frame of samples went, and when credit reached how far.
  private var sendings: [(end: UInt32, time: UInt64)] = []
  private var credits: [(end: UInt64, time: UInt64)] = []

  /// A sample that was not there when its turn came.
  struct Underrun: Equatable {
    var index: UInt32
    /// When the chip's word of it was read.
    var told: UInt64
  }

  /// - Parameter isSettled: whether all that was sent before has come by then or never will, as when
  ///   the rig asked for a status while nothing was under way. What was lost takes no slot.
  mutating func take(_ credit: Wire.Credit, at time: UInt64, isSettled: Bool = false) {
    let leftOut = gaps.filter { $0.lowerBound >= credit.nextIndex }.reduce(0) { $0 + $1.count }
    var reach = UInt64(credit.nextIndex) + UInt64(credit.freeSlots) + UInt64(leftOut)
    if isSettled { reach = max(reach, UInt64(end) + UInt64(credit.freeSlots)) }
    guard reach > creditEnd else { return }
    creditEnd = reach
    credits.append((reach, time))
  }

  mutating func take(_ message: Wire.Samples, at time: UInt64) {
    let first = message.firstIndex
    let (last, overflow) = first.addingReportingOverflow(UInt32(message.samples.count))
    guard !overflow else { return }
    if first > end {
      gaps.append(end..<first)
      // Credit is for slots of the chip's queue, and what is left out takes none.
      creditEnd += UInt64(first - end)
    }
    beyondCredit = max(beyondCredit, UInt64(last) - min(UInt64(last), creditEnd))
    let old = first < end ? min(end - first, last - first) : 0
    repeated += UInt64(old)
    unique += UInt64(last - first - old)
    for index in Int(old)..<message.samples.count {
      samples.append(TraceSample(message.samples[index]))
    }
    if last > end {
      end = last
      sendings.append((last, time))
    }
  }

  mutating func takeUnderrun(_ index: UInt32, at time: UInt64) {
    underruns.append(Underrun(index: index, told: time))
  }

  /// When the rig had read credit for a sample; nil where it never had any.
  func credited(_ index: UInt32) -> UInt64? {
    let first = credits.firstIndexInOrder { $0.end > UInt64(index) }
    return first < credits.count ? credits[first].time : nil
  }

  /// Index after the last sample of the frame in which a sample was sent first, or would have been.
  func frameEnd(_ index: UInt32) -> UInt32 {
    sending(index)?.end
      ?? UInt32(clamping: UInt64(index) + UInt64(Wire.samplesPerFrame))
  }

  /// When a sample was sent first; nil where it never was.
  func sent(_ index: UInt32) -> UInt64? { sending(index)?.time }

  private func sending(_ index: UInt32) -> (end: UInt32, time: UInt64)? {
    let first = sendings.firstIndexInOrder { $0.end > index }
    return first < sendings.count ? sendings[first] : nil
  }
}
