import Capture
import SoleApp
import SoleLink
import Stimulus

/// The chip's app in this process: the same code that the ARM image runs.
struct HostChip: ~Copyable {
  private var app = SoleApp(identity: AppIdentity())
  private var board = MemoryBoard()
  private var encoder = FrameEncoder()

  /// Plays one subject in a session of its own.
  mutating func play(_ subject: Subject) -> ChipAnswer {
    var answer = ChipAnswer()
    send(.hello(.init(contractHash: Wire.contractHash)))
    send(
      .configure(
        .init(
          sampleRate: subject.sampleRateHertz, side: subject.isLeft ? .left : .right,
          legLength: 900)))
    send(.start(.init(session: 1, clock: .asFastAsPossible)))
    for first in stride(from: 0, to: subject.samples.count, by: Wire.samplesPerFrame) {
      var list = Wire.SampleList()
      for sample in subject.samples[first...].prefix(Wire.samplesPerFrame) {
        list.append(Wire.Sample(sample))
      }
      send(.samples(.init(firstIndex: UInt32(first), samples: list)))
      board.hear(&answer)
    }
    send(.stop(.init(session: 1, endIndex: UInt32(subject.samples.count))))
    board.hear(&answer)
    return answer
  }

  private mutating func send(_ message: HostMessage) {
    let frame = encoder.encode(message)
    for index in 0..<frame.count { app.receive(frame[index], &board) }
    while app.poll(&board) {}
  }
}

/// A board that keeps what is sent.
private struct MemoryBoard: AppBoard {
  var now: UInt64 { 0 }
  var freeBytes: Int { 1 << 20 }
  var health: BoardHealth { BoardHealth() }
  private var sent: [UInt8] = []

  mutating func send(_ frame: borrowing WireFrame) {
    for index in 0..<frame.count { sent.append(frame[index]) }
  }

  mutating func perform(_ action: AppAction) {}

  /// Decodes what was sent since the last time.
  mutating func hear(_ answer: inout ChipAnswer) {
    var decoder = FrameDecoder()
    for byte in sent where decoder.receive(byte) == .frame {
      let frame = decoder.frame
      let message = try? ChipMessage(
        type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      if let message { answer.take(message) }
    }
    sent = []
  }
}
