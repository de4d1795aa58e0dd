internal import Foundation
package import Stimulus

/// Something that the rig knows and a verdict could rest on, in the order it happened.
package enum RigEvent: Equatable, Sendable {
  /// The run starts: which rig, board and image, and in what mode.
  case runStarted(RunStarted)
  case caseStarted(CaseStarted)
  /// Every sample went out, or the case was given up: see `failure`.
  case caseEnded(CaseEnded)
  /// The rig spoilt the line on purpose.
  case faultInjected(FaultInjected)
  /// The rig sent a request again since no answer came.
  case requestRepeated(RequestRepeated)
  /// The driver's or the rig's own trouble: late reads, lost bytes.
  case note(Note)
  /// What the cable between the rig and an emulated board did to the line.
  case cable(CableRecord)
  /// The rig's port was opened, hung up or came back.
  case port(PortRecord)
  /// What the port's driver counted since it was opened.
  case driverCounters(DriverCounters)
  /// How often the rig looks at its port from here on.
  case hostWatch(HostWatch)
  /// The rig's own time stood still.
  case hostLate(HostLate)
  /// How well the rig kept its deadlines in real time.
  case pacing(Pacing)
  /// The line is measured between these two.
  case linkMeasuring(LinkMeasuring)
  case linkMeasured(LinkMeasured)
  /// The run is over; nothing follows.
  case runEnded(RunEnded)
  /// This file, or this part of it, is a trace: what its samples are.
  case trace(TraceDescription)

  package struct RunStarted: Codable, Equatable, Sendable {
    package var rig: String
    package var suite: String
    /// SHA-256 of suite.json, hexadecimal.
    package var suiteHash: String
    package var port: String
    package var emulator: String?

    package init(rig: String, suite: String, suiteHash: String, port: String, emulator: String?) {
      self.rig = rig
      self.suite = suite
      self.suiteHash = suiteHash
      self.port = port
      self.emulator = emulator
    }
  }

  package struct CaseStarted: Codable, Equatable, Sendable {
    package var name: String
    package var session: UInt32
    package var attempt: Int

    package init(name: String, session: UInt32, attempt: Int) {
      self.name = name
      self.session = session
      self.attempt = attempt
    }
  }

  package struct CaseEnded: Codable, Equatable, Sendable {
    package var name: String
    package var session: UInt32
    package var failure: CaseFailure?

    package init(name: String, session: UInt32, failure: CaseFailure?) {
      self.name = name
      self.session = session
      self.failure = failure
    }
  }

  package struct FaultInjected: Codable, Equatable, Sendable {
    package var kind: String
    package var atSample: UInt32
    package var count: Int

    package init(kind: String, atSample: UInt32, count: Int) {
      self.kind = kind
      self.atSample = atSample
      self.count = count
    }
  }

  package struct RequestRepeated: Codable, Equatable, Sendable {
    package var request: String
    package var attempt: Int

    package init(request: String, attempt: Int) {
      self.request = request
      self.attempt = attempt
    }
  }

  package struct Note: Codable, Equatable, Sendable {
    package var text: String

    package init(text: String) { self.text = text }
  }

  package struct CableRecord: Codable, Equatable, Sendable {
    package var kind: String
    package var direction: String
    package var byteOffset: UInt64
    package var count: UInt64

    package init(kind: String, direction: String, byteOffset: UInt64, count: UInt64) {
      self.kind = kind
      self.direction = direction
      self.byteOffset = byteOffset
      self.count = count
    }
  }

  package struct PortRecord: Codable, Equatable, Sendable {
    package enum Change: String, Codable, Sendable {
      case opened
      case hungUp = "hung_up"
      case returned
    }

    package var change: Change
    package var path: String
    /// What is known of the port and its device, by name.
    package var facts: [String: String]

    package init(change: Change, path: String, facts: [String: String] = [:]) {
      self.change = change
      self.path = path
      self.facts = facts
    }
  }

  /// Counts of the host's own serial driver; TIOCGICOUNT.
  package struct DriverCounters: Codable, Equatable, Sendable {
    package var received: UInt32 = 0
    package var sent: UInt32 = 0
    package var framingErrors: UInt32 = 0
    package var parityErrors: UInt32 = 0
    /// Bytes lost in the adapter.
    package var overruns: UInt32 = 0
    /// Bytes lost in the kernel.
    package var bufferOverruns: UInt32 = 0
    package var breaks: UInt32 = 0

    package init() {}
  }

  package struct RunEnded: Codable, Equatable, Sendable {
    package var failure: CaseFailure?

    package init(failure: CaseFailure?) { self.failure = failure }
  }

  package struct TraceDescription: Codable, Equatable, Sendable {
    package var name: String
    package var sampleRateHertz: UInt16
    package var sampleCount: Int
    package var provenance: [String]
    package var truth: Truth?

    package init(_ trace: Trace) {
      name = trace.name
      sampleRateHertz = trace.sampleRateHertz
      sampleCount = trace.samples.count
      provenance = trace.provenance
      truth = trace.truth
    }
  }
}

