/// What can be done to a chip, a line and a rig in memory.
enum MemoryFault: String, CaseIterable {
  case none
  // The firmware.
  case gyroSign = "gyro-sign"
  case droppedSamples = "dropped-samples"
  case lateEvents = "late-events"
  case withheldStride = "withheld-stride"
  case doubledStride = "doubled-stride"
  case wrongLength = "wrong-length"
  case wrongDistance = "wrong-distance"
  case missingSummary = "missing-summary"
  case miscountedSamples = "miscounted-samples"
  case backwardEvents = "backward-events"
  case hiddenLoss = "hidden-loss"
  case panic
  case watchdog
  case lockup
  case refusal
  // The board.
  case powerLoss = "power-loss"
  case silence
  case flood
  case replacedChip = "replaced-chip"
  case wrongIdentity = "wrong-identity"
  // The line.
  case lostToChip = "lost-to-chip"
  case flippedToChip = "flipped-to-chip"
  case lostToHost = "lost-to-host"
  case flippedToHost = "flipped-to-host"
  case hangUp = "hang-up"
  case deadLine = "dead-line"
  // The rig.
  case killedRig = "killed-rig"
  case rigTrouble = "rig-trouble"
  case interruption
  case otherStimulus = "other-stimulus"
  case otherSuite = "other-suite"
  case lateTicks = "late-ticks"
  // Two at once.
  case badFirmwareBadLine = "bad-firmware-bad-line"
}
