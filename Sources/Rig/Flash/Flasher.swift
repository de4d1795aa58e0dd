package import BootWire
internal import FirmwarePack
package import SoleLink

/// Flashes a board over its line: into the bootloader, upload, reset, and who is there now.
package struct Flasher: ~Copyable {
  private var line: BoardLine
  private let isInterrupted: () -> Bool
  private var sequence: UInt8 = 1
  /// Whether all of the image was sent: from then on the board may run it.
  private var hasSentAll = false

  /// How long a question waits for its answer before it is asked again.
  private static let askNanoseconds: UInt64 = 100_000_000
  /// The same for a board that starts and is not ours: its driver may stop on bytes that come then.
  private static let startAskNanoseconds: UInt64 = 1_000_000_000
  /// The longest that our chip works on its flash: 79 pages copied, 34 ms each, and two hashes.
  private static let workNanoseconds: UInt64 = 3_500_000_000

  package init(line: consuming BoardLine, isInterrupted: @escaping () -> Bool) {
    self.line = line
    self.isInterrupted = isInterrupted
  }

  /// Gives the port back.
  package consuming func close() throws(FlashError) { try line.close() }

  /// Flashes an image; returns once it runs.
  package mutating func flash(
    _ plan: FlashPlan, progress: (FlashProgress) -> Void
  ) throws(FlashError) -> FlashReport {
    progress(.connecting)
    var report = FlashReport()
    report.byteCount = plan.image.count
    report.notes = plan.notes
    var isOurs = false
    switch try whoIsThere(plan) {
    case .app(let identity):
      isOurs = true
      try check(plan, board: identity.board.rawValue)
      try check(plan, uniqueID: identity.uniqueId)
      if identity.hash == plan.inspection.hash, !plan.isForced {
        report.wasSkipped = true
        report.identity = identity.line
        return report
      }
      if identity.contractHash != Wire.contractHash {
        report.notes.append(
          "the board moves on from contract \(Self.hex(identity.contractHash)) to "
            + "\(Self.hex(Wire.contractHash))")
      }
      progress(.entering)
      try enterBootloader(plan)
    case .bootloader: break
    }
    let answer = try ask(.read, SMP.Group.own, SMP.OwnCommand.bootloader, [], plan)
    let facts = BootloaderFacts(answer)
    if !isOurs { try checkIsNamed(plan, facts) }
    if let facts {
      try check(plan, facts)
      report.notes += Self.notes(of: facts, wasInApp: isOurs)
      report.bootloader = facts
      isOurs = true
    }
    let images = try self.images(plan)
    if Self.holds(images, plan) && !plan.isForced {
      report.wasSkipped = true
    } else {
      try upload(plan, &report, progress)
    }
    guard isOurs else {
      let isPending = try markPending(plan)
      progress(.restarting)
      try restartForeign(plan, isPending, &report)
      return report
    }
    progress(.restarting)
    try restart(plan, &report)
    return report
  }

  /// Whether a board runs the image, and will after its reset: nothing else waits to be installed.
  private static func holds(_ images: [ListedImage], _ plan: FlashPlan) -> Bool {
    let hash = plan.inspection.hash
    return images.contains { $0.slot == 0 && $0.hash == hash }
      && !images.contains { $0.slot != 0 && $0.isPending && $0.hash != hash }
  }

  /// What of a bootloader someone should know.
  private static func notes(of facts: BootloaderFacts, wasInApp: Bool) -> [String] {
    var notes: [String] = []
    if !wasInApp {
      notes.append(
        "the board was in its bootloader: \(facts.stayText) (last reset: \(facts.resetText))")
    }
    if facts.takesUnsigned {
      notes.append("the bootloader is a development build: it takes images without a signature")
    }
    return notes
  }

  // MARK: - Who is there

  /// A program that answers on the line.
  package enum Peer: Sendable {
    case app(Wire.Identity)
    case bootloader
  }

  /// Asks both ways until either answers.
  package mutating func whoIsThere(_ plan: FlashPlan) throws(FlashError) -> Peer {
    var found: Peer?
    try repeatedly("Asking the board who it is", plan.answerMilliseconds, mayInstall: true) {
      flasher in
      flasher.line.send(.hello(.init(contractHash: Wire.contractHash)))
      flasher.sendEcho()
    } until: { heard in
      switch heard {
      case .app(.identity(let identity)): found = .app(identity)
      case .smp(let message) where message.header.command == SMP.SystemCommand.echo:
        found = .bootloader
      default: break
      }
      return found != nil
    }
    guard let found else { throw FlashError(.board, "The board did not tell who it is.") }
    return found
  }

  private mutating func sendEcho() {
    line.startLine()
    line.send(packet: SMPMessage.echo)
  }

  private mutating func enterBootloader(_ plan: FlashPlan) throws(FlashError) {
    try repeatedly("Entering the bootloader", plan.answerMilliseconds) { flasher in
      flasher.line.send(.enterBootloader(.init()))
      flasher.sendEcho()
    } until: { heard in
      if case .smp = heard { true } else { false }
    }
  }

  /// Sends again and again until an answer is the right one.
  ///
  /// - Parameter mayInstall: whether the board may be copying an image. Any byte is a sign of life
  ///   then, of which our bootloader gives one with every page, and the board may be silent for as
  ///   long again. What only makes noise is given up in the end.
  private mutating func repeatedly(
    _ operation: String, _ milliseconds: UInt32, mayInstall: Bool = false,
    every interval: UInt64 = Self.askNanoseconds,
    _ send: (inout Flasher) -> Void,
    until isAnswer: (BoardLine.Heard) -> Bool
  ) throws(FlashError) {
    let silence = UInt64(milliseconds) * 1_000_000
    let start = line.now
    let limit = start + silence + (mayInstall ? Self.workNanoseconds : 0)
    var isAnswered = false
    while !isAnswered {
      let end = min(max(start, line.lastByteTime) + silence, limit)
      guard line.now < end else { throw self.silence(operation, milliseconds) }
      send(&self)
      let next = min(end, line.now + interval)
      while !isAnswered, line.now < next {
        try checkInterruption(operation)
        try line.exchange(until: next) { heard, _ in
          if isAnswer(heard) { isAnswered = true }
        }
      }
    }
  }

  private func silence(_ operation: String, _ milliseconds: UInt32) -> FlashError {
    FlashError(
      .board,
      """
      \(operation) failed: \(line.path) gave no answer for \(Double(milliseconds) / 1000) s. Check \
      that the board is powered, that the port is the right one, and that no other program talks to \
      it; a board that hangs is held in its bootloader by its button A while it is reset.
      """)
  }

  private func checkInterruption(_ operation: String) throws(FlashError) {
    guard isInterrupted() else { return }
    throw FlashError(
      .interrupted,
      "\(operation): interrupted by whoever started it. "
        + (hasSentAll
          ? "All of the image was sent: the board may run it now, or after its next reset."
          : "The board keeps the image that it had."))
  }

  // MARK: - Requests

  /// Asks the bootloader, a few times if it must be.
  private mutating func ask(
    _ operation: SMPHeader.Operation, _ group: UInt16, _ command: UInt8,
    _ pairs: [(String, CBORValue)], _ plan: FlashPlan
  ) throws(FlashError) -> SMPMessage {
    sequence &+= 1
    let number = sequence
    let packet = SMPMessage.request(
      operation, group: group, command: command, sequence: number, pairs)
    var answer: SMPMessage?
    try repeatedly("Asking the bootloader", plan.answerMilliseconds) { flasher in
      flasher.line.send(packet: packet)
    } until: { heard in
      if case .smp(let message) = heard, message.header.sequence == number,
        message.header.group == group, message.header.command == command
      {
        answer = message
      }
      return answer != nil
    }
    guard let answer else { throw FlashError(.board, "The bootloader did not answer.") }
    return answer
  }

  /// An image that a board lists.
  package struct ListedImage: Sendable, Equatable {
    package var slot: Int
    package var version: String
    package var hash: [UInt8]
    /// Whether it is to be installed at the next reset.
    package var isPending: Bool
  }

  /// The images that the bootloader lists.
  package mutating func images(_ plan: FlashPlan) throws(FlashError) -> [ListedImage] {
    Self.images(in: try ask(.read, SMP.Group.image, SMP.ImageCommand.state, [], plan))
  }

  /// Those of the first image, where a board has several: it is the one that is sent.
  private static func images(in answer: SMPMessage) -> [ListedImage] {
    answer.body["images"]?.values.filter { ($0["image"]?.number ?? 0) == 0 }.map {
      ListedImage(
        slot: $0["slot"].map { $0.number.flatMap { Int(exactly: $0) } ?? -1 } ?? 0,
        version: $0["version"]?.text ?? "",
        hash: $0["hash"]?.data ?? [], isPending: $0["pending"]?.truth ?? false)
    } ?? []
  }

  private mutating func buffers(_ plan: FlashPlan) throws(FlashError) -> UploadMachine.Buffers {
    let answer = try ask(.read, SMP.Group.system, SMP.SystemCommand.parameters, [], plan)
    guard answer.refusal == nil, let bytes = answer.body["buf_size"]?.number,
      let count = answer.body["buf_count"]?.number
    else { return .unknown }
    return UploadMachine.Buffers(
      byteCount: min(max(Int(clamping: bytes), 96), 4096),
      count: min(max(Int(clamping: count), 1), 16))
  }

  // MARK: - Checks

  private func check(_ plan: FlashPlan, board: UInt8) throws(FlashError) {
    if let named = plan.board, named != board {
      throw FlashError(
        .board,
        """
        Flashing failed: a \(Self.name(board)) answered on \(line.path), the rig names a \
        \(Self.name(named)). Nothing was sent. Choose the rig that fits the board.
        """)
    }
    guard let target = plan.inspection.target else { return }
    guard target.board == board else {
      throw FlashError(
        .refused,
        """
        Flashing failed: the image is for a \(Self.name(target.board)), a \(Self.name(board)) answered \
        on \(line.path). Nothing was sent. Choose the image that fits the board.
        """)
    }
    try FlashPlan.checkContract(of: target, "the image")
  }

  private func check(_ plan: FlashPlan, uniqueID: UInt64) throws(FlashError) {
    guard let wanted = plan.uniqueID, wanted != uniqueID else { return }
    throw FlashError(
      .board,
      """
      Flashing failed: chip \(Self.hex(uniqueID)) answered on \(line.path), the rig names chip \
      \(Self.hex(wanted)). Nothing was sent. Check which board is on this port.
      """)
  }

  /// A board that does not tell which chip it is can't be held against a rig that names one.
  private func checkIsNamed(
    _ plan: FlashPlan, _ facts: BootloaderFacts?
  ) throws(FlashError) {
    guard let wanted = plan.uniqueID, facts?.uniqueID == nil, !plan.isForced else { return }
    throw FlashError(
      .board,
      """
      Flashing failed: the rig names chip \(Self.hex(wanted)), and the bootloader on \(line.path) \
      does not tell which chip it is on. Nothing was sent. If it is the right board, use --force.
      """)
  }

  /// Our own bootloader tells more than others: which board it is, and what it insists on.
  private func check(_ plan: FlashPlan, _ facts: BootloaderFacts) throws(FlashError) {
    guard let target = plan.inspection.target else {
      throw FlashError(
        .refused,
        "Flashing failed: the image does not say which board it is for. Nothing was sent. Make it "
          + "with scripts/firmware/build or `solerig image make`.")
    }
    try check(plan, board: facts.board)
    if let id = facts.uniqueID { try check(plan, uniqueID: id) }
    guard UInt64(target.layout) == facts.layout else {
      throw FlashError(
        .refused,
        "Flashing failed: the image is linked for flash layout \(target.layout), the board has "
          + "layout \(facts.layout). Nothing was sent.")
    }
    if plan.inspection.signature == .missing {
      guard !facts.takesUnsigned else { return }
      throw FlashError(
        .refused,
        "Flashing failed: the image is not signed, and this board's bootloader takes none such. "
          + "Nothing was sent. Sign it: `solerig image make`, with --key.")
    }
    guard plan.inspection.isSigned(by: facts.publicKey) else {
      throw FlashError(
        .refused,
        "Flashing failed: the image is not signed with this board's key. Nothing was sent. Sign it: "
          + "`solerig image make`, with the --key that the bootloader was built for.")
    }
  }

  private static func name(_ board: UInt8) -> String {
    Wire.Board(rawValue: board).map { "\($0)" } ?? "board of kind \(board)"
  }

  private static func hex(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }

  // MARK: - Upload and restart

  private mutating func upload(
    _ plan: FlashPlan, _ report: inout FlashReport, _ progress: (FlashProgress) -> Void
  ) throws(FlashError) {
    let buffers = try buffers(plan)
    let isOurs = report.bootloader != nil
    let start = line.now
    var (isDone, hasBegun) = (false, false)
    for attempt in 1...3 where !isDone {
      sequence &+= 1
      var machine = UploadMachine(
        image: plan.image, buffers: buffers, baud: plan.baud,
        wishes: .init(downgrade: plan.allowsDowngrade, contract: isOurs),
        patience: isOurs ? .init() : .foreign(workMilliseconds: plan.foreignWorkMilliseconds),
        sequence: sequence)
      do throws(FlashError) {
        report.lineBytesPerSecond = try run(
          &machine, start, resumedAt: hasBegun ? report.resumedAt : nil, progress)
        isDone = true
      } catch {
        // A line that broke for a moment: the board that still answers goes on where it was. Of ours
        // the long silence has told enough.
        guard attempt < 3, error.kind == .board, machine.isSilence, !(machine.wasLong && isOurs),
          (try? ask(
            .write, SMP.Group.system, SMP.SystemCommand.echo, [("d", .text("?"))], quick(plan)))
            != nil
        else { throw error }
      }
      sequence &+= 100
      report.repeats += machine.repeats
      // What a later attempt finds there, an earlier one has sent.
      if !hasBegun { report.resumedAt = machine.resumedAt }
      hasBegun = hasBegun || machine.confirmed > 0
    }
    report.sentBytes = plan.image.count - report.resumedAt
    report.uploadSeconds = Double(line.now - start) / 1e9
  }

  private func quick(_ plan: FlashPlan) -> FlashPlan {
    var plan = plan
    plan.answerMilliseconds = 300
    return plan
  }

  /// Runs an upload to its end: the image's bytes a second that the line carried.
  ///
  /// - Parameter resumedAt: where an attempt before began; nil for the first.
  private mutating func run(
    _ machine: inout UploadMachine, _ start: UInt64, resumedAt: Int?,
    _ progress: (FlashProgress) -> Void
  ) throws(FlashError) -> Double {
    var answers: [(time: UInt64, bytes: Int)] = []
    let begin = line.now
    var actions = machine.begin(at: begin)
    let total = machine.byteCount
    while true {
      for action in actions {
        switch action {
        case .send(let packet): line.send(packet: packet)
        case .end: return Self.rate(answers)
        case .fail(let error):
          line.discardOutgoing()
          throw error
        }
      }
      if machine.hasSentAll { hasSentAll = true }
      try checkInterruption("Uploading")
      let confirmed = machine.confirmed
      actions = try hear(&machine, since: begin)
      if machine.confirmed != confirmed {
        if machine.confirmed < total { answers.append((line.now, machine.confirmed)) }
        let seconds = Double(line.now - start) / 1e9
        progress(
          .sent(
            machine.confirmed, of: total,
            bytesPerSecond: Double(max(machine.confirmed - (resumedAt ?? machine.resumedAt), 0))
              / max(seconds, 1e-3)))
      }
    }
  }

  /// Waits for what the board says to an upload, or for its time to be over: what to do then.
  private mutating func hear(
    _ machine: inout UploadMachine, since begin: UInt64
  ) throws(FlashError) -> [UploadMachine.Action] {
    var actions: [UploadMachine.Action] = []
    do throws(FlashError) {
      try line.exchange(until: machine.deadline) { heard, time in
        if case .smp(let message) = heard { actions += machine.receive(message, at: time) }
      }
    } catch {
      throw FlashError(
        error.kind,
        "Uploading failed at byte \(machine.confirmed) of \(machine.byteCount): "
          + error.description)
    }
    if line.lastByteTime > begin { machine.noteLife(at: line.lastByteTime) }
    return actions + machine.timeOut(at: line.now)
  }

  private static func rate(_ answers: [(time: UInt64, bytes: Int)]) -> Double {
    guard let first = answers.first, let last = answers.last, last.time > first.time else {
      return 0
    }
    return Double(last.bytes - first.bytes) / (Double(last.time - first.time) / 1e9)
  }

  private mutating func restart(
    _ plan: FlashPlan, _ report: inout FlashReport
  ) throws(FlashError) {
    let start = line.now
    defer { report.restartSeconds = Double(line.now - start) / 1e9 }
    var milliseconds = plan.answerMilliseconds
    do throws(FlashError) {
      _ = try reset(quick(plan))
    } catch {
      guard error.kind == .board else { throw error }
      // The answer may be all that was lost: whoever runs now tells. The silence is the same one.
      milliseconds -= min(milliseconds, quick(plan).answerMilliseconds)
    }
    var identity: Wire.Identity?
    try repeatedly("Waiting for the new image", milliseconds, mayInstall: true) {
      flasher in
      flasher.line.send(.hello(.init(contractHash: Wire.contractHash)))
    } until: { heard in
      if case .app(.identity(let found)) = heard { identity = found }
      return identity != nil
    }
    guard let identity else { throw FlashError(.board, "The new image did not tell who it is.") }
    guard identity.hash == plan.inspection.hash else {
      throw FlashError(
        .board,
        """
        Flashing failed: the board runs another image than was sent (\(identity.line)). Look at its \
        bootloader's reason: reset it with button A held, and try again.
        """)
    }
    report.identity = identity.line
  }

  private mutating func reset(_ plan: FlashPlan) throws(FlashError) -> SMPMessage {
    try ask(.write, SMP.Group.system, SMP.SystemCommand.reset, [], plan)
  }

  // MARK: - Boards that are not ours

  /// Has an image installed that a board took into another slot than the one it runs from, as
  /// Zephyr's MCUmgr does; MCUboot's serial recovery takes it where it runs. Whether it is.
  private mutating func markPending(_ plan: FlashPlan) throws(FlashError) -> Bool {
    let hash = plan.inspection.hash
    let images = try images(plan)
    guard !images.contains(where: { $0.slot == 0 && $0.hash == hash }),
      let image = images.first(where: { $0.slot != 0 && $0.hash == hash })
    else { return false }
    if image.isPending { return true }
    let answer = try ask(
      .write, SMP.Group.image, SMP.ImageCommand.state,
      [("hash", .bytes(hash)), ("confirm", .boolean(true))], plan)
    if let refusal = answer.refusal {
      throw FlashError(
        .board,
        "Flashing failed: the board has the image in slot \(image.slot), and refuses to install it "
          + "(\(refusal)). It keeps the image that it had. Reset the board and try again.")
    }
    return true
  }

  /// Resets a board that is not ours, and waits until it lists the image where it runs.
  private mutating func restartForeign(
    _ plan: FlashPlan, _ isPending: Bool, _ report: inout FlashReport
  ) throws(FlashError) {
    let start = line.now
    defer { report.restartSeconds = Double(line.now - start) / 1e9 }
    _ = try reset(plan)
    let hash = plan.inspection.hash
    let milliseconds = isPending ? plan.foreignInstallMilliseconds : plan.foreignWorkMilliseconds
    var (running, isTold): (ListedImage?, Bool) = (nil, false)
    var settled = 0
    sequence &+= 1
    let number = sequence
    let question = SMPMessage.request(
      .read, group: SMP.Group.image, command: SMP.ImageCommand.state, sequence: number, [])
    do throws(FlashError) {
      try leaveAlone(milliseconds: plan.foreignStartMilliseconds)
      try repeatedly("Waiting for the new image", milliseconds, every: Self.startAskNanoseconds) {
        flasher in
        flasher.line.send(packet: question)
      } until: { heard in
        guard case .smp(let message) = heard, message.header.sequence == number,
          message.header.group == SMP.Group.image,
          message.header.command == SMP.ImageCommand.state
        else { return false }
        isTold = true
        let images = Self.images(in: message)
        running = images.first { $0.slot == 0 && !$0.hash.isEmpty }
        // Another one may be the old, shortly before it is replaced; where nothing waits to be installed
        // any more, it stays.
        if !images.contains(where: \.isPending) { settled += 1 }
        return running.map { $0.hash == hash || settled > 1 } ?? true
      }
    } catch {
      // Silent for good, or gone with its port: an app may well have no SMP.
      guard error.kind == .board else { throw error }
    }
    guard let running else {
      report.notes.append(
        isTold
          ? "not verified: the board does not list which image it runs"
          : "not verified: after its reset nothing on \(line.path) spoke SMP, so that nobody told "
            + "which image runs")
      return
    }
    guard running.hash == hash else {
      throw FlashError(
        .board,
        "Flashing failed: after its reset the board runs another image than was sent (version "
          + "\(running.version)). Its MCUboot may refuse the image: check its key, its version and "
          + "its size.")
    }
  }

  /// Says nothing for a while.
  private mutating func leaveAlone(milliseconds: UInt32) throws(FlashError) {
    let end = line.now + UInt64(milliseconds) * 1_000_000
    while line.now < end {
      try checkInterruption("Waiting for the new image")
      try line.exchange(until: end) { _, _ in }
    }
  }
}

extension Wire.Identity {
  /// The SHA-256 of the image that runs.
  package var hash: [UInt8] { (0..<32).map { imageHash[$0] } }

  /// Board, id and version, for a report.
  package var line: String {
    "\(board) \(String(uniqueId, radix: 16)), firmware "
      + "\(versionMajor).\(versionMinor).\(versionRevision)"
  }
}
