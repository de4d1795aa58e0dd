internal import SoleGait
internal import SoleLink

/// Where a test build is wrong on purpose, to prove that the rig finds it. The release has none of
/// this: each defect is compiled in by a flag that only its named build sets, and such a build says
/// in its identity what it is.
enum KnownBad {
  #if KNOWN_BAD_GYRO_SIGN || KNOWN_BAD_DROPPED_SAMPLE || KNOWN_BAD_FAULT
    static let flavour = Wire.Flavour.knownBad
  #elseif KNOWN_BAD_LATE_EVENTS || KNOWN_BAD_SLOW_EVENTS
    static let flavour = Wire.Flavour.knownBad
  #elseif HARDWARE_LIKE
    static let flavour = Wire.Flavour.hardwareLike
  #else
    static let flavour = Wire.Flavour.release
  #endif

  /// The sample as the engine is to see it; nil where it is withheld.
  static func tap(_ sample: IMUSample, index: UInt32) -> IMUSample? {
    #if KNOWN_BAD_GYRO_SIGN
      return IMUSample(
        accelerationX: sample.accelerationX, accelerationY: sample.accelerationY,
        accelerationZ: sample.accelerationZ, angularRateX: sample.angularRateX,
        angularRateY: sample.angularRateY == .min ? .max : -sample.angularRateY,
        angularRateZ: sample.angularRateZ)
    #elseif KNOWN_BAD_DROPPED_SAMPLE
      return index % 1000 == 999 ? nil : sample
    #elseif KNOWN_BAD_FAULT
      precondition(index != 1999, "a fault on purpose")
      return sample
    #else
      return sample
    #endif
  }

  /// Whether a late event tells the sample at which its stride was found, not that at which it left:
  /// then only the device's clock knows.
  static var tellsWhenFound: Bool {
    #if KNOWN_BAD_SLOW_EVENTS
      return true
    #else
      return false
    #endif
  }

  /// Samples by which a stride event leaves late.
  static func eventDelay(rateHertz: UInt16) -> UInt32 {
    #if KNOWN_BAD_LATE_EVENTS
      return UInt32(rateHertz) * 30 / 1000
    #elseif KNOWN_BAD_SLOW_EVENTS
      return max(UInt32(rateHertz) * 5 / 1000, 1)
    #else
      return 0
    #endif
  }
}
