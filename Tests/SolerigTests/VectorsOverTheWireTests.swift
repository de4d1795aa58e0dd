import BootWire
import Foundation
import SerialPort
import SoleLink
import Testing

/// The contract's streams over a real line to the chip: it finds and counts what the vectors say.
@Suite(.serialized) struct VectorsOverTheWireTests {
  struct Streams: Decodable { var streams: [Stream] }

  struct Stream: Decodable {
    struct Counters: Decodable {
      var frames: Int
      var noiseChunks: Int
      var cutFrames: Int
      var oversizeFrames: Int
      var crcErrors: Int
      var discardedBytes: Int
      var unknownTypes: Int
      var malformedPayloads: Int
    }
    struct Chunk: Decodable { var message: String? }
    var name: String
    var from: String
    var bytes: String
    var chunks: [Chunk]
    var counters: Counters
    var pendingBytes: Int

    /// Whether the chip starts anew on it.
    var restarts: Bool { chunks.contains { $0.message == "reset" } }
    /// Whether a chip that has a bootloader is in it then.
    var entersBootloader: Bool { chunks.contains { $0.message == "enter_bootloader" } }
  }

  private static func streams() throws -> [Stream] {
    let path = Solerig.project + "/protocols/vectors/streams.json"
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Streams.self, from: Data(contentsOf: URL(filePath: path))).streams
  }

  @Test(arguments: InterruptionTests.Bench.present)
  func theChipCountsWhatTheVectorsSay(bench: InterruptionTests.Bench) throws {
    let child = try Solerig.start(["board", bench.rawValue])
    defer {
      child.send(SIGINT)
      _ = try? child.wait()
    }
    for _ in 0..<20_000 where !child.outputSoFar.contains("\n") { usleep(5000) }
    let path = child.outputSoFar.trimmingCharacters(in: .newlines)
    var line = ChipLine(port: try SerialPort.open(path: path, baud: 115_200))
    let streams = try Self.streams()
    #expect(streams.count > 50)
    for stream in streams {
      let before = try line.status()
      let sentBefore = line.framesSent
      try line.write(Self.bytes(stream.bytes))
      // What comes while it starts is lost, as on any chip.
      let isAway = stream.entersBootloader
      if isAway { try line.leaveBootloader() } else if stream.restarts { try line.awaitIdentity() }
      let after: Wire.Status
      do {
        after = try line.status()
      } catch {
        Issue.record("after the stream \(stream.name): \(error)")
        return
      }
      // It told that it came back, and its counts are new.
      if isAway { continue }
      if stream.restarts {
        // All counts are new; the chip is there again, and that is what it was asked.
        #expect(after.uptime < before.uptime, "\(stream.name)")
        continue
      }
      expect(stream, before, after, framesOfOurs: line.framesSent - sentBefore)
    }
  }

  private func expect(
    _ stream: Stream, _ before: Wire.Status, _ after: Wire.Status, framesOfOurs: Int
  ) {
    func rise(_ count: KeyPath<Wire.Status, UInt32>) -> Int {
      Int(after[keyPath: count]) - Int(before[keyPath: count])
    }
    let expected = stream.counters
    let frames = rise(\.framesReceived) - framesOfOurs
    if stream.pendingBytes > 0 {
      // What the vector leaves open was ended by the query's delimiter, whatever it was then.
      let found = frames + rise(\.noiseChunks) + rise(\.cutFrames) + rise(\.oversizeFrames)
      let told = expected.noiseChunks + expected.cutFrames + expected.oversizeFrames
      #expect(
        found + rise(\.crcErrors) == expected.frames + told + expected.crcErrors + 1,
        "\(stream.name)")
      return
    }
    #expect(frames == expected.frames, "\(stream.name)")
    #expect(rise(\.noiseChunks) == expected.noiseChunks, "\(stream.name)")
    #expect(rise(\.cutFrames) == expected.cutFrames, "\(stream.name)")
    #expect(rise(\.oversizeFrames) == expected.oversizeFrames, "\(stream.name)")
    #expect(rise(\.crcErrors) == expected.crcErrors, "\(stream.name)")
    #expect(rise(\.discardedBytes) == expected.discardedBytes, "\(stream.name)")
    // What a chip says means something else to a chip.
    guard stream.from == "host" else { return }
    #expect(rise(\.unknownTypes) == expected.unknownTypes, "\(stream.name)")
    #expect(rise(\.malformedPayloads) == expected.malformedPayloads, "\(stream.name)")
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap { UInt8(String($0), radix: 16) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

/// A line to a chip, in plain requests and answers.
struct ChipLine: ~Copyable {
  private let port: SerialPort
  private var decoder = FrameDecoder()
  private var encoder = FrameEncoder()
  private var nonce: UInt8 = 0
  /// Frames of its own that this line has sent.
  private(set) var framesSent = 0

  /// What no chip needs for an answer that it gives, however busy the machine is.
  private static let limitNanoseconds: UInt64 = 20_000_000_000

  struct NoAnswer: Error {}

  init(port: consuming SerialPort) { self.port = port }

  mutating func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try port.writeAll($0, timeoutNanoseconds: Self.limitNanoseconds) }
  }

  /// Asks how the chip is, once it has nothing else to say: streams ask for statuses, too, and a chip
  /// whose send queue is full drops an answer.
  mutating func status() throws -> Wire.Status {
    try settle()
    try send(.statusQuery(.init()))
    var status: Wire.Status?
    while status == nil {
      guard try read({ if case .status(let found) = $0 { status = found } }) else { break }
    }
    guard let status else { throw NoAnswer() }
    return status
  }

  /// Returns once the chip has said that it started.
  mutating func awaitIdentity() throws {
    var isThere = false
    while !isThere {
      guard try read({ if case .identity = $0 { isThere = true } }) else { throw NoAnswer() }
    }
  }

  /// Has the bootloader start the app: returns once the chip has said that it started.
  mutating func leaveBootloader() throws {
    var isThere = false
    for _ in 0..<100 where !isThere {
      var request = SMPPacket<32>()
      request.startMap()
      request.end()
      request.finish(
        .write, group: SMP.Group.system, command: SMP.SystemCommand.reset, sequence: 1)
      var bytes: [UInt8] = [0x0A]
      SerialPacketWriter.write(request.bytes) { bytes.append($0) }
      // The app may still be there to take it for noise, hence again and again.
      try write(bytes)
      while !isThere, try port.wait(for: .readable, timeoutNanoseconds: 200_000_000) {
        _ = try read { if case .identity = $0 { isThere = true } }
      }
    }
    if !isThere { throw NoAnswer() }
    // What was repeated may restart it once more.
    while try port.wait(for: .readable, timeoutNanoseconds: 300_000_000) { _ = try read { _ in } }
  }

  /// Returns once the chip has answered a loopback that nobody else has sent.
  private mutating func settle() throws {
    for _ in 0..<3 {
      nonce &+= 1
      var request = Wire.Loopback()
      for byte in [0xC0, 0xFF, 0xEE, nonce] { request.data.append(byte) }
      let data = request.data
      try send(.loopback(request))
      var isAnswered = false
      while try read({
        if case .loopbackReply(let reply) = $0, reply.data == data { isAnswered = true }
      }) {
        if isAnswered { return }
      }
    }
    throw NoAnswer()
  }

  private mutating func send(_ message: HostMessage) throws {
    let frame = encoder.encode(message)
    framesSent += 1
    try write((0..<frame.count).map { frame[$0] })
  }

  /// Takes what comes; false where nothing does.
  private mutating func read(_ body: (ChipMessage) -> Void) throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard try port.wait(for: .readable, timeoutNanoseconds: Self.limitNanoseconds) else {
      return false
    }
    let count = try port.read(into: &buffer)
    decoder.receive(buffer.span.bytes.extracting(first: count)) { kind, _, frame in
      guard kind == .frame,
        let message = try? ChipMessage(
          type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      else { return }
      body(message)
    }
    return true
  }
}
