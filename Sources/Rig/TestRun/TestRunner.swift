package import Capture
package import Discovery
package import Foundation
internal import Logging
package import RigModel
internal import SerialPort
package import SoleLink
internal import Stimulus
internal import VirtualBoard

/// One run, from its plan to a capture on disk: the judge comes after.
package struct TestRunner {
  let plan: RunPlan
  let observer: any RunObserver
  private let bus: any DeviceBus

  /// How far a run is.
  private struct Progress {
    /// Number of the session that was begun last.
    var session: UInt32 = 0
    /// What the cable did that is in the capture.
    var cableEntries = 0
  }

  /// What a run leaves for the judge and the report.
  package struct Outcome: Sendable {
    package var folder: RunFolder
    package var suite: ResolvedSuite
    package var identity: Wire.Identity?
    package var started: Date
    package var finished: Date
    package var port: String
    /// Why the run ended before all of its cases were run.
    package var failure: CaseFailure?
  }

  /// - Parameter bus: where a real board is looked for.
  package init(
    plan: RunPlan, observer: any RunObserver, bus: any DeviceBus = UdevBus()
  ) {
    self.plan = plan
    self.observer = observer
    self.bus = bus
  }

  /// Runs every case of the suite. It blocks: the calling thread owns the port from here on.
  package func run() throws(RunError) -> Outcome {
    observer.report(.preparing("stimuli of suite \(plan.suite.name)"))
    let started = Date()
    // Before the stimuli, which take their time to make: who has no board hears so at once.
    let boardPlan = try BoardPlan(plan, bus: bus)
    let (suite, cases) = try resolve()
    let folder = try RunFolder.create(in: plan.output, rig: plan.rig.name, at: started)
    observer.report(.folderMade(path: folder.path, started: started))
    let logger = FileLog.logger(path: folder.log)
    logger.info("run of suite \(plan.suite.name) on rig \(plan.rig.name)")
    let suiteData = try encoded(suite)
    try folder.write(suiteData, to: folder.suite)
    let start = RigEvent.RunStarted(
      rig: plan.rig.name, suite: suite.name, suiteHash: SHA256Text.of(suiteData), port: "none",
      emulator: emulatorMode)
    var outcome = Outcome(
      folder: folder, suite: suite, started: started, finished: started, port: "none")
    let capture = try createCapture(folder)
    observer.report(.preparing("board \(plan.rig.board.kind.rawValue)"))
    do throws(RunError) {
      let board = try boardPlan.acquire(
        logger: logger, plan, log: folder.toolLog, observer)
      defer { board.stop() }
      let port = try open(board)
      outcome.port = board.portPath
      play(cases, on: board, port, capture, start, &outcome)
      outcome.port = board.portPath
    } catch {
      outcome.failure = CaseFailure(.rig, error.description)
      try record(failure: outcome.failure, start, capture)
    }
    log(outcome.failure, logger)
    outcome.finished = Date()
    return outcome
  }

  /// Plays all cases on a board that runs, and puts into the outcome how that went.
  private func play(
    _ cases: [CasePlan], on board: any RunBoard, _ port: consuming SerialPort,
    _ capture: consuming CaptureFile, _ start: RigEvent.RunStarted, _ outcome: inout Outcome
  ) {
    var start = start
    start.port = outcome.port
    var driver = LinkDriver(
      link: BoardLink(port: port, capture: capture, hearing: { observer.heard($0) }),
      answerMilliseconds: plan.rig.link.answerTimeoutMilliseconds,
      isInterrupted: { observer.isInterrupted })
    var progress = Progress()
    do throws(CaseFailure) {
      try driver.link.record(.runStarted(start))
      try recordPort(board, .opened, &driver)
      for remark in board.remarks { try driver.link.record(.note(.init(text: remark))) }
      let identity = try identifyAtFirst(&driver, board, outcome.folder)
      outcome.identity = identity
      try measureLine(&driver, for: outcome.suite, capture: outcome.folder.capture)
      outcome.failure = try run(cases, outcome, &progress, &driver, board, identity)
    } catch {
      outcome.failure = board.explained(error)
    }
    do throws(CaseFailure) {
      try recordCable(board, &driver, from: &progress.cableEntries)
      try driver.link.endChunk()
      try driver.link.recordDriverCounters()
      try driver.link.record(.runEnded(.init(failure: outcome.failure)))
      try driver.close()
    } catch {
      outcome.failure = outcome.failure ?? error
    }
  }

  /// Leaves word of a run whose board never came up.
  private func record(
    failure: CaseFailure?, _ start: RigEvent.RunStarted, _ capture: consuming CaptureFile
  ) throws(RunError) {
    do throws(CaptureError) {
      try capture.append(.runStarted(start), at: MonotonicClock.now())
      try capture.append(.runEnded(.init(failure: failure)), at: MonotonicClock.now())
    } catch {
      throw RunError(
        .setup, [failure?.message, error.description].compactMap(\.self).joined(separator: " And "))
    }
  }

  private func resolve() throws(RunError) -> (ResolvedSuite, [CasePlan]) {
    if let replay = plan.replay {
      var suite = replay.suite
      for index in suite.cases.indices {
        suite.cases[index].keepTo(plan.rig.board.kind, emulator)
      }
      return (suite, replay.cases)
    }
    let loader = StimulusLoader(recordings: plan.recordings, suiteFile: plan.suite.file)
    let snapshots = SnapshotStore(folder: plan.snapshots)
    var resolved: [ResolvedCase] = []
    var plans: [CasePlan] = []
    for suiteCase in plan.suite.cases {
      let trace = try loader.load(suiteCase)
      do {
        var item = try suiteCase.resolved(
          with: trace, file: plan.suite.file, on: plan.rig.board.kind, emulator: emulator)
        if item.checks.contains(.snapshot) {
          item.snapshot = try snapshots.load(suite: plan.suite.name, case: item.name)
        }
        resolved.append(item)
      } catch {
        throw RunError(.usage, error.description)
      }
      plans.append(CasePlan(suiteCase, trace))
    }
    return (ResolvedSuite(plan.suite, cases: resolved), plans)
  }

  private func encoded(_ suite: ResolvedSuite) throws(RunError) -> Data {
    do {
      return try suite.encode()
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  /// Opens the board's port; of boards that will all do the first that nobody else opens before.
  /// One that was flashed for the run is the only one that will.
  func open(_ board: any RunBoard) throws(RunError) -> SerialPort {
    while true {
      do throws(SerialError) {
        return try SerialPort.open(path: board.portPath, baud: plan.rig.link.baud)
      } catch {
        if case .busy = error, plan.firmware == nil, board.takeAnother() { continue }
        throw RunError(.setup, error.message)
      }
    }
  }

  private func createCapture(_ folder: RunFolder) throws(RunError) -> CaptureFile {
    let header = CaptureHeader.now(environment: [
      "rig": plan.rig.name, "board": plan.rig.board.kind.rawValue,
      "emulator": emulatorMode ?? "none", "baud": "\(plan.rig.link.baud)",
    ])
    do {
      return try CaptureFile.create(path: folder.capture, header: header)
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  var emulator: Rig.EmulatorMode? { plan.rig.board.emulator }

  private var emulatorMode: String? { emulator?.rawValue }

  /// As `identify`; a chip that does not answer is reset first where the rig has a way to do so, since
  /// nobody knows in what state it was left.
  private func identifyAtFirst(
    _ driver: inout LinkDriver, _ board: any RunBoard, _ folder: RunFolder
  ) throws(CaseFailure) -> Wire.Identity {
    guard HardReset.isPossible(plan.rig.reset) else { return try identify(&driver) }
    do throws(CaseFailure) {
      return try identify(&driver)
    } catch {
      guard error.kind == .silent else { throw error }
    }
    let way = HardReset.name(plan.rig.reset)
    try driver.link.record(
      .note(.init(text: "The chip gave no answer at first, and was reset by \(way).")))
    if try !driver.link.reset(plan.rig.reset) {
      let reset = BoardReset(
        rig: plan.rig, log: folder.toolLog, isInterrupted: driver.isInterrupted)
      try reset.byCommand(board)
    }
    return try identify(&driver)
  }

  /// Makes sure that the right chip is there, in a state that nobody left behind: it is restarted,
  /// but not before it is known to be the right one.
  ///
  /// - Parameter earlier: the chip that it has to be still; nil takes any that fits the rig.
  func identify(
    _ driver: inout LinkDriver, still earlier: Wire.Identity? = nil
  ) throws(CaseFailure) -> Wire.Identity {
    let before = try driver.identify { found throws(CaseFailure) in
      try IdentityCheck.check(found, plan.rig)
      if let earlier { try IdentityCheck.check(found, isStill: earlier) }
    }
    let identity = try driver.restart(before)
    try IdentityCheck.check(identity, plan.rig)
    try IdentityCheck.check(identity, isStill: before)
    observer.report(.identified(identity.summary))
    return identity
  }

  /// Runs the cases in their order; returns why the rest was not run, if so.
  private func run(
    _ cases: [CasePlan], _ outcome: Outcome, _ progress: inout Progress,
    _ driver: inout LinkDriver, _ board: any RunBoard, _ identity: Wire.Identity
  ) throws(CaseFailure) -> CaseFailure? {
    for (index, casePlan) in cases.enumerated() {
      observer.report(.caseStarted(name: casePlan.name, index: index, count: cases.count))
      var attempt = 0
      // Attempts that an unplug ended, and unplugs in all.
      var (unplugs, losses) = (0, 0)
      var isSpoilt = true
      while isSpoilt, attempt - unplugs < attemptsPerCase(casePlan) {
        attempt += 1
        progress.session += 1
        let (failure, lateTicks) = try run(casePlan, attempt, &progress, &driver, board)
        observer.report(.caseEnded(name: casePlan.name, failure: failure?.message))
        if let failure, failure.kind == .linkLost, losses < plan.suite.onUnplug?.retries ?? 0 {
          unplugs += 1
          losses += 1
          try reconnect(&driver, board, identity)
          continue
        }
        if let failure {
          guard failure.kind.leavesTheChipUsable else { return failure }
          try goOn(counting: &losses, &driver, board, identity) { driver throws(CaseFailure) in
            let before = try driver.identify { found throws(CaseFailure) in
              try IdentityCheck.check(found, isStill: identity)
            }
            try IdentityCheck.check(try driver.restart(before), isStill: identity)
          }
        }
        isSpoilt = false
        if failure == nil, attempt - unplugs < attemptsPerCase(casePlan) {
          isSpoilt = try self.isSpoilt(
            outcome.suite.cases[index], lateTicks, outcome.folder, &driver)
        }
        if isSpoilt {
          try goOn(counting: &losses, &driver, board, identity) { driver throws(CaseFailure) in
            try driver.pause(nanoseconds: Self.pauseNanoseconds)
          }
        }
      }
    }
    return nil
  }

  /// An emulated chip's ticks come late where its host is busy, and a rig whose host stood still
  /// can't tell times: such a case is run again, and every attempt stays in the capture.
  private func attemptsPerCase(_ casePlan: CasePlan) -> Int {
    let mayBeSpoilt = casePlan.keepsTime || casePlan.watchNanoseconds != nil
    return plan.repeatsCases && plan.replay == nil && mayBeSpoilt ? 5 : 1
  }

  /// What may have kept the host busy has some time to end before a case is begun again.
  private static let pauseNanoseconds: UInt64 = 1_500_000_000

  private func run(
    _ original: CasePlan, _ attempt: Int, _ progress: inout Progress,
    _ driver: inout LinkDriver, _ board: any RunBoard
  ) throws(CaseFailure) -> (failure: CaseFailure?, lateTicks: UInt32) {
    var casePlan = original
    casePlan.session = progress.session
    try driver.link.record(
      .caseStarted(.init(name: casePlan.name, session: casePlan.session, attempt: attempt)))
    var result: (failure: CaseFailure?, lateTicks: UInt32)
    do throws(CaseFailure) {
      result = try driver.run(casePlan) { sent in
        observer.report(.samplesSent(sent, of: casePlan.samples.count))
      }
      result.failure = result.failure.map { board.explained($0) }
    } catch {
      result = (board.explained(error), 0)
    }
    try recordCable(board, &driver, from: &progress.cableEntries)
    try driver.link.record(
      .caseEnded(
        .init(name: casePlan.name, session: casePlan.session, failure: result.failure)))
    return result
  }

  /// Puts what the cable did into the capture, so that blame can be held against it.
  private func recordCable(
    _ board: any RunBoard, _ driver: inout LinkDriver, from first: inout Int
  ) throws(CaseFailure) {
    let entries = board.cableLog().entries
    let new = entries.dropFirst(first)
    for entry in new.prefix(Self.cableEventsPerCase) {
      try driver.link.record(
        .cable(
          .init(
            kind: entry.kind.rawValue, direction: entry.direction?.rawValue ?? "both",
            byteOffset: entry.offset, count: entry.count)), at: entry.timeNanoseconds)
    }
    first = entries.count
    guard new.count > Self.cableEventsPerCase else { return }
    try driver.link.record(
      .note(
        .init(
          text: """
            The cable did \(new.count) things to the line in one case; the first \
            \(Self.cableEventsPerCase) of them are in the capture.
            """)))
  }

  private static let cableEventsPerCase = 1000

  private func log(_ failure: CaseFailure?, _ logger: Logger) {
    if let failure {
      logger.error("\(failure.kind.rawValue): \(failure.message)")
    } else {
      logger.info("every case was run")
    }
  }
}

extension CaseFailure.Kind {
  /// Whether the next case may be tried on the same chip.
  fileprivate var leavesTheChipUsable: Bool {
    switch self {
    case .restarted, .panicked, .refused: true
    case .linkLost, .silent, .flood, .wrongIdentity, .rig, .linkInsufficient, .interrupted: false
    }
  }
}
