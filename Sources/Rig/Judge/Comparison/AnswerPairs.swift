internal import Capture
internal import SoleLink

/// Which answer of one session is which of another, where they are not one list.
///
/// Strides are the same where they share more than half of what they span together; anything else,
/// where it is of the same kind and sample, in its order.
struct AnswerPairs {
  private(set) var pairs: [(left: RecordedAnswer, right: RecordedAnswer)] = []
  /// Answers that only one side has.
  private(set) var onlyLeft = 0
  private(set) var onlyRight = 0

  init(_ left: [RecordedAnswer], _ right: [RecordedAnswer]) {
    pairStrides(left.filter(\.isStride), right.filter(\.isStride))
    pairOthers(left.filter { !$0.isStride }, right.filter { !$0.isStride })
  }

  private mutating func pairStrides(_ left: [RecordedAnswer], _ right: [RecordedAnswer]) {
    var next = 0
    var paired = 0
    for answer in left {
      guard let span = answer.span else { continue }
      while next < right.count, let other = right[next].span, other.upperBound <= span.lowerBound {
        next += 1
      }
      guard next < right.count, let other = right[next].span, span.isMostly(other) else { continue }
      pairs.append((answer, right[next]))
      next += 1
      paired += 1
    }
    onlyLeft += left.count - paired
    onlyRight += right.count - paired
  }

  private mutating func pairOthers(_ left: [RecordedAnswer], _ right: [RecordedAnswer]) {
    struct Key: Hashable {
      var kind: UInt8
      var sample: UInt32?
    }
    var waiting: [Key: [RecordedAnswer]] = [:]
    for answer in right.reversed() {
      waiting[
        Key(kind: answer.message.messageType, sample: answer.sampleIndex), default: []
      ].append(answer)
    }
    var paired = 0
    for answer in left {
      let key = Key(kind: answer.message.messageType, sample: answer.sampleIndex)
      guard let other = waiting[key]?.popLast() else { continue }
      pairs.append((answer, other))
      paired += 1
    }
    onlyLeft += left.count - paired
    onlyRight += right.count - paired
  }
}

extension RecordedAnswer {
  fileprivate var isStride: Bool {
    if case .stride = message { true } else { false }
  }

  /// From midstance to midstance, in sixteenths of a sample.
  fileprivate var span: Range<Int64>? {
    guard case .stride(let stride) = message else { return nil }
    // They wrap with 32 bits: read as those nearest to the index at which the event left.
    let emitted = Int64(stride.emittedIndex) * 16
    func unwrapped(_ time: UInt32) -> Int64 {
      emitted - Int64(Int32(bitPattern: UInt32(truncatingIfNeeded: emitted) &- time))
    }
    let (start, end) = (unwrapped(stride.startMidstance), unwrapped(stride.endMidstance))
    return start..<max(start, end)
  }
}

extension Range<Int64> {
  fileprivate func isMostly(_ other: Self) -> Bool {
    let shared = Swift.min(upperBound, other.upperBound) - Swift.max(lowerBound, other.lowerBound)
    let spanned = Swift.max(upperBound, other.upperBound) - Swift.min(lowerBound, other.lowerBound)
    return spanned > 0 && shared * 2 > spanned
  }
}
