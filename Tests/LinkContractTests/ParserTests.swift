import LinkContract
import Testing

@Suite("Errors of the contract's YAML")
struct ParserTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    /// Text of the small contract that is replaced, and by what.
    var old: String
    var new: String
    var error: String
    var testDescription: String { name }
  }

  @Test("the small contract is one")
  func good() throws {
    let contract = try ContractParser.parse(SmallContract.yaml)
    #expect(contract.messages.map(\.name) == ["ping", "path", "pong"])
    #expect(contract.messages[2].fields.last?.type == .data(capacity: 236))
  }

  static let cases: [Case] = [
    .init(
      name: "unknown type", old: "type: u64, departure", new: "type: u65, departure",
      error: "48:28: there is no type u65"),
    .init(
      name: "unknown key", old: "unit: mm,", new: "units: mm,",
      error: "35:32: a field has no key units"),
    .init(
      name: "unknown key of a message", old: "    from: host\n    doc: Asks",
      new: "    form: host\n    doc: Asks",
      error: "31:5: a message has no key form"),
    .init(
      name: "missing key", old: ", doc: \"how far\"", new: "",
      error: "35:9: the key doc is missing"),
    .init(
      name: "missing limit", old: "  payload_bytes: 248\n", new: "",
      error: "5:3: the limit payload_bytes is missing"),
    .init(
      name: "frames too long for one more byte of COBS", old: "frame_bytes: 254",
      new: "frame_bytes: 255", error: "5:3: frame_bytes is at most 254, payload_bytes 6 less"),
    .init(
      name: "payloads that leave no room for type, sequence and CRC", old: "payload_bytes: 248",
      new: "payload_bytes: 249", error: "5:3: frame_bytes is at most 254, payload_bytes 6 less"),
    .init(
      name: "two messages of one type", old: "type: 0x81", new: "type: 0x01",
      error: "44:11: pong has the type of ping"),
    .init(
      name: "two messages of one name", old: "- name: pong", new: "- name: ping",
      error: "43:11: there are two messages ping"),
    .init(
      name: "type out of range", old: "type: 0x81", new: "type: 0x181",
      error: "44:11: 385 is out of range: 1...255"),
    .init(
      name: "a variable field that is not the last", old: "type: u64, departure: true",
      new: "type: data", error: "48:9: pong.sent has no fixed size and is not the last"),
    .init(
      name: "a payload too long", old: "{name: far, type: u16, unit: mm",
      new: "{name: far, type: bytes240, unit: mm",
      error: "35:9: ping.far ends at byte 249, but a payload holds 248"),
    .init(
      name: "a list too long for a payload", old: "samples_per_frame: 60",
      new: "samples_per_frame: 61",
      error: "42:9: path.points ends at byte 252, but a payload holds 248"),
    .init(
      name: "two fields of one name", old: "{name: far", new: "{name: id",
      error: "35:9: there are two fields ping.id"),
    .init(
      name: "an enumeration's value out of range", old: "blue: {value: 1",
      new: "blue: {value: 256", error: "15:21: 256 is out of range: 0...255"),
    .init(
      name: "an enumeration's value twice", old: "blue: {value: 1", new: "blue: {value: 0",
      error: "15:7: two values of colour are 0"),
    .init(
      name: "a bit out of range", old: "bit: 7", new: "bit: 8",
      error: "21:19: 8 is out of range: 0...7"),
    .init(
      name: "no such record", old: "of: point", new: "of: pint",
      error: "42:40: there is no record pint"),
    .init(
      name: "an enumeration in a record", old: "{name: y, type: i16",
      new: "{name: y, type: colour",
      error: "27:9: point.y: a record holds numbers only"),
    .init(
      name: "a sender that is none", old: "from: chip", new: "from: phone",
      error: "45:11: from is host or chip, not phone"),
    .init(
      name: "a departure that is no u64", old: "type: u64, departure: true",
      new: "type: u32, departure: true",
      error: "43:5: pong: the departure is one u64 of a message from the chip"),
    .init(
      name: "a scale that is none", old: "1/2048", new: "0.5",
      error: "26:46: a scale is like 1/16"),
    .init(
      name: "a name that is none", old: "name: far", new: "name: Far",
      error: "35:16: Far is no name: lower case letters, digits and _"),
    .init(
      name: "broken YAML", old: "from: chip", new: "from: {chip",
      error: "46:8: did not find expected ',' or '}'"),
  ]

  @Test("point at the line and column", arguments: cases)
  func error(_ testCase: Case) throws {
    try #require(SmallContract.yaml.contains(testCase.old))
    let yaml = SmallContract.yaml.replacing(testCase.old, with: testCase.new)
    let error = #expect(throws: ContractError.self) { try ContractParser.parse(yaml) }
    #expect(error?.description == "sole-link.yaml:\(testCase.error)")
  }

  @Test("an empty file is no contract")
  func empty() {
    let error = #expect(throws: ContractError.self) { try ContractParser.parse("") }
    #expect(error?.description == "sole-link.yaml:1:1: the file is empty")
  }
}
