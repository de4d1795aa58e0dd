internal import Capture
internal import Glibc
internal import RigModel
internal import SerialPort
internal import SoleLink

/// What a run does about its port coming and going.
extension TestRunner {
  /// How long a port that is there again, but can't be used yet, is left alone.
  private static let settleMicroseconds: UInt32 = 20_000

  func recordPort(
    _ board: any RunBoard, _ change: RigEvent.PortRecord.Change, _ driver: inout LinkDriver
  ) throws(CaseFailure) {
    var facts = board.facts
    facts["low_latency"] = driver.link.lowLatency
    facts["baud"] = "\(plan.rig.link.baud)"
    try driver.link.record(.port(.init(change: change, path: board.portPath, facts: facts)))
  }

  /// Waits for the same chip with the same image to come back, and goes on over its new port.
  func reconnect(
    _ driver: inout LinkDriver, _ board: any RunBoard, _ identity: Wire.Identity
  ) throws(CaseFailure) {
    let seconds = plan.suite.onUnplug?.waitSeconds ?? 0
    try driver.link.endChunk()
    try recordPort(board, .hungUp, &driver)
    try driver.link.flush()
    observer.report(.preparing("the board's return, for at most \(seconds) s"))
    let end = MonotonicClock.now() + UInt64(seconds * 1e9)
    while true {
      let now = MonotonicClock.now()
      let left = now < end ? Double(end - now) / 1e9 : 0
      try board.waitForReturn(seconds: left, isInterrupted: driver.isInterrupted)
      do throws(CaseFailure) {
        try reopen(&driver, board)
        _ = try identify(&driver, still: identity)
        return
      } catch {
        // What has only just come may not be ready, or be on its way out.
        guard error.kind == .linkLost, MonotonicClock.now() < end else { throw error }
        usleep(Self.settleMicroseconds)
      }
    }
  }

  /// Does what stands between two attempts; a link that is lost meanwhile counts like one that is
  /// lost in a case.
  func goOn(
    counting losses: inout Int, _ driver: inout LinkDriver, _ board: any RunBoard,
    _ identity: Wire.Identity, _ body: (inout LinkDriver) throws(CaseFailure) -> Void
  ) throws(CaseFailure) {
    do throws(CaseFailure) {
      try body(&driver)
    } catch {
      guard error.kind == .linkLost, losses < plan.suite.onUnplug?.retries ?? 0 else { throw error }
      losses += 1
      try reconnect(&driver, board, identity)
    }
  }

  private func reopen(
    _ driver: inout LinkDriver, _ board: any RunBoard
  ) throws(CaseFailure) {
    let path = board.portPath
    let port: SerialPort
    do throws(SerialError) {
      port = try SerialPort.open(path: path, baud: plan.rig.link.baud)
    } catch {
      throw CaseFailure(.linkLost, error.message)
    }
    driver.link.reopen(port)
    try recordPort(board, .returned, &driver)
  }
}
