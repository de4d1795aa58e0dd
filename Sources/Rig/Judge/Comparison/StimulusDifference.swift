internal import Capture
internal import SoleLink
internal import Stimulus

/// Where two sessions were not fed alike.
package struct StimulusDifference: Codable, Equatable, Sendable {
  /// The first sample that differs; 0 for what the session began with.
  package var sampleIndex: UInt32
  /// What differs, as a sentence.
  package var statement: String

  /// nil where they were fed alike, or one of the captures does not tell what was fed: then only the
  /// answers can be compared.
  init?(_ left: RecordedSession, _ right: RecordedSession) {
    guard left.hasStimulus, right.hasStimulus else { return nil }
    let found = [
      Self.start(left.stimulus, right.stimulus), Self.samples(left, right),
      Self.missing(left, right),
    ].compactMap(\.self).min { $0.sampleIndex < $1.sampleIndex }
    guard let found else { return nil }
    self = found
  }

  private init(_ sampleIndex: UInt32, _ statement: String) {
    self.sampleIndex = sampleIndex
    self.statement = statement
  }

  private static func start(
    _ left: RecordedStimulus, _ right: RecordedStimulus
  ) -> StimulusDifference? {
    guard let one = left.configure, let two = right.configure else { return nil }
    if let (field, other) = zip(one.fields, two.fields).first(where: { $0.value != $1.value }) {
      return StimulusDifference(
        0, "\(field.name) was \(field.valueText) in A and \(other.valueText) in B.")
    }
    guard let one = left.calibration, let two = right.calibration, one != two else { return nil }
    return StimulusDifference(
      0, "the chip's calibration was \(Double(one) / 10_000) in A and \(Double(two) / 10_000) in B."
    )
  }

  private static func samples(
    _ left: RecordedSession, _ right: RecordedSession
  ) -> StimulusDifference? {
    let (one, two) = (left.stimulus.samples, right.stimulus.samples)
    // Those that one of the two never had are told of apart.
    let missing = (left.missing + right.missing).merged
    var common = 0
    var gaps = missing[...]
    while common < min(one.count, two.count) {
      while let gap = gaps.first, gap.upperBound <= common { gaps.removeFirst() }
      if let gap = gaps.first, gap.contains(UInt32(common)) {
        common = min(Int(gap.upperBound), one.count, two.count)
        continue
      }
      guard one[common] == two[common] else { break }
      common += 1
    }
    guard common == min(one.count, two.count) else {
      return StimulusDifference(UInt32(common), "the samples differ from index \(common) on.")
    }
    guard one.count != two.count else { return nil }
    return StimulusDifference(
      UInt32(common), "A was sent \(one.count) samples and B \(two.count).")
  }

  private static func missing(
    _ left: RecordedSession, _ right: RecordedSession
  ) -> StimulusDifference? {
    let (one, two) = (left.missing, right.missing)
    guard one != two else { return nil }
    let common = zip(one, two).prefix { $0 == $1 }.count
    let (first, second) = (one.dropFirst(common).first, two.dropFirst(common).first)
    func words(_ name: String, _ range: Range<UInt32>?) -> String {
      range.map { "\(name)'s chip missed samples \($0.lowerBound) to \($0.upperBound - 1)" }
        ?? "\(name)'s missed no more"
    }
    let index = min(first?.lowerBound ?? .max, second?.lowerBound ?? .max)
    return StimulusDifference(index, "\(words("A", first)), \(words("B", second)).")
  }
}