/// Why a case was given up before its end.
package struct CaseFailure: Codable, Equatable, Sendable, Error {
  package var kind: Kind
  /// A paragraph: operation, thing, cause, what to do.
  package var message: String

  package enum Kind: String, Codable, Sendable {
    /// The port hung up or could not be used.
    case linkLost
    /// Nothing came for the contract's time although an answer was owed.
    case silent
    /// Far more came than the case can call for.
    case flood
    /// The chip started anew without a panic.
    case restarted
    /// The chip told a fault of its own.
    case panicked
    /// The chip refused a request it has to carry out.
    case refused
    /// Another chip, contract or image answered.
    case wrongIdentity
    /// The rig itself could not go on: disk full, interrupted.
    case rig
    /// The line can't tell times as finely as the suite asks for.
    case linkInsufficient
    /// Whoever ran it stopped it.
    case interrupted
  }

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

extension RigEvent: Codable {
  private enum Name: String, Codable {
    case runStarted = "run_started"
    case caseStarted = "case_started"
    case caseEnded = "case_ended"
    case faultInjected = "fault_injected"
    case requestRepeated = "request_repeated"
    case note
    case cable
    case port
    case driverCounters = "driver_counters"
    case hostWatch = "host_watch"
    case hostLate = "host_late"
    case pacing
    case linkMeasuring = "link_measuring"
    case linkMeasured = "link_measured"
    case runEnded = "run_ended"
    case trace
  }

  private enum Keys: String, CodingKey {
    case event
  }

  package init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: Keys.self).decode(Name.self, forKey: .event) {
    case .runStarted: self = .runStarted(try RunStarted(from: decoder))
    case .caseStarted: self = .caseStarted(try CaseStarted(from: decoder))
    case .caseEnded: self = .caseEnded(try CaseEnded(from: decoder))
    case .faultInjected: self = .faultInjected(try FaultInjected(from: decoder))
    case .requestRepeated: self = .requestRepeated(try RequestRepeated(from: decoder))
    case .note: self = .note(try Note(from: decoder))
    case .cable: self = .cable(try CableRecord(from: decoder))
    case .port: self = .port(try PortRecord(from: decoder))
    case .driverCounters: self = .driverCounters(try DriverCounters(from: decoder))
    case .hostWatch: self = .hostWatch(try HostWatch(from: decoder))
    case .hostLate: self = .hostLate(try HostLate(from: decoder))
    case .pacing: self = .pacing(try Pacing(from: decoder))
    case .linkMeasuring: self = .linkMeasuring(try LinkMeasuring(from: decoder))
    case .linkMeasured: self = .linkMeasured(try LinkMeasured(from: decoder))
    case .runEnded: self = .runEnded(try RunEnded(from: decoder))
    case .trace: self = .trace(try TraceDescription(from: decoder))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    let (name, body): (Name, any Encodable) =
      switch self {
      case .runStarted(let body): (.runStarted, body)
      case .caseStarted(let body): (.caseStarted, body)
      case .caseEnded(let body): (.caseEnded, body)
      case .faultInjected(let body): (.faultInjected, body)
      case .requestRepeated(let body): (.requestRepeated, body)
      case .note(let body): (.note, body)
      case .cable(let body): (.cable, body)
      case .port(let body): (.port, body)
      case .driverCounters(let body): (.driverCounters, body)
      case .hostWatch(let body): (.hostWatch, body)
      case .hostLate(let body): (.hostLate, body)
      case .pacing(let body): (.pacing, body)
      case .linkMeasuring(let body): (.linkMeasuring, body)
      case .linkMeasured(let body): (.linkMeasured, body)
      case .runEnded(let body): (.runEnded, body)
      case .trace(let body): (.trace, body)
      }
    var keys = encoder.container(keyedBy: Keys.self)
    try keys.encode(name, forKey: .event)
    try body.encode(to: encoder)
  }
}
