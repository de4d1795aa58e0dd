internal import SoleLink

/// What adds up over strides, by protocols/shoe.md.
struct StrideSums {
  private(set) var walkStrides = 0
  private(set) var runStrides = 0
  private(set) var walkMillimetres = 0.0
  private(set) var runMillimetres = 0.0
  /// Time in strides, in seconds of sample time.
  private(set) var walkSeconds = 0.0
  private(set) var runSeconds = 0.0
  private(set) var rearfootStrides = 0
  private(set) var midfootStrides = 0
  private(set) var forefootStrides = 0
  private(set) var topSpeed = 0.0

  var strides: Int { walkStrides + runStrides }
  var millimetres: Double { walkMillimetres + runMillimetres }
  var seconds: Double { walkSeconds + runSeconds }

  mutating func take(_ stride: DetectedStride) {
    let message = stride.message
    take(
      isRun: message.activity == .run, millimetres: stride.lengthMillimetres,
      seconds: stride.end - stride.start)
    if !message.quality.contains(.noContact) {
      switch message.strikeAngle {
      case 75...: rearfootStrides += 1
      case ..<(-8): forefootStrides += 1
      default: midfootStrides += 1
      }
    }
    if message.hasTrueSpeed { topSpeed = max(topSpeed, Double(message.speed)) }
  }

  mutating func take(isRun: Bool, millimetres: Double, seconds: Double) {
    if isRun {
      runStrides += 1
      runMillimetres += millimetres
      runSeconds += seconds
    } else {
      walkStrides += 1
      walkMillimetres += millimetres
      walkSeconds += seconds
    }
  }

  /// ACSM's equations on the level (ACSM's Guidelines for Exercise Testing and Prescription): oxygen
  /// in ml/kg/min is 0.1 v + 3.5 walking and 0.2 v + 3.5 running, v in m/min; 5 kcal a litre.
  func kilocalories(bodyMassKilograms mass: Double) -> Double {
    let perKilogram =
      0.1 * walkMillimetres / 1000 + 0.2 * runMillimetres / 1000 + 3.5 * seconds / 60
    return perKilogram / 1000 * 5 * mass
  }
}

extension Wire.Stride {
  private func has(_ flags: Wire.StrideQuality) -> Bool { !quality.isDisjoint(with: flags) }

  /// Whether it went from one step to the next.
  private var isWholeStep: Bool {
    !has([.samplesLost, .fromStanding, .toStanding, .changedHeight, .noContact, .onTheSpot])
  }

  /// Whether nothing speaks against its speed.
  var hasTrueSpeed: Bool { isWholeStep && !has([.gyroClipped, .accelerometerClipped]) }

  /// Whether rules of form judge it.
  var hasForm: Bool { activity == .run && isWholeStep }

  /// Whether its angles are the foot's.
  var hasTrueAngles: Bool { !has([.gyroClipped, .turned]) }
}
