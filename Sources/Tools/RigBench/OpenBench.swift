import Foundation
import Logging
import RigModel
import SerialPort
import SoleLink
import TestRun
import VirtualBoard

/// From the opening of a virtual board's port to its identity: the first time, and every time after.
struct OpenBench {
  struct Result: Codable {
    var firstMilliseconds: Double
    /// The slowest of the others.
    var slowestReopenMilliseconds: Double
  }

  static let wantedMilliseconds = 50.0
  private static let reopens = 20

  private struct Silence: Error {}

  let project: String
  let firmware: String

  func run() throws -> Result {
    var board = Rig.VirtualMicrobit()
    board.firmware = firmware
    let rig = Rig(name: "bench-open", title: "", board: .virtualMicrobit(board))
    let configuration = try BoardStarter.configuration(rig, firmware: nil, project: project)
    let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    let running = try BoardStarter.start(configuration, logger: logger)
    defer { running.stop() }
    var times: [Double] = []
    for _ in 0...Self.reopens { times.append(try Self.time(running.portPath)) }
    return Result(
      firstMilliseconds: times[0], slowestReopenMilliseconds: times.dropFirst().max() ?? .nan)
  }

  private static func time(_ path: String) throws -> Double {
    let start = MonotonicClock.now()
    let port = try SerialPort.open(path: path, baud: 115_200)
    var encoder = FrameEncoder()
    var decoder = FrameDecoder()
    var buffer = [UInt8](repeating: 0, count: 4096)
    var isIdentified = false
    let hello = HostMessage.hello(.init(contractHash: Wire.contractHash))
    let frame = encoder.encode(hello).bytes.withUnsafeBytes { Array($0) }
    try port.writeAll(frame, timeoutNanoseconds: 1_000_000_000)
    while !isIdentified {
      guard try port.wait(for: .readable, timeoutNanoseconds: 2_000_000_000) else {
        throw Silence()
      }
      let count = try port.read(into: &buffer)
      decoder.receive(buffer.span.extracting(first: count).bytes) { kind, _, frame in
        if kind == .frame, frame.byteCount > 0,
          frame.unsafeLoad(fromByteOffset: 0, as: UInt8.self) == Wire.Identity.type
        {
          isIdentified = true
        }
      }
    }
    let end = MonotonicClock.now()
    try port.close()
    return Double(end - start) / 1e6
  }
}
