package import SoleLink
package import Stimulus

/// What is wrong with a bench's firmware, line or rig; nothing by default.
package struct BenchTampering {
  /// The samples as the chip's engine sees them, at the same indices: what the chip gets, though the
  /// capture holds what was sent.
  package var engineSamples: ([TraceSample]) -> [TraceSample] = { $0 }
  /// What the chip says in place of a message of its.
  package var chipSays: (ChipMessage) -> [ChipMessage] = { [$0] }
  /// What becomes of frame `number` on its way to the chip.
  package var toChip: (_ number: Int, _ bytes: [UInt8]) -> [UInt8] = { $1 }
  /// What becomes of frame `number` of the chip on its way to the rig.
  package var toHost: (_ number: Int, _ bytes: [UInt8]) -> [UInt8] = { $1 }
  /// Planned faults that the rig forgets.
  package var forgetsFaults = false
  /// The case ends with this number of samples sent, and in this way.
  package var breaksOff: (afterSamples: Int, ending: BenchEnding)?

  package init() {}
}
