internal import SoleFlash
internal import SoleGait
internal import SoleLink
internal import SoleShoe
internal import SoleStore

/// What the chip makes of strides beyond telling them: totals, progress, form, records, and what a
/// phone would get.
///
/// It can't be copied, as the session can't.
struct Shoe: ~Copyable, Sendable {
  /// Blank pages made sure of before a session starts.
  private static let pagesAtStart: UInt32 = 4
  /// Seconds of sample time between two snapshots of the lifetime's totals while no record is kept.
  private static let secondsPerSave: UInt32 = 60
  /// Most events of progress that one sample tells.
  private static let eventsPerSample = 4

  private var configuration = Wire.Configure(sampleRate: 200, legLength: 900)
  private var totals = RunTotals(rateHertz: 200)
  private var progress = Progress(Goals(), longestBefore: 0)
  private var coach = FormCoach(FormSettings(), rateHertz: 200)
  private var recorder = RunRecorder(RecordingSettings())
  var store = RecordStore(.microbit)
  /// Whether the board has a flash to keep anything in.
  private(set) var hasStore = false
  /// The lifetime's totals before this session.
  private var before = LifetimeTotals()
  private var secondsSinceSave: UInt32 = 0
  private var stridesSaved: UInt32 = 0
  /// The record that has begun and not ended; 0: none has.
  private var begunRecord: UInt32 = 0

  @inline(__always)
  init() {}

  /// Finds what the board keeps, after a start.
  @inline(never)
  mutating func mount(_ board: inout some AppBoard) {
    guard let layout = board.storageLayout else { return }
    store = RecordStore(layout)
    store.mount(&board.storage)
    hasStore = true
    before = store.lifetime
    // What a cut kept from being saved is in the record of it.
    guard let unsaved = store.unsaved(board.storage) else { return }
    before = before.adding(unsaved)
    store.save(before, &board.storage)
  }

  /// Whether anything is told or kept beyond strides and summaries.
  var isAtWork: Bool {
    configuration.recording != .nothing || !configuration.reports.isEmpty
      || !configuration.feedback.isEmpty
  }

  private var tells: Wire.Reports { configuration.reports }

  // MARK: A session

  /// Starts a session: what has to be erased first is erased now, while the rig waits.
  @inline(never)
  mutating func start(
    _ configuration: Wire.Configure, session: UInt32, calibration: UInt16,
    _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    before = lifetime
    self.configuration = configuration
    let rate = UInt32(configuration.sampleRate)
    totals = RunTotals(rateHertz: rate)
    progress = Progress(configuration.goals, longestBefore: before.longestMillimetres)
    coach = FormCoach(configuration.form, rateHertz: rate)
    recorder = RunRecorder(
      configuration.recorderSettings(session: session, calibration: calibration))
    secondsSinceSave = 0
    stridesSaved = 0
    begunRecord = 0
    guard hasStore else { return }
    // A leave to overwrite is of one session: where nothing is kept, there is none.
    let keeps = configuration.recording != .nothing
    store.prepare(
      blankPages: keeps ? Self.pagesAtStart : 0,
      overwrites: keeps && configuration.whenFull == .overwriteOldest, &board.storage)
  }

  /// The first words of a session, behind its acknowledgement.
  @inline(never)
  mutating func greet(_ outbox: inout Outbox, _ board: inout some AppBoard) {
    if tells.contains(.runningSpeedAndCadence) {
      send(.runningFeature, PhonePayload.runningFeature, 0, &outbox, &board)
      send(.sensorLocation, PhonePayload.sensorLocation, 0, &outbox, &board)
    }
    let event = recorder.start(&store, &board.storage)
    tell(event, 0, &outbox, &board)
  }

  /// Takes in a stride whose event has just left, and tells what it brings.
  @inline(never)
  mutating func take(
    _ stride: SoleGait.Stride, _ turns: UInt32, _ outbox: inout Outbox,
    _ board: inout some AppBoard
  ) {
    guard isAtWork else { return }
    // What the record that begins here does not have is saved first.
    if recorder.beginsByItself(with: stride) { save(&board) }
    totals.take(stride)
    coach.take(stride)
    for _ in 0..<FormCoach.notesPerStride {
      guard let note = coach.nextNote(now: turns) else { break }
      outbox.send(note.feedback(turns, stride.number), &board)
    }
    progress.take(stride, totals)
    tellProgress(turns, &outbox, &board)
    let event = recorder.take(stride, &store, &board.storage)
    tell(event, turns, &outbox, &board)
    if event == .full { save(&board) }
  }

  /// Tells what waits of progress, as much as one sample may.
  mutating func tellProgress(
    _ turns: UInt32, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard progress.waitingCount > 0 else { return }
    sendProgress(turns, &outbox, &board)
  }

