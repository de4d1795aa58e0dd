import Capture
import Foundation
import RigModel
import SerialPort
import SoleLink
import Stimulus
import TestSupport
import VirtualBoard

/// A board of this project, and a line to it: plain requests and answers.
final class ShoeBoard {
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path

  static func image(_ flavour: String? = nil) -> String {
    project + "/.build/firmware/solerig-microbit\(flavour.map { "-" + $0 } ?? "").bin"
  }

  static func isPresent(_ flavour: String? = nil) -> Bool {
    FileManager.default.fileExists(atPath: image(flavour))
  }

  static let native = VirtualBoardConfiguration.Backend.native(
    executable: project + "/.build/debug/SoleNative", uniqueID: 0x5013)

  static func chip(_ flavour: String? = nil) -> VirtualBoardConfiguration.Backend {
    .qemu(image: image(flavour), mode: .wall, uniqueID: 0x5013)
  }

  private let board: VirtualBoard
  private let port: SerialPort
  private var decoder = FrameDecoder()
  private var encoder = FrameEncoder()
  /// All that the chip said, in order.
  private(set) var told: [ChipMessage] = []

  /// No chip needs as long for an answer, however busy the machine is.
  private static let limitNanoseconds: UInt64 = 20_000_000_000

  struct NoAnswer: Error { var told: Int }

  init(
    _ backend: VirtualBoardConfiguration.Backend,
    _ flash: VirtualBoardConfiguration.Flash = .kept, cable: Rig.Cable = .ideal
  ) throws {
    var configuration = VirtualBoardConfiguration(backend: backend, cable: cable)
    configuration.flash = flash
    board = try VirtualBoard.start(configuration)
    port = try SerialPort.open(path: board.portPath, baud: 115_200)
    // A frame that the chip's start swallowed is asked again.
    for _ in 0..<100 {
      try send(.hello(.init(contractHash: Wire.contractHash)))
      if try wait(milliseconds: 200, { if case .identity = $0 { true } else { false } }) { break }
    }
  }

  deinit { board.stop() }

  /// Takes the power away; what the flash held at that moment.
  func cutPower() throws -> [UInt8] {
    defer { withExtendedLifetime(self) {} }
    return try board.cutPower()
  }

  /// Sends a request, and returns what is said up to the answer to it.
  func ask(_ message: HostMessage, until isAnswer: (ChipMessage) -> Bool) throws -> [ChipMessage] {
    let start = told.count
    try send(message)
    guard try wait(isAnswer) else { throw NoAnswer(told: told.count) }
    return Array(told[start...])
  }

  /// Sends a request that is acknowledged.
  func request(_ message: HostMessage) throws -> Wire.Result? {
    try ask(message) { $0.result(of: message.messageType) != nil }.compactMap {
      $0.result(of: message.messageType)
    }.first
  }

  func status() throws -> Wire.Status? {
    try ask(.statusQuery(.init())) { if case .status = $0 { true } else { false } }.compactMap {
      if case .status(let status) = $0 { status } else { nil }
    }.last
  }

  func send(_ message: HostMessage) throws {
    let frame = encoder.encode(message)
    try port.writeAll(
      (0..<frame.count).map { frame[$0] }, timeoutNanoseconds: Self.limitNanoseconds)
  }

  /// Plays a session as fast as the credit allows; all that the chip says of it.
  ///
  /// - Parameter stopAt: where to stop sending, and return at once, as if the cable were pulled.
  func play(
    _ samples: [Wire.Sample], _ configure: Wire.Configure, session: UInt32 = 1,
    stopAt: Int? = nil
  ) throws -> [ChipMessage] {
    let start = told.count
    guard try request(.configure(configure)) == .done,
      try request(.start(.init(session: session, clock: .asFastAsPossible))) == .done
    else { throw NoAnswer(told: told.count) }
    var sent = 0
    var heard = start
    var allowed = 0
    let end = stopAt ?? samples.count
    while sent < end {
      for case .credit(let credit) in told[heard...] {
        allowed = max(allowed, Int(credit.nextIndex) + Int(credit.freeSlots))
      }
      heard = told.count
      guard sent < min(allowed, end) else {
        try hearSurely()
        continue
      }
      let next = min(sent + 20, allowed, end)
      var list = Wire.SampleList()
      for sample in samples[sent..<next] { list.append(sample) }
      try send(.samples(.init(firstIndex: UInt32(sent), samples: list)))
      sent = next
      while try hear(0) {}
    }
    if stopAt == nil {
      let stop = Wire.Stop(session: session, endIndex: UInt32(samples.count))
      guard try request(.stop(stop)) == .done else { throw NoAnswer(told: told.count) }
    }
    return Array(told[start...])
  }

