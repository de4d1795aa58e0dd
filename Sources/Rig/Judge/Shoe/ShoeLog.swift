internal import SoleLink

/// What a case's capture holds of the shoe: what it told beyond gait, and what it keeps, by when that
/// was.
struct ShoeLog {
  /// A restart is one that the rig asked for behind the session.
  enum Phase: Int { case before, session, after, restarted, erased }

  /// A piece of a record, as it was asked for and given.
  struct Piece {
    var asked: Wire.RecordRead
    /// nil where the chip said that there is no such record.
    var bytes: [UInt8]?
  }

  private(set) var phase = Phase.before
  private(set) var totals: [(phase: Phase, message: Wire.Totals)] = []
  private(set) var progress: [Wire.Progress] = []
  private(set) var feedback: [Wire.Feedback] = []
  private(set) var advice: [Wire.Advice] = []
  private(set) var payloads: [Wire.PhonePayload] = []
  private(set) var events: [Wire.RecordEvent] = []
  /// Records that the chip named, the last word on each.
  private(set) var infos: [Phase: [UInt32: Wire.RecordInfo]] = [:]
  /// Their bytes as they were read from the front.
  private(set) var images: [Phase: [UInt32: [UInt8]]] = [:]
  /// All other pieces.
  private(set) var pieces: [Piece] = []
  /// What the chip said to erasing, and whether it then had no record left.
  private(set) var eraseResult: Wire.Result?
  private(set) var isEmptyAfterErase: Bool?
  private var asked: Wire.RecordRead?

  mutating func take(_ message: HostMessage) {
    switch message {
    case .start: phase = .session
    case .reset where phase == .after: phase = .restarted
    case .recordErase: phase = .erased
    case .recordRead(let read): asked = read
    default: return
    }
  }

  mutating func take(_ message: ChipMessage) {
    switch message {
    case .totals(let totals): self.totals.append((phase, totals))
    case .progress(let event): progress.append(event)
    case .feedback(let event): feedback.append(event)
    case .advice(let event): advice.append(event)
    case .phonePayload(let payload): payloads.append(payload)
    case .recordEvent(let event): events.append(event)
    case .recordInfo(let info):
      infos[phase, default: [:]][info.record] = info
      if phase == .erased { isEmptyAfterErase = false }
    case .recordChunk(let chunk): take(chunk)
    case .acknowledgement(let answer): take(answer)
    default: return
    }
  }

  private mutating func take(_ chunk: Wire.RecordChunk) {
    let bytes = (0..<chunk.data.count).map { chunk.data[$0] }
    let image = images[phase]?[chunk.record] ?? []
    let whole = infos[phase]?[chunk.record]?.bytes ?? 0
    if Int(chunk.offset) == image.count, image.count < Int(whole) {
      images[phase, default: [:]][chunk.record] = image + bytes
    } else if let asked, asked.record == chunk.record, asked.offset == chunk.offset {
      pieces.append(Piece(asked: asked, bytes: bytes))
    }
  }

  private mutating func take(_ answer: Wire.Acknowledgement) {
    switch answer.request {
    case Wire.Stop.type where phase == .session && answer.result == .done: phase = .after
    case Wire.RecordErase.type: eraseResult = answer.result
    case Wire.RecordQuery.type where phase == .erased && answer.result == .notFound:
      isEmptyAfterErase = isEmptyAfterErase ?? true
    case Wire.RecordRead.type where answer.result == .notFound:
      if let asked { pieces.append(Piece(asked: asked, bytes: nil)) }
    default: return
    }
  }

  /// The last totals of a scope that were told in a phase.
  func totals(_ scope: Wire.TotalsScope, _ phase: Phase) -> Wire.Totals? {
    totals.last { $0.phase == phase && $0.message.scope == scope }?.message
  }

  /// The records of a session that were named in a phase, in their order.
  ///
  /// Sessions have the same numbers in every run, and a board keeps its records over runs: only
  /// those count that the chip said had begun.
  func infos(ofSession session: UInt32, _ phase: Phase) -> [Wire.RecordInfo] {
    let begun = Set(events.filter { $0.kind == .begun }.map(\.record))
    return (infos[phase] ?? [:]).values
      .filter { $0.session == session && begun.contains($0.record) }
      .sorted { $0.record < $1.record }
  }
}
