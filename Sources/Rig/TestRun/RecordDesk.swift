package import Capture
package import Discovery
internal import Foundation
internal import Judge
internal import Logging
package import RigModel
internal import SerialPort
package import SoleLink
package import Stimulus
internal import VirtualBoard

/// What a chip keeps, asked for outside of any run: records are listed, read, erased, and made.
///
/// Every call is a visit of its own. It blocks: the calling thread owns the port meanwhile.
package struct RecordDesk {
  /// A chip, and the records that it has, oldest first.
  package struct Shelf: Sendable {
    package var identity: Wire.Identity
    package var records: [Wire.RecordInfo]
  }

  private let rig: Rig
  /// A serial port to speak to, instead of the rig's own board.
  private let port: String?
  /// A file that an emulated chip's flash is kept in between two starts.
  private let flash: String?
  private let project: String
  private let observer: any RunObserver
  private let bus: any DeviceBus

  package init(
    rig: Rig, port: String?, flash: String?, project: String, observer: any RunObserver,
    bus: any DeviceBus = UdevBus()
  ) {
    self.rig = rig
    self.port = port
    self.flash = flash
    self.project = project
    self.observer = observer
    self.bus = bus
  }

  /// The records that the chip has.
  package func list() throws(RunError) -> Shelf {
    try visit { driver, identity throws(CaseFailure) in
      Shelf(identity: identity, records: try driver.records())
    }
  }

  /// Reads records, and tells the chip that they are safe once somebody has taken them.
  ///
  /// - Parameters:
  ///   - numbers: which; nil: those that nobody has fetched yet.
  ///   - marks: whether the chip is told.
  ///   - take: is given each record's pages, and puts them where they are safe.
  /// - Returns: the chip with those that were read.
  package func fetch(
    _ numbers: [UInt32]?, marks: Bool,
    _ take: (Wire.Identity, Wire.RecordInfo, [UInt8]) throws(RunError) -> Void
  ) throws(RunError) -> Shelf {
    var refusal: RunError?
    let shelf = try visit { driver, identity throws(CaseFailure) -> Shelf in
      let all = try driver.records()
      let wanted = numbers.map { numbers in all.filter { numbers.contains($0.record) } }
      let missing = (numbers ?? []).filter { number in !all.contains { $0.record == number } }
      if let number = missing.first {
        refusal = Self.noRecord(number, among: all)
        return Shelf(identity: identity, records: [])
      }
      let chosen = wanted ?? all.filter { $0.state.isDisjoint(with: [.fetched, .open]) }
      for info in chosen {
        let pages = try driver.pages(of: info) { count in
          observer.report(
            .preparing("record \(info.record): \(count * 100 / max(Int(info.bytes), 1)) %"))
        }
        do throws(RunError) {
          try take(identity, info, pages)
        } catch {
          refusal = error
          return Shelf(identity: identity, records: [])
        }
        if marks { _ = try driver.markFetched(info.record) }
      }
      return Shelf(identity: identity, records: chosen)
    }
    if let refusal { throw refusal }
    return shelf
  }

  /// Erases the records up to one; nil: all. Those that nobody has fetched keep it from doing so
  /// unless it may.
  ///
  /// - Returns: the records that are gone.
  package func erase(
    upTo number: UInt32?, unfetchedToo: Bool
  ) throws(RunError) -> [Wire.RecordInfo] {
    var refusal: RunError?
    let gone = try visit { driver, _ throws(CaseFailure) -> [Wire.RecordInfo] in
      let all = try driver.records()
      if let number, !all.contains(where: { $0.record == number }) {
        refusal = Self.noRecord(number, among: all)
        return []
      }
      let chosen = all.filter { $0.record <= number ?? .max }
      let unfetched = chosen.filter { !$0.state.contains(.fetched) }
      if !unfetched.isEmpty, !unfetchedToo {
        refusal = RunError(
          .usage,
          """
          Erasing was not begun: nobody has fetched \(Self.words(unfetched)). Fetch first, or say \
          --unfetched to lose them.
          """)
        return []
      }
      if let last = chosen.last { try driver.eraseRecords(upTo: last.record) }
      return chosen
    }
    if let refusal { throw refusal }
    return gone
  }

  /// Has the chip keep a run: plays a trace to it as fast as it goes.
  ///
  /// - Returns: the chip, and the records that came of it.
  package func record(
    _ trace: Trace, _ configuration: ChipConfiguration
  ) throws(RunError) -> Shelf {
    try visit { driver, identity throws(CaseFailure) in
      let last = try driver.records().last
      let session = UInt32(truncatingIfNeeded: MonotonicClock.now() / 1_000_000)
      let plan = CasePlan(
        name: trace.name, session: session, configure: Wire.Configure(configuration),
        samples: trace.samples)
      let result = try driver.run(plan) { sent in
        observer.report(.samplesSent(sent, of: plan.samples.count))
      }
      if let failure = result.failure { throw failure }
      let new = try driver.records().filter { $0.record > last?.record ?? 0 }
      return Shelf(identity: identity, records: new)
    }
  }

  private static func noRecord(_ number: UInt32, among all: [Wire.RecordInfo]) -> RunError {
    RunError(
      .usage,
      "There is no record \(number) on the chip: it has \(all.isEmpty ? "none" : words(all)).")
  }

  private static func words(_ infos: [Wire.RecordInfo]) -> String {
    let numbers = infos.prefix(20).map { "\($0.record)" }.joined(separator: ", ")
    let rest = infos.count > 20 ? " and \(infos.count - 20) more" : ""
    return (infos.count == 1 ? "record " : "records ") + numbers + rest
  }
}