  func infos() throws -> [Wire.RecordInfo] {
    var infos: [Wire.RecordInfo] = []
    while true {
      let next = (infos.last?.record ?? 0) + 1
      let answer = try ask(.recordQuery(.init(record: next))) { message in
        if case .recordInfo = message { true } else { message.result(of: 0x0D) != nil }
      }
      guard case .recordInfo(let info)? = answer.last(where: \.isInfo) else { return infos }
      infos.append(info)
    }
  }

  /// A record's bytes.
  func record(_ info: Wire.RecordInfo) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < Int(info.bytes) {
      let read = Wire.RecordRead(
        record: info.record, offset: UInt32(bytes.count), length: 240)
      let answer = try ask(.recordRead(read)) {
        if case .recordChunk = $0 { true } else { $0.result(of: 8) != nil }
      }
      guard
        case .recordChunk(let chunk)? = answer.last(where: {
          if case .recordChunk = $0 { true } else { false }
        }), chunk.data.count > 0
      else { throw NoAnswer(told: told.count) }
      for index in 0..<chunk.data.count { bytes.append(chunk.data[index]) }
    }
    return bytes
  }

  /// Waits for something new, and asks how the chip is where it is silent, as a rig does: what was
  /// held up on the way comes with the answer.
  private func hearSurely() throws {
    for _ in 0..<20 {
      if try hear(Self.limitNanoseconds / 20) { return }
      try send(.statusQuery(.init()))
    }
    throw NoAnswer(told: told.count)
  }

  private func wait(_ isAnswer: (ChipMessage) -> Bool) throws -> Bool {
    var seen = told.count
    while true {
      try hearSurely()
      while seen < told.count {
        if isAnswer(told[seen]) { return true }
        seen += 1
      }
    }
  }

  private func wait(
    milliseconds: UInt64, _ isAnswer: (ChipMessage) -> Bool
  ) throws -> Bool {
    var seen = told.count
    while true {
      guard try hear(milliseconds * 1_000_000) else { return false }
      while seen < told.count {
        if isAnswer(told[seen]) { return true }
        seen += 1
      }
    }
  }

  /// Takes in what has come; false where nothing comes in time.
  private func hear(_ nanoseconds: UInt64) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard try port.wait(for: .readable, timeoutNanoseconds: nanoseconds) else { return false }
    let count = try port.read(into: &buffer)
    decoder.receive(buffer.span.bytes.extracting(first: count)) { kind, _, frame in
      guard kind == .frame,
        let message = try? ChipMessage(
          type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      else { return }
      told.append(message)
    }
    return true
  }
}

extension ChipMessage {
  func result(of request: UInt8) -> Wire.Result? {
    guard case .acknowledgement(let answer) = self, answer.request == request else { return nil }
    return answer.result
  }

  var isInfo: Bool { if case .recordInfo = self { true } else { false } }

  /// Type and payload, but for the time at which it left; nil where it depends on more than the
  /// samples.
  var orderedBytes: [UInt8]? {
    switch self {
    case .stride, .summary, .feedback, .progress, .advice, .totals, .recordEvent, .phonePayload:
      break
    default: return nil
    }
    var encoder = FrameEncoder()
    let frame = encoder.encode(self)
    var payload: [UInt8] = []
    let wire = (0..<frame.count).map { frame[$0] }
    var decoder = FrameDecoder()
    decoder.receive(wire.span.bytes) { _, _, decoded in
      payload = (0..<decoded.byteCount).map { decoded.uint8(at: $0) }
    }
    payload.remove(at: 1)
    for index in ChipMessage.departureBytes(type: payload[0]) ?? 0..<0 { payload[1 + index] = 0 }
    return payload
  }
}

extension [ChipMessage] {
  var strides: [Wire.Stride] {
    compactMap { if case .stride(let stride) = $0 { stride } else { nil } }
  }
}

/// A synthetic run.
func samplesOf(
  _ segments: [RunnerSegment], seed: UInt64 = 5, rateHertz: UInt16 = 200
) throws -> [Wire.Sample] {
  var parameters = RunnerParameters(segments: segments, seed: seed)
  parameters.sampleRateHertz = rateHertz
  return try SyntheticRunner(parameters).makeTrace(name: "run")
    .samples.map {
      Wire.Sample(
        accelerationX: $0.accelerationX, accelerationY: $0.accelerationY,
        accelerationZ: $0.accelerationZ, angularRateX: $0.angularRateX,
        angularRateY: $0.angularRateY, angularRateZ: $0.angularRateZ)
    }
}
