package import Capture
package import Discovery
internal import Foundation
internal import Logging
package import RigModel
internal import SerialPort
internal import VirtualBoard

/// Writes down what a board says, and says nothing to it.
package struct Listener {
  /// What was heard.
  package struct Outcome: Sendable {
    package var bytes = 0
    package var messages = 0
    package var seconds = 0.0
    /// Why it ended before it was told to.
    package var failure: CaseFailure?
  }

  private let rig: Rig
  /// A serial port to listen to, instead of the rig's own board.
  private let port: String?
  private let path: String
  private let project: String
  private let seconds: Double?
  private let observer: any RunObserver
  private let bus: any DeviceBus

  /// - Parameters:
  ///   - path: the capture's file, which must not exist.
  ///   - seconds: how long to listen; nil until it is interrupted.
  package init(
    rig: Rig, port: String?, path: String, project: String, seconds: Double?,
    observer: any RunObserver, bus: any DeviceBus = UdevBus()
  ) {
    self.rig = rig
    self.port = port
    self.path = path
    self.project = project
    self.seconds = seconds
    self.observer = observer
    self.bus = bus
  }

  /// Listens until it is interrupted, the time is over, or the line or the disk gives up: what was
  /// heard by then is in the file. It blocks: the calling thread owns the port.
  package func run() throws(RunError) -> Outcome {
    let board = port == nil ? try acquire() : nil
    defer { board?.stop() }
    let portPath = port ?? board?.portPath ?? ""
    let opened: SerialPort
    let capture: CaptureFile
    do {
      opened = try SerialPort.open(path: portPath, baud: rig.link.baud)
    } catch {
      throw RunError(.setup, error.message)
    }
    do {
      capture = try CaptureFile.create(path: path, header: header)
    } catch {
      throw RunError(.setup, error.description)
    }
    var link = BoardLink(port: opened, capture: capture)
    var outcome = Outcome()
    do throws(CaseFailure) {
      var facts = board?.facts ?? [:]
      facts["baud"] = "\(rig.link.baud)"
      facts["low_latency"] = link.lowLatency
      try link.record(.port(.init(change: .opened, path: portPath, facts: facts)))
      try listen(&link, &outcome)
    } catch {
      outcome.failure = board?.explained(error) ?? error
    }
    end(link, portPath, &outcome)
    return outcome
  }

  private func listen(_ link: inout BoardLink, _ outcome: inout Outcome) throws(CaseFailure) {
    let start = link.now
    let end = seconds.map { start + UInt64($0 * 1e9) } ?? .max
    var nextReport = start
    link.receivedBytes = 0
    defer {
      outcome.bytes = link.receivedBytes
      outcome.seconds = Double(link.now - start) / 1e9
    }
    while !observer.isInterrupted, link.now < end {
      var heard = 0
      // Looked at often enough for a Ctrl-C to end it at once.
      try link.exchange(until: min(end, link.now + 50_000_000)) { _, _ in heard += 1 }
      outcome.messages += heard
      guard link.now >= nextReport else { continue }
      nextReport = link.now + Self.reportNanoseconds
      observer.report(
        .preparing("listening: \(outcome.messages) messages, \(link.receivedBytes) bytes"))
    }
  }

  private static let reportNanoseconds: UInt64 = 100_000_000

  /// Leaves the last words in the capture, as far as the disk takes them.
  private func end(_ link: consuming BoardLink, _ path: String, _ outcome: inout Outcome) {
    do throws(CaseFailure) {
      try link.endChunk()
      if outcome.failure?.kind == .linkLost {
        try link.record(.port(.init(change: .hungUp, path: path)))
      } else {
        try link.recordDriverCounters()
      }
      try link.record(.runEnded(.init(failure: outcome.failure)))
      try link.close()
    } catch {
      outcome.failure = outcome.failure ?? error
    }
  }

  private func acquire() throws(RunError) -> any RunBoard {
    guard case .serial(let board) = rig.board else {
      return try BoardStarter.start(
        BoardStarter.configuration(rig, firmware: nil, project: project),
        logger: Logger(label: "solerig.capture") { _ in SwiftLogNoOpLogHandler() })
    }
    do throws(DiscoveryError) {
      return try UsbBoard(rig: rig, board: board, bus: bus)
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  private var header: CaptureHeader {
    .now(environment: [
      "rig": rig.name, "board": rig.board.kind.rawValue, "baud": "\(rig.link.baud)",
      "mode": "listen only",
    ])
  }
}