// MARK: - A visit

extension RecordDesk {
  private typealias Talk<Value> =
    (inout LinkDriver, Wire.Identity) throws(CaseFailure) -> Value

  /// Opens a line to the chip, makes sure who is there, and says what there is to say.
  private func visit<Value>(_ talk: Talk<Value>) throws(RunError) -> Value {
    let board = try acquire()
    defer { board.stop() }
    let folder = NSTemporaryDirectory() + "solerig-session-\(getpid())-\(MonotonicClock.now())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let value: Value
    do throws(CaseFailure) {
      var driver = try open(board, folder)
      observer.report(.preparing("asking the chip who it is"))
      let identity = try driver.identify { (found) throws(CaseFailure) in
        // A port that a person named is whatever is on it.
        if port == nil { try IdentityCheck.check(found, rig) }
      }
      value = try talk(&driver, identity)
      try driver.close()
    } catch {
      throw RunError(.setup, board.explained(error).message)
    }
    try keepFlash(of: board)
    return value
  }

  private func acquire() throws(RunError) -> any RunBoard {
    if let port { return PortBoard(path: port) }
    if case .serial(let board) = rig.board {
      guard flash == nil else {
        throw RunError(.usage, "Rig \(rig.name) is a real board: it keeps its own flash.")
      }
      do throws(DiscoveryError) {
        return try UsbBoard(rig: rig, board: board, bus: bus)
      } catch {
        throw RunError(.setup, error.description)
      }
    }
    observer.report(.preparing("board \(rig.board.kind.rawValue)"))
    var configuration = try BoardStarter.configuration(
      rig, firmware: nil, project: project, keepsFlash: true)
    if let flash { try FlashFile.restore(flash, into: &configuration, rig: rig) }
    return try BoardStarter.start(
      configuration, logger: Logger(label: "solerig.session") { _ in SwiftLogNoOpLogHandler() })
  }

  private func open(_ board: any RunBoard, _ folder: String) throws(CaseFailure) -> LinkDriver {
    let opened: SerialPort
    let capture: CaptureFile
    do {
      opened = try SerialPort.open(path: board.portPath, baud: rig.link.baud)
    } catch {
      throw CaseFailure(.rig, error.message)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      capture = try CaptureFile.create(
        path: folder + "/line.pcapng", header: .now(environment: [:]))
    } catch {
      throw CaseFailure(.rig, "Making a file for the line's bytes failed: \(error)")
    }
    return LinkDriver(
      link: BoardLink(port: opened, capture: capture),
      answerMilliseconds: rig.link.answerTimeoutMilliseconds,
      isInterrupted: { observer.isInterrupted })
  }

  private func keepFlash(of board: any RunBoard) throws(RunError) {
    guard let flash, let board = board as? VirtualBoard else { return }
    try FlashFile.keep(flash, of: board)
  }
}
