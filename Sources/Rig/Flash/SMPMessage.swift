package import BootWire

/// A request or an answer: a header, and a map.
package struct SMPMessage: Equatable, Sendable {
  package var header: SMPHeader
  package var body: CBORValue

  /// Reads a packet; nil for one that is none.
  package init?(parsing packet: [UInt8]) {
    guard let header = SMPHeader(parsing: packet.span.bytes),
      let body = try? CBORValue(parsing: packet, at: SMPHeader.byteCount)
    else { return nil }
    self.header = header
    self.body = body
  }

  /// The bytes of a request.
  package static func request(
    _ operation: SMPHeader.Operation, group: UInt16, command: UInt8, sequence: UInt8,
    _ pairs: [(String, CBORValue)]
  ) -> [UInt8] {
    let body = CBORValue.encode(pairs)
    let header = SMPHeader(
      operation, group: group, command: command, sequence: sequence,
      payloadBytes: UInt16(body.count)
    ).encoded()
    return (0..<SMPHeader.byteCount).map { header[$0] } + body
  }

  /// The question whether anybody speaks SMP.
  package static let echo = request(
    .write, group: SMP.Group.system, command: SMP.SystemCommand.echo, sequence: 0,
    [("d", .text("solerig"))])

  /// Why the board refuses, in its own words where it has any; nil where it does not.
  package var refusal: String? {
    let code = body["rc"]?.number ?? body["err"]?["rc"]?.number ?? 0
    guard code != 0 else { return nil }
    let name =
      body["err"] == nil
      ? UInt8(exactly: code).flatMap(SMP.Result.init).map { "\($0)" } : nil
    let words = [name.map { "\($0), error \(code)" } ?? "error \(code)", body["rsn"]?.text]
    return words.compactMap { $0 }.joined(separator: ": ")
  }

  /// The error code, 0 for none.
  package var code: UInt64 { body["rc"]?.number ?? body["err"]?["rc"]?.number ?? 0 }
}
