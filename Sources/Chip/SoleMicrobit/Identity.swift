internal import BootWire
internal import CMicrobit
internal import SoleApp
internal import SoleBoard
internal import SoleLink

extension AppIdentity {
  /// Who this board is, and what it runs: from the chip's information words, the image's header
  /// and trailer, and how it came to start.
  static func read(startedBy cause: StartCause, boots: UInt32) -> AppIdentity {
    var identity = AppIdentity()
    identity.uniqueID = UniqueIdentifier.read(from: MemoryBus())
    identity.board = .microbitV1
    identity.resetReason = cause.wire
    identity.boots = boots
    identity.keep(CalibrationNote.load(from: MemoryBus(), at: Hardware.calibrationAddress))
    identity.takeImage()
    return identity
  }

  /// Without a good header, as in an image that was never packed, version and hash stay zero.
  private mutating func takeImage() {
    let slotBytes = 80 * 1024
    let slot = UnsafeRawBufferPointer(
      start: UnsafeRawPointer(bitPattern: UInt(microbit_image_address())), count: slotBytes)
    do throws(ImageError) {
      let image = try SlotImage(parsing: slot.bytes)
      versionMajor = image.header.version.major
      versionMinor = image.header.version.minor
      versionRevision = image.header.version.revision
      for index in 0..<ImageHash.byteCount { imageHash[index] = image.hash[index] }
    } catch {}
  }
}

extension StartCause {
  fileprivate var wire: Wire.ResetReason {
    switch self {
    case .powerOn: .powerOn
    case .pin: .pin
    case .watchdog: .watchdog
    case .software: .software
    case .lockup: .lockup
    case .panic: .panic
    }
  }
}
