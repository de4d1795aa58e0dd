import Capture
import Foundation
import LinkContract
import SoleLink
import Testing

@Suite(
  "The Wireshark dissector",
  .enabled(if: Tshark.path != nil, "tshark is not installed: apt-get install tshark"))
struct DissectorTests {
  @Test("shows every field of every message with its value")
  func everyField() throws {
    let contract = try ContractParser.parse(Project.read(GeneratedFiles.contractPath))
    let vectors = try Self.rows("frames.json", "frames")
    var capture = MinimalPcapng()
    for vector in vectors {
      capture.packet(.line, try #require(Self.bytes(vector["wire"])).filter { $0 != 0 })
    }
    let packets = try Tshark.layers(capture)
    try #require(packets.count == vectors.count)
    for (vector, layers) in zip(vectors, packets) { try check(vector, layers, contract) }
  }

  @Test("shows every field of a capture that solerig wrote")
  func everyFieldOfACapture() throws {
    let contract = try ContractParser.parse(Project.read(GeneratedFiles.contractPath))
    let vectors = try Self.rows("frames.json", "frames")
    var writer = try CaptureWriter(
      CaptureHeader(
        writer: "test", host: "test", startedEpochNanoseconds: 1_790_000_000_000_000_000,
        startedMonotonicNanoseconds: 0, environment: [:]))
    for (index, vector) in vectors.enumerated() {
      let chunk = try #require(Self.bytes(vector["wire"])).filter { $0 != 0 }
      writer.append(
        .frame, chunk.span.bytes, length: chunk.count, .toHost, at: UInt64(index) * 1_000_000)
    }
    try writer.append(.note(.init(text: "the rig's own word")), at: 1_000_000_000)
    var file: [UInt8] = []
    writer.drain { file += Array($0) }
    let packets = try Tshark.layers(file)
    try #require(packets.count == vectors.count + 1)
    for (vector, layers) in zip(vectors, packets) { try check(vector, layers, contract) }
    #expect(packets.last?["json"] != nil, "a rig event is shown as JSON")
    let frame = try #require(packets[1]["frame"] as? [String: Any])
    #expect(frame["frame.time_epoch"] as? String == "1790000000.001000000")
    // 0x01 is inbound, with no link-layer error beside it.
    #expect(frame["frame.packet_flags"] as? String == "0x00000001")
  }

  private func check(
    _ vector: [String: Any], _ layers: [String: Any], _ contract: Contract
  ) throws {
    let name = try #require(vector["name"] as? String)
    let message = try #require(
      contract.messages.first { $0.name == vector["message"] as? String }, "\(name)")
    let fields = try #require(vector["fields"] as? [String: Any])
    let shown = try #require(layers["sole"] as? [String: Any], "\(name): not dissected")
    #expect(number(shown["sole.type"]) == String(message.type), "\(name)")
    #expect(number(shown["sole.sequence"]) == number(vector["sequence"]), "\(name)")
    #expect(shown["sole.crc"] != nil, "\(name): it stopped before the CRC")
    #expect(shown["_ws.expert"] == nil, "\(name): it warns")
    for field in message.fields {
      let key = "sole.\(message.name).\(field.name)"
      let value = fields[field.name]
      if case .list(let record) = field.type {
        checkList(shown["sole"], value, contract.record(record), name)
      } else {
        let expected = expected(field, value, contract)
        #expect(actual(field, shown[key]) == expected, "\(name): \(key)")
        checkBits(field, key, shown, value, contract, name)
      }
    }
  }

  private func expected(_ field: Contract.Field, _ value: Any?, _ contract: Contract) -> String? {
    switch field.type {
    case .enumeration(let name, _):
      let values = contract.enumerations.first { $0.name == name }?.values
      return values?.first { $0.name == value as? String }.map { String($0.value) }
    case .flags(let name, _):
      let bits = contract.flagSets.first { $0.name == name }?.bits ?? []
      let set = value as? [String] ?? []
      return String(bits.filter { set.contains($0.name) }.reduce(0) { $0 | 1 << $1.bit })
    case .scalar: return number(value)
    default: return value as? String
    }
  }

  private func actual(_ field: Contract.Field, _ value: Any?) -> String? {
    switch field.type {
    case .data, .bytes: (value as? String)?.replacing(":", with: "")
    case .text: value as? String
    default: number(value)
    }
  }