  @inline(never)
  private mutating func sendProgress(
    _ turns: UInt32, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    for _ in 0..<Self.eventsPerSample {
      guard let event = progress.removeFirst() else { return }
      guard tells.contains(.progress) else { continue }
      outbox.send(
        Wire.Progress(
          sampleIndex: turns, kind: Wire.ProgressKind(event.kind), number: event.number,
          value: event.value, distance: totals.distanceMillimetres,
          movingTime: totals.milliseconds), &board)
    }
  }

  /// A second of sample time is over, or more of them.
  @inline(never)
  mutating func pass(
    _ moment: PhonePayload.Moment, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard isAtWork else { return }
    report(moment, &outbox, &board)
    let event = recorder.pass(
      to: moment.samples &* 16, isStill: !moment.isMoving, extras(advice: 0), &store,
      &board.storage)
    tell(event, moment.samples, &outbox, &board)
    secondsSinceSave += 1
    // While a record has them, strides are safe, and told apart from those that were saved.
    let isDue = secondsSinceSave >= Self.secondsPerSave && !recorder.isKeeping
    if isDue || event == .ended || event == .full { save(&board) }
  }

  /// The last strides of a session are told: what a sprint came to, and what could be done better.
  @inline(never)
  mutating func advise(
    _ turns: UInt32, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard isAtWork else { return }
    progress.finish()
    tellProgress(turns, &outbox, &board)
    for kind in FormKind.allCases {
      if let note = coach.advice(kind) { outbox.send(note.advice(turns), &board) }
    }
  }

  /// The end of a session.
  @inline(never)
  mutating func finish(
    _ moment: PhonePayload.Moment, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard isAtWork else { return }
    var advice: UInt8 = 0
    for kind in FormKind.allCases where coach.advice(kind) != nil { advice |= 1 << kind.rawValue }
    let event = recorder.end(
      at: moment.samples &* 16, extras(advice: advice), &store, &board.storage)
    tell(event, moment.samples, &outbox, &board)
    save(&board)
    report(moment, &outbox, &board)
  }

  private func extras(advice: UInt8) -> SummaryExtras {
    var extras = SummaryExtras()
    extras.sprints = progress.sprints
    extras.best400 = progress.best400
    extras.best1000 = progress.best1000
    extras.best5000 = progress.best5000
    extras.advice = advice
    return extras
  }

  private mutating func tell(
    _ event: RecordEventKind?, _ turns: UInt32, _ outbox: inout Outbox,
    _ board: inout some AppBoard
  ) {
    guard let event else { return }
    let kind: Wire.RecordEventKind =
      switch event {
      case .begun: .begun
      case .ended: .ended
      case .full: .full
      }
    if event == .begun { begunRecord = store.newestRecord }
    outbox.send(
      Wire.RecordEvent(sampleIndex: turns, kind: kind, record: begunRecord), &board)
    if event != .begun { begunRecord = 0 }
  }

  // MARK: Lifetime

  /// The lifetime's totals, this session included where it counts.
  var lifetime: LifetimeTotals {
    guard configuration.recording != .nothing else { return before }
    return before.adding(totals, progress, bodyMass: configuration.bodyMass)
  }

  private mutating func save(_ board: inout some AppBoard) {
    secondsSinceSave = 0
    guard configuration.recording != .nothing, totals.strides != stridesSaved else { return }
    stridesSaved = totals.strides
    store.save(lifetime, &board.storage)
  }

  // MARK: What is told each second

  private mutating func report(
    _ moment: PhonePayload.Moment, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    if tells.contains(.totals) { sendSessionTotals(moment, &outbox, &board) }
    if tells.contains(.runningSpeedAndCadence) {
      send(
        .runningSpeedAndCadence, PhonePayload.runningMeasurement(moment), moment.samples, &outbox,
        &board)
    }
    if tells.contains(.strideBasedSpeedAndDistance) {
      send(.stridePage1, PhonePayload.stridePage1(moment), moment.samples, &outbox, &board)
      send(.stridePage2, PhonePayload.stridePage2(moment), moment.samples, &outbox, &board)
    }
  }

  @inline(never)
  private mutating func send(
    _ service: Wire.PhoneService, _ payload: PhonePayload, _ turns: UInt32,
    _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    var message = Wire.PhonePayload(sampleIndex: turns, service: service)
    for index in 0..<payload.count { message.data.append(payload[index]) }
    outbox.send(message, &board)
  }

  @inline(never)
  mutating func sendSessionTotals(
    _ moment: PhonePayload.Moment, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    var message = Wire.Totals(totals, progress, bodyMass: configuration.bodyMass)
    message.sampleIndex = moment.samples
    message.records = store.newestRecord
    if moment.isMoving, moment.speedMillimetresPerSecond > 0 {
      message.pace = UInt16(clamping: 1_000_000 / UInt32(moment.speedMillimetresPerSecond))
    }
    outbox.send(message, &board)
  }

  @inline(never)
  mutating func sendLifetimeTotals(
    _ turns: UInt32, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    var message = Wire.Totals(lifetime)
    message.sampleIndex = turns
    message.records = store.newestRecord
    outbox.send(message, &board)
  }
}
