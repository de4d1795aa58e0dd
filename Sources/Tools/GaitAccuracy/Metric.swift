import SoleLink
import Stimulus

/// What is measured of a stride, as an error against the reference.
enum Metric: String, Codable, CaseIterable {
  case strideLength = "stride length"
  case strideLengthMillimetres = "stride length (mm)"
  case unflaggedLength = "stride length (mm), unflagged"
  case cadence
  case cadenceOfMidstances = "cadence, by midstances"
  case initialContact = "initial contact"
  case toeOff = "toe-off"
  case contactTime = "contact time"
  case strikeAngle = "strike angle"
  case strikeClass = "strike class wrong"
  case wrongFlags = "wrongly standing or stairs"
  case pronation
  case clearance
  case delay = "event after midstance"

  var unit: String {
    switch self {
    case .strideLength, .strikeClass, .wrongFlags: "%"
    case .strideLengthMillimetres, .unflaggedLength, .clearance: "mm"
    case .cadence, .cadenceOfMidstances: "/min"
    case .initialContact, .toeOff, .contactTime, .delay: "ms"
    case .strikeAngle, .pronation: "°"
    }
  }

  /// The error in the metric's unit; nil where the reference or the chip does not tell.
  func error(_ pair: StrideMatch.Pair, sampleRateHertz: UInt16) -> Double? {
    let (truth, told) = (pair.truth, pair.told)
    let rate = Double(sampleRateHertz)
    let hasContact = !told.quality.contains(.noContact)
    let hasToeOff = !told.quality.contains(.noToeOff)
    func against(_ reference: Double?, _ value: Double, _ isTold: Bool = true) -> Double? {
      isTold ? reference.map { value - $0 } : nil
    }
    switch self {
    case .strideLength:
      return truth.lengthMetres.map { 100 * (Double(told.strideLength) / 1000 / $0 - 1) }
    case .strideLengthMillimetres:
      return against(truth.lengthMetres.map { $0 * 1000 }, Double(told.strideLength))
    case .unflaggedLength:
      guard told.quality.isEmpty else { return nil }
      return against(truth.lengthMetres.map { $0 * 1000 }, Double(told.strideLength))
    case .cadence: return against(pair.contactCadence, Double(told.cadence) / 10)
    case .cadenceOfMidstances:
      guard pair.contactCadence == nil else { return nil }
      return Double(told.cadence) / 10 - 120 / truth.durationSeconds
    case .initialContact:
      return against(
        truth.initialContactSeconds.map { $0 * 1000 },
        Double(told.initialContact) / 16 / rate * 1000,
        hasContact)
    case .toeOff:
      return against(
        truth.toeOffSeconds.map { $0 * 1000 }, Double(told.toeOff) / 16 / rate * 1000, hasToeOff)
    case .contactTime:
      return against(
        pair.contactSeconds.map { $0 * 1000 }, Double(told.contactTime) / 10, hasToeOff)
    case .strikeAngle:
      return against(truth.strikeAngleDegrees, Double(told.strikeAngle) / 10, hasContact)
    case .strikeClass:
      return truth.strikeAngleDegrees.map { Self.strike($0) == told.strike ? 0 : 100 }
    case .wrongFlags:
      return told.quality.isDisjoint(with: [.toStanding, .changedHeight]) ? 0 : 100
    case .pronation:
      return against(truth.pronationDegrees, Double(told.pronation) / 10, hasContact)
    case .clearance:
      return against(truth.clearanceMetres.map { $0 * 1000 }, Double(told.clearance))
    case .delay:
      return 1000 * (Double(told.emittedIndex) - Double(told.endMidstance) / 16) / rate
    }
  }

  /// The class of an angle (Mo 2023).
  private static func strike(_ degrees: Double) -> Wire.Strike {
    if degrees > 7.4 { return .rearfoot }
    return degrees < -0.8 ? .forefoot : .midfoot
  }
}

extension StrideMatch.Pair {
  /// Cadence from contact to contact, where both are known.
  fileprivate var contactCadence: Double? {
    guard let contact = truth.initialContactSeconds, let first = before?.initialContactSeconds
    else { return nil }
    return 120 / (contact - first)
  }

  /// Contact time of the stance that the stride leaves.
  fileprivate var contactSeconds: Double? {
    guard let toeOff = truth.toeOffSeconds, let contact = before?.initialContactSeconds else {
      return nil
    }
    return toeOff - contact
  }
}