  private func checkBits(
    _ field: Contract.Field, _ key: String, _ shown: [String: Any], _ value: Any?,
    _ contract: Contract, _ name: String
  ) {
    guard case .flags(let flags, _) = field.type else { return }
    let tree = shown["\(key)_tree"] as? [String: Any] ?? [:]
    for bit in contract.flagSets.first(where: { $0.name == flags })?.bits ?? [] {
      let isSet = (value as? [String] ?? []).contains(bit.name)
      #expect(number(tree["\(key).\(bit.name)"]) == (isSet ? "1" : "0"), "\(name): \(bit.name)")
    }
  }

  private func checkList(
    _ shown: Any?, _ value: Any?, _ record: Contract.Record, _ name: String
  ) {
    let items = shown as? [[String: Any]] ?? (shown as? [String: Any]).map { [$0] } ?? []
    let rows = value as? [[NSNumber]] ?? []
    #expect(items.count == rows.count, "\(name)")
    for (item, row) in zip(items, rows) {
      for (field, expected) in zip(record.fields, row) {
        let key = "sole.\(record.name).\(field.name)"
        #expect(number(item[key]) == expected.stringValue, "\(name): \(key)")
      }
    }
  }

  @Test("names what is no frame, no message, or no good message")
  func badChunks() throws {
    var capture = MinimalPcapng()
    var expected: [(stream: String, word: String)] = []
    for stream in try Self.rows("streams.json", "streams") {
      let bytes = try #require(Self.bytes(stream["bytes"]))
      let chunks = try #require(stream["chunks"] as? [[String: Any]])
      for (chunk, data) in zip(chunks, bytes.split(separator: 0)) {
        // The dissector knows both directions, a receiver only its own.
        let isForeign = (stream["name"] as? String)?.hasPrefix("the ") == true
        if isForeign { continue }
        capture.packet(.line, Array(data))
        expected.append((stream["name"] as? String ?? "", Self.word(chunk)))
      }
    }
    let packets = try Tshark.layers(capture)
    try #require(packets.count == expected.count)
    for (layers, (stream, word)) in zip(packets, expected) {
      #expect(says(layers) == word, "\(stream)")
    }
  }

  /// What the dissector says of a chunk in general: its fault, or "good".
  private func says(_ layers: [String: Any]) -> String {
    let shown = layers["sole"] as? [String: Any] ?? [:]
    if let chunk = shown["sole.chunk"] as? String { return chunk }
    let trees = [shown, shown["sole.payload_tree"] as? [String: Any] ?? [:]]
    let expert = trees.compactMap { $0["_ws.expert"] as? [String: Any] }.first
    return expert?["_ws.expert.message"] as? String ?? (shown["sole.crc"] == nil ? "?" : "good")
  }

  private static func word(_ chunk: [String: Any]) -> String {
    switch (chunk["kind"] as? String, chunk["message"] as? String) {
    case ("noise", _): "noise"
    case ("cut", _): "cut frame"
    case ("oversize", _): "oversize frame"
    case ("crc_error", _): "CRC error"
    case (_, "unknown_type"): "unknown type"
    case (_, "malformed_payload"): "malformed payload"
    default: "good"
    }
  }

  @Test("shows a rig's event as JSON")
  func rigEvent() throws {
    var capture = MinimalPcapng()
    capture.packet(.rig, Array(#"{"event":"opened"}"#.utf8))
    let layers = try #require(try Tshark.layers(capture).first)
    #expect(layers["json"] != nil)
  }

  /// A number as decimal text, from JSON's number or text, or from Wireshark's hexadecimal.
  private func number(_ value: Any?) -> String? {
    if let number = value as? NSNumber { return number.stringValue }
    guard let text = value as? String else { return nil }
    guard text.hasPrefix("0x") else { return text }
    return UInt64(text.dropFirst(2), radix: 16).map { String($0) }
  }

  private static func rows(_ file: String, _ key: String) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(
      with: Data(Project.read("protocols/vectors/\(file)").utf8))
    return try #require((json as? [String: Any])?[key] as? [[String: Any]])
  }

  private static func bytes(_ value: Any?) -> [UInt8]? {
    guard let digits = (value as? String)?.compactMap(\.hexDigitValue) else { return nil }
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }
}
