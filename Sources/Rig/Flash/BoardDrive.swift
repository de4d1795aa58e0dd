/// The drive that a board's interface chip shows as; one thread owns it.
package protocol BoardDrive {
  /// What it shows now.
  func look() throws(FlashError) -> DriveMachine.Look
  /// Copies a file onto it: whether the drive went away before the end.
  func copy(_ bytes: [UInt8], as name: String) throws(FlashError) -> Bool
}

extension DriveMachine {
  /// The name of what is copied, as every FAT takes it.
  private static let fileName = "SOLERIG.HEX"

  /// Runs the machine on a drive to its end.
  ///
  /// - Parameters:
  ///   - pause: returns at that time, or throws where whoever started it wants it to end.
  ///   - progress: is told what is being waited for.
  package mutating func run(
    on drive: any BoardDrive, bytes: [UInt8], now: () -> UInt64,
    pause: (UInt64) throws(FlashError) -> Void, progress: (FlashProgress) -> Void
  ) throws(FlashError) {
    var action = begin(at: now())
    while true {
      switch action {
      case .look(let time):
        try pause(time)
        action = receive(try drive.look(), at: now())
      case .copy:
        progress(.copying(bytes.count))
        let wasCut = try drive.copy(bytes, as: Self.fileName)
        progress(.settling)
        action = copied(wasCut: wasCut, at: now())
      case .end: return
      case .fail(let error): throw error
      }
    }
  }
}
