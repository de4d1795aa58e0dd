import SoleLink
import Stimulus

/// What is measured of a stride, as an error against the reference.
enum Metric: String, Codable, CaseIterable {
  case strideLength = "stride length"
  case strideLengthMillimetres = "stride length (mm)"
  case cadence
  case initialContact = "initial contact"
  case delay = "event after midstance"

  var unit: String {
    switch self {
    case .strideLength: "%"
    case .strideLengthMillimetres: "mm"
    case .cadence: "/min"
    case .initialContact, .delay: "ms"
    }
  }

  /// The error in the metric's unit; nil where the reference or the chip does not tell.
  func error(_ pair: StrideMatch.Pair, sampleRateHertz: UInt16) -> Double? {
    let (truth, told) = (pair.truth, pair.told)
    let ticks = 16 * Double(sampleRateHertz)
    let hasContact = !told.quality.contains(.noContact)
    switch self {
    case .strideLength:
      return truth.lengthMetres.map { 100 * (Double(told.strideLength) / 1000 / $0 - 1) }
    case .strideLengthMillimetres:
      return truth.lengthMetres.map { Double(told.strideLength) - 1000 * $0 }
    case .cadence:
      return Double(told.cadence) / 10 - 120 / pair.strideSeconds
    case .initialContact:
      guard hasContact, let contact = truth.initialContactSeconds else { return nil }
      return 1000 * (Double(told.initialContact) / ticks - contact)
    case .delay:
      return 1000
        * (Double(told.emittedIndex) / Double(sampleRateHertz) - Double(told.endMidstance) / ticks)
    }
  }
}

extension StrideMatch.Pair {
  /// From contact to contact where both are known, else from midstance to midstance.
  fileprivate var strideSeconds: Double {
    guard let contact = truth.initialContactSeconds, let first = before?.initialContactSeconds
    else { return truth.durationSeconds }
    return contact - first
  }
}
