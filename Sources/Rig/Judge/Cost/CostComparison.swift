/// What the same trace cost on two images, sample by sample.
package struct CostComparison: Codable, Equatable, Sendable {
  /// Samples of which the two took another number of ticks, and the first of them.
  package var differing: Int
  package var firstDiffering: Int?
  /// By how much the mean grew, in instructions a sample, and in percent.
  package var meanChange: Double
  package var meanChangePercent: Double
  /// The worst sample of each, in instructions.
  package var worstBefore: Int
  package var worstAfter: Int
  /// The sample that grew most and the one that shrank most, with their change in instructions.
  package var mostGrown: Change?
  package var mostShrunk: Change?
  /// The largest distance between the two in one sample, in ticks.
  package var largestTicks: UInt32

  package struct Change: Codable, Equatable, Sendable {
    package var index: Int
    package var instructions: Int
  }

  /// - Precondition: both are of the same number of samples.
  package init(_ before: CostProfile, _ after: CostProfile) {
    precondition(before.ticks.count == after.ticks.count, "both played the same trace")
    let changes = zip(before.ticks, after.ticks).map { Int64($1) - Int64($0) }
    differing = changes.count { $0 != 0 }
    firstDiffering = changes.firstIndex { $0 != 0 }
    largestTicks = UInt32(changes.map(\.magnitude).max() ?? 0)
    meanChange = (after.meanInstructions - before.meanInstructions).rounded(to: .report)
    meanChangePercent =
      before.meanInstructions > 0
      ? (100 * (after.meanInstructions / before.meanInstructions - 1)).rounded(to: .report) : 0
    worstBefore = before.worst(1).first.map(before.instructions) ?? 0
    worstAfter = after.worst(1).first.map(after.instructions) ?? 0
    func change(_ index: Int) -> Change? {
      guard changes[index] != 0 else { return nil }
      return Change(
        index: index, instructions: after.instructions(index) - before.instructions(index))
    }
    let grown = changes.indices.max { (changes[$0], $1) < (changes[$1], $0) }
    let shrunk = changes.indices.min { (changes[$0], $0) < (changes[$1], $1) }
    mostGrown = grown.flatMap { changes[$0] > 0 ? change($0) : nil }
    mostShrunk = shrunk.flatMap { changes[$0] < 0 ? change($0) : nil }
  }

  /// Whether two runs of one image took the same, to a tick.
  package var isRepeatable: Bool { largestTicks <= 1 }
}
