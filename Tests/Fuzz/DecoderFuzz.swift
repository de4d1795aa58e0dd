import SoleLink

/// A stream of bytes: fed at once, byte by byte and in pieces whose sizes come from the input
/// itself, the decoder says the same, loses count of no byte, and no message read from it traps.
@c(LLVMFuzzerTestOneInput)
public func fuzzDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let byByte = ChunkLog.byByte(bytes)
  precondition(byByte == ChunkLog.cut(bytes, at: []), "whole and byte by byte differ")
  var cuts: [Int] = []
  var cut = 0
  for byte in bytes.prefix(16) {
    cut += Int(byte)
    if cut < count { cuts.append(cut) }
  }
  precondition(byByte == ChunkLog.cut(bytes, at: cuts), "pieces and byte by byte differ")
  let framed = byByte.entries.filter { $0.kind == .frame }.map(\.encoded.count).reduce(0, +)
  let counted = framed + Int(byByte.counters.discardedBytes) + Int(byByte.pendingBytes)
  precondition(counted + bytes.count { $0 == 0 } == count, "bytes are lost")
  for entry in byByte.entries where entry.kind == .frame { read(entry.frame) }
  // What follows COBS and the CRC is out of a fuzzer's reach: read the input as a frame too.
  if count >= 2 { read(Array(bytes.prefix(250))) }
  return 0
}

/// Reads a frame in both directions; what is a message is written to the same bytes.
private func read(_ frame: [UInt8]) {
  let payload = frame.span.bytes.extracting(droppingFirst: 2)
  if let message = try? HostMessage(type: frame[0], payload: payload) {
    precondition(FrameEncoder.encode(message, sequence: frame[1]).decoded == frame)
  }
  if let message = try? ChipMessage(type: frame[0], payload: payload) {
    precondition(FrameEncoder.encode(message, sequence: frame[1]).decoded == frame)
  }
}

extension WireFrame {
  fileprivate var decoded: [UInt8] {
    var decoder = FrameDecoder()
    for byte in array { _ = decoder.receive(byte) }
    return decoder.frame.array
  }
}
