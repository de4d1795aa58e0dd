import SoleLink
import Testing

@Suite("Frames of an independent implementation")
struct FrameVectorTests {
  @Test("a message gives the same bytes on the wire", arguments: Vectors.frames)
  func encode(_ vector: Vectors.Frame) throws {
    let frame = try vector.build().frame(sequence: vector.sequence)
    #expect(frame.array == vector.wire.bytes)
  }

  @Test("the bytes on the wire give the same message", arguments: Vectors.frames)
  func decode(_ vector: Vectors.Frame) throws {
    var decoder = FrameDecoder()
    let kinds = vector.wire.bytes.compactMap { decoder.receive($0) }
    #expect(kinds == [.frame])
    let frame = decoder.frame
    #expect(frame.array == Array(vector.decoded.bytes.dropLast(4)))
    #expect(frame.uint8(at: 1) == vector.sequence)
    let message = try LinkMessage(
      vector.from, type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
    #expect(message == (try vector.build()))
    #expect(message.messageType == frame.uint8(at: 0))
  }

  @Test("every message of the contract has a vector")
  func everyMessage() {
    let seen = Set(Vectors.frames.map(\.message))
    #expect(seen == Set(WireNumbers.messages.map(\.name)))
  }
}
