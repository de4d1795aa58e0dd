internal import Capture
internal import SoleLink
internal import Stimulus

/// Which stride of the board is which of the reference.
///
/// Two strides are the same where what they share is more than half of what they span together.
/// That is one to one by itself: no stride can share more than half with two that follow each
/// other. A stride told as two like ones, or two told as one, is therefore not found.
///
/// A stride of the reference that is not steady (a start, a stop, a turn) counts for nothing, nor
/// does what the board tells while it lasts. Where the reference does not cover the whole trace,
/// what the board tells outside of it is not judged.
struct StrideAlignment {
  private let whole: Truth
  let detected: [DetectedStride]
  /// Whether the reference has every stride of the trace.
  let isComplete: Bool
  /// For each stride of the reference, the board's.
  private(set) var matches: [Int?]
  /// For each stride of the board, the reference's.
  private(set) var sources: [Int?]
  private(set) var outcomes: [StrideRow.Outcome]
  /// Strides of the reference that end so close to the end of the trace that no board could know
  /// of them.
  private let unknowable: [Bool]

  var truth: [TruthStride] { whole.strides }

  private static let overlapLimit = 0.5
  /// A stride's end shows by what follows it.
  static let tailSeconds = 0.5

  init(_ truth: Truth, _ detected: [DetectedStride], traceSeconds: Double) {
    whole = truth
    self.detected = detected
    isComplete = truth.strideCount == truth.strides.count
    matches = Array(repeating: nil, count: truth.strides.count)
    sources = Array(repeating: nil, count: detected.count)
    unknowable = truth.strides.map { $0.endSeconds > traceSeconds - Self.tailSeconds }
    outcomes = []
    match()
    outcomes = detected.indices.map(outcome)
  }

  private mutating func match() {
    var first = 0
    for index in detected.indices.sorted(by: { detected[$0].start < detected[$1].start }) {
      let stride = detected[index]
      while first < truth.count, truth[first].endSeconds <= stride.start { first += 1 }
      var candidate = first
      while candidate < truth.count, truth[candidate].startSeconds < stride.end {
        // Strides that the board tells twice are one found and one too many.
        if matches[candidate] == nil, Self.overlap(truth[candidate], stride) > Self.overlapLimit {
          matches[candidate] = index
          sources[index] = candidate
        }
        candidate += 1
      }
    }
  }

  private func outcome(_ index: Int) -> StrideRow.Outcome {
    if let source = sources[index] { return truth[source].isSteady ? .matched : .tolerated }
    let stride = detected[index]
    let touched = truth.filter {
      ($0.startSeconds <= stride.middle && stride.middle < $0.endSeconds)
        || (stride.start..<max(stride.start, stride.end)).contains($0.middle)
    }
    if touched.contains(where: { !$0.isSteady }) { return .tolerated }
    return touched.isEmpty && !isComplete ? .unjudged : .unfounded
  }

  private static func overlap(_ truth: TruthStride, _ stride: DetectedStride) -> Double {
    let shared = min(truth.endSeconds, stride.end) - max(truth.startSeconds, stride.start)
    let spanned = max(truth.endSeconds, stride.end) - min(truth.startSeconds, stride.start)
    return spanned > 0 ? shared / spanned : 0
  }
}

extension StrideAlignment {
  /// A steady stride of the reference and the board's of it.
  struct Pair {
    var truth: TruthStride
    /// Its number among the reference's, from 0.
    var index: Int
    var detected: DetectedStride
  }

  var pairs: [Pair] {
    truth.indices.compactMap { index in
      guard truth[index].isSteady, let match = matches[index] else { return nil }
      return Pair(truth: truth[index], index: index, detected: detected[match])
    }
  }

  /// Steady strides of the reference that the board is asked for.
  var asked: [Int] {
    truth.indices.filter { truth[$0].isSteady && (matches[$0] != nil || !unknowable[$0]) }
  }

  var missed: [TruthStride] { asked.filter { matches[$0] == nil }.map { truth[$0] } }

  func detected(_ outcome: StrideRow.Outcome) -> [DetectedStride] {
    detected.indices.filter { outcomes[$0] == outcome }.map { detected[$0] }
  }

  /// Time from contact to contact of a stride of the reference, where both contacts are known;
  /// else from midstance to midstance.
  func strideSeconds(_ index: Int) -> Double {
    let stride = truth[index]
    guard index > 0, let contact = stride.initialContactSeconds,
      let before = truth[index - 1].initialContactSeconds,
      abs(truth[index - 1].endSeconds - stride.startSeconds) < 0.001
    else { return stride.durationSeconds }
    return contact - before
  }

  /// Contact time of the stance that a stride of the reference leaves; nil where it does not tell.
  func contactSeconds(_ index: Int) -> Double? { whole.contactSeconds(beforeStride: index) }

  /// Stride by stride, in time order.
  var rows: [StrideRow] {
    let told = detected.indices.map { row(detected[$0], outcomes[$0], sources[$0]) }
    let untold = truth.indices.filter { matches[$0] == nil }.map { index in
      let isAsked = truth[index].isSteady && !unknowable[index]
      return StrideRow(truth[index], isAsked ? .missed : .tolerated)
    }
    return (told + untold).sorted { ($0.start, $0.end) < ($1.start, $1.end) }
  }

  private func row(
    _ stride: DetectedStride, _ outcome: StrideRow.Outcome, _ source: Int?
  ) -> StrideRow {
    var row = StrideRow(stride, outcome)
    guard let source else { return row }
    row.referenceLengthMillimetres =
      truth[source].lengthMetres.map { ($0 * 1000).rounded(to: .report) }
    row.lateMilliseconds = ((stride.end - truth[source].endSeconds) * 1000).rounded(to: .report)
    return row
  }
}

extension TruthStride {
  fileprivate var middle: Double { (startSeconds + endSeconds) / 2 }
}

extension StrideRow {
  init(_ stride: DetectedStride, _ outcome: Outcome) {
    self.init(
      outcome: outcome, start: stride.start.rounded(to: .report),
      end: stride.end.rounded(to: .report), activity: stride.message.activity.wireName,
      lengthMillimetres: stride.lengthMillimetres)
  }

  init(_ truth: TruthStride, _ outcome: Outcome) {
    self.init(
      outcome: outcome, start: truth.startSeconds.rounded(to: .report),
      end: truth.endSeconds.rounded(to: .report), activity: truth.activity?.rawValue,
      referenceLengthMillimetres: truth.lengthMetres.map { ($0 * 1000).rounded(to: .report) })
  }
}
