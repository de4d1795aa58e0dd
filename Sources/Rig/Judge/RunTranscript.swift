internal import Capture
internal import SoleLink

/// A capture, sorted by what it tells of.
struct RunTranscript {
  var started: RigEvent.RunStarted?
  var ended: RigEvent.RunEnded?
  /// Every case that was begun, in order; one that was retried stands here more than once.
  var attempts: [CaseTranscript] = []
  /// Every identity that was told, in order.
  var identities: [Wire.Identity] = []
  var notes: [String] = []
  /// What the cable of an emulated board did outside of cases, by kind.
  var cable: [String: UInt64] = [:]
  /// What the host's serial driver counted last; nil where it does not count.
  var driverCounters: RigEvent.DriverCounters?
  /// The last measurement of the line; nil where none was asked for.
  var link: LinkLog?
  /// What was found out about the port when it was opened last.
  var portFacts: [String: String] = [:]
  var repeatedRequests: [String] = []
  var tornBytes = 0

  /// Times that the port hung up, and where it was found again.
  var hangUps = 0
  var returns: [String] = []
  private var line = LineState()

  /// Of a capture that can't be read, or of which nothing has been read yet.
  static let empty = RunTranscript()

  private init() {}

  init(_ capture: CaptureContents) {
    for record in capture.records { take(record) }
    tornBytes = capture.tornBytes
  }

  /// Of a capture's file, which is read record by record: a run of hours is not in memory at once.
  static func read(path: String) throws(CaptureError) -> (run: RunTranscript, header: CaptureHeader)
  {
    var run = RunTranscript()
    let (header, tornBytes) = try CaptureReader.scan(path: path) { run.take($0) }
    run.tornBytes = tornBytes
    return (run, header)
  }

  /// Takes the next record of the capture.
  mutating func take(_ record: CaptureRecord) {
    switch record.body {
    case .event(let event):
      take(event, record.time)
      if case .port(let port) = event { follow(port) }
    case .chunk(let chunk): take(chunk, record.time)
    }
  }

  private mutating func follow(_ port: RigEvent.PortRecord) {
    switch port.change {
    case .opened: return
    case .hungUp: hangUps += 1
    case .returned:
      returns.append(port.path)
      // What the chip said while nobody was plugged in is not missing on the line.
      line = LineState()
    }
  }

  private var isInCase: Bool { attempts.last.map { !$0.isEnded } ?? false }

  private mutating func take(_ event: RigEvent, _ time: UInt64) {
    switch event {
    case .runStarted(let event): started = event
    case .runEnded(let event): ended = event
    case .caseStarted(let event): attempts.append(CaseTranscript(event, time))
    case .caseEnded(let event):
      guard isInCase, attempts[attempts.count - 1].name == event.name else { return }
      attempts[attempts.count - 1].end(event, time)
    case .faultInjected(let event):
      if isInCase { attempts[attempts.count - 1].injected.append(event) }
    case .requestRepeated(let event): repeatedRequests.append(event.request)
    case .note(let event): notes.append(event.text)
    case .cable(let event):
      if isInCase {
        attempts[attempts.count - 1].take(event)
      } else {
        cable[event.kind, default: 0] += event.count
      }
    case .driverCounters(let event):
      driverCounters = event
      for index in attempts.indices { attempts[index].driver = event }
    case .hostWatch(let event):
      if isInCase { attempts[attempts.count - 1].timing.host.take(event, at: time) }
    case .hostLate(let event):
      if isInCase { attempts[attempts.count - 1].timing.host.take(event, at: time) }
    case .pacing(let event):
      if isInCase { attempts[attempts.count - 1].timing.take(event) }
    case .linkMeasuring(let event): link = LinkLog(event)
    case .linkMeasured(let event): link?.end(event)
    case .port(let event): portFacts.merge(event.facts) { $1 }
    case .trace: return
    }
  }

  private mutating func take(_ chunk: CaptureRecord.Chunk, _ time: UInt64) {
    let missing = line.missingBefore(chunk)
    if case .chip(.identity(let identity)) = chunk.message { identities.append(identity) }
    link?.take(chunk, at: time)
    if isInCase { attempts[attempts.count - 1].take(chunk, missingBefore: missing, time) }
  }
}

/// Follows the chip's sequence numbers through a whole capture.
private struct LineState {
  private var sequence = SequenceTracker()

  /// Frames of the chip that are missing before this chunk.
  mutating func missingBefore(_ chunk: CaptureRecord.Chunk) -> Int {
    guard chunk.direction == .toHost, chunk.kind == .frame else { return 0 }
    // A chip that starts anew counts anew, and its first frame is its identity.
    if chunk.sequence == 0, case .chip(.identity) = chunk.message { sequence = SequenceTracker() }
    return Int(sequence.receive(chunk.sequence))
  }
}
