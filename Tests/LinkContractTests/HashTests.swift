import LinkContract
import Testing

@Suite("The contract's hash")
struct HashTests {
  private static func hash(_ old: String = "", _ new: String = "") throws -> UInt64 {
    let yaml = SmallContract.yaml
    try #require(old.isEmpty || yaml.contains(old))
    return try ContractParser.parse(old.isEmpty ? yaml : yaml.replacing(old, with: new)).hash
  }

  @Test(
    "changes with what the wire means",
    arguments: [
      ("name: small", "name: smaller"),
      ("revision: 1", "revision: 2"),
      ("answer_milliseconds: 2000", "answer_milliseconds: 2001"),
      ("blue: {value: 1", "blue: {value: 2"),
      ("blue:", "green:"),
      ("bit: 7", "bit: 6"),
      ("late:", "lost:"),
      ("name: x,", "name: z,"),
      ("unit: g", "unit: mm"),
      ("1/2048", "1/2049"),
      ("name: y, type: i16", "name: y, type: u16"),
      ("name: ping", "name: ding"),
      ("type: 0x01", "type: 0x03"),
      ("from: host\n    doc: Asks", "from: chip\n    doc: Asks"),
      ("minimum: 1", "minimum: 2"),
      ("maximum: 9", "maximum: 8"),
      ("departure: true, ", ""),
      ("type: data", "type: text"),
      ("bytes9", "bytes8"),
    ])
  func changes(_ old: String, _ new: String) throws {
    #expect(try Self.hash(old, new) != Self.hash())
  }

  @Test("does not change with a doc, or how the YAML is laid out")
  func staysWithDocs() throws {
    #expect(try Self.hash("\"how far\"", "\"how far away\"") == Self.hash())
    #expect(try Self.hash("doc: Asks.", "doc: Inquires.") == Self.hash())
    #expect(try Self.hash("\"warm\"", "\"very warm\"") == Self.hash())
    #expect(try Self.hash("name: far, type: u16", "type: u16, name: far") == Self.hash())
    #expect(try Self.hash("revision: 1\n", "revision: 1 # the first\n\n") == Self.hash())
  }

  @Test("is the first eight bytes of the SHA-256 of the canonical text")
  func definition() throws {
    // From `sha256sum` over the canonical text, which is written out here.
    let text = """
      small 1
      limit frame_bytes 254
      limit payload_bytes 248
      limit samples_per_frame 60
      limit answer_milliseconds 2000
      enum colour u8
       0 red
       1 blue
      flags trouble u8
       7 late
      record point
       x i16 unit=g scale=1/2048
       y i16
      message ping 1 host
       id bytes9
       far u16 unit=mm
      message path 2 host
       start u64
       points list of point
      message pong 129 chip
       sent u64 departure
       colour colour
       trouble trouble
       count u16 minimum=1 maximum=9
       data data

      """
    let contract = try ContractParser.parse(SmallContract.yaml)
    #expect(contract.canonicalText == text)
    #expect(contract.hash == 0x0911_B4BC_FD0D_F16F)
  }
}
