/// What can be done to a chip that is a process, behind a cable.
enum ProcessFault: String, CaseIterable {
  case none
  // The line.
  case flipToChip = "flip-to-chip"
  case flipToHost = "flip-to-host"
  case dropToChip = "drop-to-chip"
  case dropToHost = "drop-to-host"
  case duplicateToChip = "duplicate-to-chip"
  case duplicateToHost = "duplicate-to-host"
  case stallToChip = "stall-to-chip"
  case stallToHost = "stall-to-host"
  case longStall = "long-stall"
  case cutToChip = "cut-to-chip"
  case cutToHost = "cut-to-host"
  case unplug
  // The line, while the chip takes samples by its own timer.
  case stallToChipRealTime = "stall-to-chip-real-time"
  case stallToHostRealTime = "stall-to-host-real-time"
  case dropToHostRealTime = "drop-to-host-real-time"
  case overrun
  // The chip's process.
  case killed
  case stopped
  case crashed
  // The chip.
  case otherChip = "other-chip"
  case mute
  case flood
  // The rig and its host.
  case interruption
  case hostStall = "host-stall"
  // Firmware that is wrong on purpose: images of the emulated chip.
  case gyroSign = "known-bad-gyro-sign"
  case droppedSample = "known-bad-dropped-sample"
  case lateEvents = "known-bad-late-events"
  case slowEvents = "known-bad-slow-events"
  case fault = "known-bad-fault"

  var isImage: Bool {
    switch self {
    case .gyroSign, .droppedSample, .lateEvents, .slowEvents, .fault: true
    default: false
    }
  }

  /// Whether it shows only where the chip takes samples by its own timer.
  var isRealTime: Bool {
    switch self {
    case .hostStall, .stallToChipRealTime, .stallToHostRealTime, .dropToHostRealTime, .slowEvents:
      true
    default: false
    }
  }

  /// Whether a rig can't tell it from a board that went silent: nothing that was lost shows, and no
  /// word comes after it.
  var needsLog: Bool {
    switch self {
    case .cutToChip, .cutToHost, .longStall: true
    default: false
    }
  }

  /// Those that a bench can have.
  static func possible(onChip isEmulated: Bool) -> [ProcessFault] {
    allCases.filter { fault in
      switch fault {
      case .otherChip, .mute, .flood: !isEmulated
      // A host process that is ended by a crash's signal has crashed; an emulator has not.
      case .crashed: !isEmulated
      case .overrun: isEmulated
      default: isEmulated || !fault.isImage
      }
    }
  }
}
