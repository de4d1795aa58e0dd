internal import SoleGait

/// Sample time, which is counted in 1/16 samples and wraps, in units of time.
public enum SampleTime {
  /// Milliseconds, rounded down; the greatest number there is where they do not fit.
  public static func milliseconds(sixteenths: UInt64, rateHertz: UInt32) -> UInt32 {
    UInt32(clamping: sixteenths.multipliedHeld(by: 125) / (2 * UInt64(max(rateHertz, 1))))
  }
}

extension SoleGait.Stride {
  /// From midstance to midstance, in 1/16 samples: the clock may wrap in between.
  var sixteenths: UInt32 { endMidstance &- startMidstance }
}

extension UInt64 {
  /// The product; the greatest number there is where it does not fit.
  func multipliedHeld(by factor: UInt64) -> UInt64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}

extension UInt32 {
  /// Adds; stays at the greatest number there is once that is reached.
  mutating func addHeld(_ other: UInt32) {
    let (sum, overflow) = addingReportingOverflow(other)
    self = overflow ? .max : sum
  }
}
