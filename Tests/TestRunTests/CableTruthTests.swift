import Capture
import Foundation
import Judge
import RigModel
import SerialPort
import SoleLink
import TestSupport
import Testing
import VirtualBoard

@testable import TestRun

/// The clock fit of a virtual board against what the cable's own log knows of the same moments.
@Suite(.serialized) struct CableTruthTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path
  private static let firmware = project + "/.build/firmware/solerig-microbit.bin"
  private static let native = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "SoleNative").path

  /// A line that is slow, late, uneven, and hands over in frames.
  private static let cable: CableSettings = {
    var cable = CableSettings.ideal
    cable.baud = 115_200
    cable.latencyMicroseconds = 700
    cable.jitterMicroseconds = 900
    cable.logsTraffic = true
    return cable
  }()

  @Test func theFitHoldsTheTruthOfAHostProcess() throws {
    let found = [Self.native, Self.project + "/.build/debug/SoleNative"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    try hold(.native(executable: try #require(found), uniqueID: 7))
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: firmware),
      "there is no firmware image: scripts/firmware/build makes it"))
  func theFitHoldsTheTruthOfTheEmulatedChip() throws {
    try hold(.qemu(image: Self.firmware, mode: .wall, uniqueID: 7))
  }

  private func hold(_ backend: VirtualBoardConfiguration.Backend) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("capture.pcapng")
    let header = CaptureHeader.now(environment: [:])
    let board = try VirtualBoard.start(
      VirtualBoardConfiguration(backend: backend, cable: Self.cable))
    defer { board.stop() }
    var driver = LinkDriver(
      link: BoardLink(
        port: try SerialPort.open(path: board.portPath, baud: 115_200),
        capture: try CaptureFile.create(path: path, header: header)),
      answerMilliseconds: 60_000, isInterrupted: { false })
    _ = try driver.restart(try driver.identify())
    try driver.measureLine()
    try driver.link.flush()
    let capture = try CaptureReader.read(path: path)
    let log = board.cableLog().entries
    try driver.close()
    try check(capture, log, header.startedMonotonicNanoseconds)
  }

  /// What the cable knows of one exchange, in nanoseconds from the capture's start.
  private struct Known {
    var exchange: ClockExchange
    /// Before the question's last byte was handed to the chip's process.
    var delivered: Double
    /// Before the answer's last byte was handed to the rig's port.
    var forwarded: Double
  }

  private func check(_ capture: CaptureContents, _ log: [CableLogEntry], _ start: UInt64) throws {
    let known = exchanges(capture).compactMap { exchange -> Known? in
      func last(_ direction: CableDirection) -> Double? {
        log.last {
          $0.kind == .forwarded && $0.direction == direction
            && $0.timeNanoseconds >= start + exchange.hostSent
            && $0.timeNanoseconds <= start + exchange.hostReceived
        }.map { Double($0.timeNanoseconds - start) }
      }
      guard let delivered = last(.toChip), let forwarded = last(.toHost) else { return nil }
      return Known(exchange: exchange, delivered: delivered, forwarded: forwarded)
    }
    try #require(known.count >= 300)
    // The chip can't have taken up a question before it was delivered, nor can the cable have had an
    // answer, which it then held for its latency, before it left. The clocks are one: what each of the
    // exchanges leaves open holds for all.
    let wire = Double(Self.cable.latencyMicroseconds) * 1000
    let latest = known.map { Double($0.exchange.deviceReceived + 1) * 1000 - $0.delivered }.min()
    let earliest = known.map { Double($0.exchange.deviceSent) * 1000 - ($0.forwarded - wire) }.max()
    let (most, least) = (try #require(latest), try #require(earliest))
    #expect(least <= most, "the log is of one clock")
    let fit = try #require(ClockFit(known.map(\.exchange)))
    for time in known.map(\.exchange.deviceReceived) {
      let told = try #require(fit.hostTime(ofDevice: time))
      let device = Double(time) * 1000
      // All that may be the truth by the cable's log lies in what the fit, which has not that, tells.
      #expect(told.value - told.uncertainty <= device - most, "\(told) of \(device - most)")
      #expect(told.value + told.uncertainty >= device - least, "\(told) of \(device - least)")
      // At the ends there is none of the quick ones on one side.
      guard known[known.count / 10].exchange.hostSent < UInt64(told.value),
        UInt64(told.value) < known[known.count * 9 / 10].exchange.hostSent
      else { continue }
      #expect(
        told.uncertainty
          <= 1.2 * Double(fit.leastDelayNanoseconds) / 2 + 2 * ClockFit.Wander().nanoseconds + 2000)
    }
  }

  private func exchanges(_ capture: CaptureContents) -> [ClockExchange] {
    var asked: [UInt32: UInt64] = [:]
    return capture.records.compactMap { record in
      guard case .chunk(let chunk) = record.body else { return nil }
      switch chunk.message {
      case .host(.timeSync(let question)): asked[question.exchange] = record.time
      case .chip(.timeSyncReply(let reply)):
        return asked.removeValue(forKey: reply.exchange).map {
          ClockExchange(
            hostSent: $0, deviceReceived: reply.received, deviceSent: reply.sent,
            hostReceived: record.time)
        }
      default: break
      }
      return nil
    }
  }
}
