import Foundation

/// Seeds of random tests: new each time, unless `SOLERIG_TEST_SEED` names one.
package enum TestSeed {
  package static func next() -> UInt64 {
    if let text = ProcessInfo.processInfo.environment["SOLERIG_TEST_SEED"],
      let seed = UInt64(text)
    {
      return seed
    }
    return UInt64.random(in: 0...UInt64(UInt32.max))
  }
}
