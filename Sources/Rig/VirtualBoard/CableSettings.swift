package import RigModel

// A rig file describes the cable in the words that the cable itself is told in.

package typealias CableSettings = Rig.Cable
package typealias FaultRates = Rig.Cable.LineFaults
package typealias ChipFIFOSettings = Rig.Cable.ChipFIFO

/// Nanoseconds, of thirty years at most: then no sum of times overflows.
func nanoseconds(microseconds: UInt64) -> UInt64 {
  min(microseconds, 1_000_000_000_000_000) * 1000
}
