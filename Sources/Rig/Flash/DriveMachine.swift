/// Flashes a chip by its interface's drive: what to do next, from what the drive shows.
///
/// A value machine: looks and times in, actions out. The drive goes while the interface writes the
/// chip, and comes back with FAIL.TXT where it could not.
package struct DriveMachine: Sendable {
  /// What there is to see at one moment.
  package struct Look: Sendable, Equatable {
    /// Whether the drive is there and can be read.
    package var isThere: Bool
    /// nil where it has no DETAILS.TXT.
    package var details: DriveDetails?
    /// What FAIL.TXT says of the last flash; nil where there is none.
    package var failure: String?
    /// What ASSERT.TXT says of the interface's own software; nil where there is none. It stays until
    /// somebody takes it away.
    package var assertion: String?
    /// Why a drive that may be there could not be looked at; nil where nothing stood in the way.
    package var obstacle: String?

    package init(
      isThere: Bool, details: DriveDetails? = nil, failure: String? = nil,
      assertion: String? = nil, obstacle: String? = nil
    ) {
      self.isThere = isThere
      self.details = details
      self.failure = failure
      self.assertion = assertion
      self.obstacle = obstacle
    }

    package static let nothing = Look(isThere: false)
  }

  package enum Action: Sendable, Equatable {
    /// Look at the drive, at that time.
    case look(at: UInt64)
    case copy
    /// The interface is done, as far as its drive tells.
    case end
    case fail(FlashError)
  }

  /// Times in nanoseconds.
  package struct Patience: Sendable, Equatable {
    /// For the drive to show at first: udev may still be busy with it.
    package var forDrive: UInt64 = 8_000_000_000
    /// For the drive to go after a copy: one that stays may not tell that it was away.
    package var forRemount: UInt64 = 10_000_000_000
    /// For all of it.
    package var forAll: UInt64
    package var betweenLooks: UInt64 = 250_000_000

    package init(seconds: UInt32) { forAll = UInt64(seconds) * 1_000_000_000 }
  }

  private enum State: Equatable {
    case waiting
    case copying
    case settling(since: UInt64, wasCut: Bool, wasGone: Bool)
    case over
  }

  private let port: String
  private let serialNumber: String?
  private let patience: Patience
  private var state = State.waiting
  private var start: UInt64 = 0
  private var before = Look.nothing
  /// What stood in the way of the looks since the drive was there last.
  private var obstacle: String?

  /// - Parameters:
  ///   - port: of the board, for errors.
  ///   - serialNumber: of its USB device, which the drive has to bear, too.
  package init(port: String, serialNumber: String?, patience: Patience) {
    self.port = port
    self.serialNumber = serialNumber
    self.patience = patience
  }

  package mutating func begin(at time: UInt64) -> Action {
    start = time
    return .look(at: time)
  }

  /// Takes what the drive shows.
  package mutating func receive(_ look: Look, at time: UInt64) -> Action {
    obstacle = look.isThere ? nil : look.obstacle ?? obstacle
    switch state {
    case .waiting: return firstLook(look, time)
    case .settling(let since, let wasCut, let wasGone):
      return laterLook(look, time, since, wasCut, wasGone)
    case .copying, .over: return .look(at: time + patience.betweenLooks)
    }
  }

  /// Tells that the copy is done, or broke off because the drive went from under it.
  package mutating func copied(wasCut: Bool, at time: UInt64) -> Action {
    state = .settling(since: time, wasCut: wasCut, wasGone: false)
    return .look(at: time + patience.betweenLooks)
  }

  private mutating func firstLook(_ look: Look, _ time: UInt64) -> Action {
    guard look.isThere else {
      guard time - start < patience.forDrive else {
        return fail(
          "the USB device of \(port) shows no drive with a file system. Plug it in again; if it "
            + "never shows one, choose another `flash` in the rig" + obstacleText)
      }
      return .look(at: time + patience.betweenLooks)
    }
    guard let details = look.details, details.isWhole else {
      return fail(
        "the drive beside \(port) has no DETAILS.TXT of a DAPLink interface, and nothing was "
          + "written to it. Choose another `flash` in the rig")
    }
    if details.isMaintenance {
      return fail(
        "the interface beside \(port) is in its maintenance mode, where a copy would replace its "
          + "own firmware. Plug it in again, with no button held")
    }
    if let serialNumber, let other = details.uniqueID,
      serialNumber.lowercased() != other.lowercased()
    {
      return fail(
        "the drive beside \(port) is that of \(other), the port that of \(serialNumber). Nothing "
          + "was written")
    }
    before = look
    state = .copying
    return .copy
  }

  private mutating func laterLook(
    _ look: Look, _ time: UInt64, _ since: UInt64, _ wasCut: Bool, _ wasGone: Bool
  ) -> Action {
    // A drive whose details can't be read is on its way, there or back.
    let isReadable = look.isThere && look.details != nil
    let counted = isReadable && look.details?.remountCount != before.details?.remountCount
    let isBack = isReadable && wasGone || counted
    if look.isThere, let failure = look.failure, isBack || failure != before.failure {
      return fail("the interface says: \(failure)")
    }
    if let assertion = look.assertion, assertion != before.assertion {
      return fail("the interface says: \(assertion)")
    }
    if isBack {
      guard !wasCut else {
        return fail(
          "the drive went away in the middle of the copy, and does not say why. Try again")
      }
      state = .over
      return .end
    }
    if isReadable, !wasCut, time - since >= patience.forRemount {
      state = .over
      return .end
    }
    guard time - start < patience.forAll else {
      return fail(
        "the drive of \(port) \(look.isThere ? "stayed as it was" : "did not come back") for "
          + "\((time - since) / 1_000_000_000) s after the copy. Plug the board in again"
          + obstacleText)
    }
    // One that only could not be mounted may never have gone: its count tells.
    let isGone = !isReadable && look.obstacle == nil
    state = .settling(since: since, wasCut: wasCut, wasGone: wasGone || isGone)
    return .look(at: time + patience.betweenLooks)
  }

  private var obstacleText: String { obstacle.map { ". In the way: \($0)" } ?? "" }

  private mutating func fail(_ cause: String) -> Action {
    state = .over
    return .fail(FlashError(.board, "Flashing by the board's drive failed: \(cause)."))
  }
}
