/// Writes the reference page of the contract: `protocols/sole-link.md`.
package enum ReferencePage {
  package static func render(_ contract: Contract) -> String {
    var lines = [
      "<!-- Generated from protocols/sole-link.yaml by scripts/generate; do not edit. -->",
      "# The sole link", "",
      "Contract `\(contract.name)` revision \(contract.revision), hash `\(contract.hash.hexadecimal)`.",
      "", frameFormat, "", "## Limits", "", "| limit | value |", "|---|---|",
    ]
    lines += contract.limits.map { "| \($0.name.spaced) | \($0.value) |" }
    for (title, sender) in [("Host to chip", Contract.Sender.host), ("Chip to host", .chip)] {
      lines += ["", "## \(title)"]
      for message in contract.messages where message.sender == sender {
        lines += [
          "", "### \(message.name) (0x\(String(message.type, radix: 16, uppercase: true)))", "",
        ]
        lines += [message.doc]
        lines += table(message.fields, contract)
      }
    }
    lines += ["", "## Records"]
    for record in contract.records {
      lines += ["", "### \(record.name)", "", record.doc] + table(record.fields, contract)
    }
    lines += ["", "## Enumerations"]
    for item in contract.enumerations {
      lines += ["", "### \(item.name) (\(item.type.rawValue))", "", item.doc, ""]
      lines += ["| value | name | meaning |", "|---|---|---|"]
      lines += item.values.map { "| \($0.value) | \($0.name) | \($0.doc) |" }
    }
    lines += ["", "## Flag sets"]
    for item in contract.flagSets {
      lines += ["", "### \(item.name) (\(item.type.rawValue))", "", item.doc, ""]
      lines += ["| bit | name | meaning |", "|---|---|---|"]
      lines += item.bits.map { "| \($0.bit) | \($0.name) | \($0.doc) |" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let frameFormat = """
    A frame is `type (1) · sequence (1) · payload (0…248) · CRC-32 (4)`, COBS-encoded, with a zero
    byte before it and one behind. The CRC is CRC-32/ISO-HDLC over type, sequence and payload. All
    numbers are little-endian. Each direction numbers its frames from 0, wrapping after 255.

    A receiver splits the line at zeros and names what is no frame: *noise* (shorter than a frame),
    *cut* (a COBS code points past the end), *oversize* (longer than any frame), *CRC error*. A good
    frame may still be of an *unknown type* or have a *malformed payload*.
    """

  private static func table(_ fields: [Contract.Field], _ contract: Contract) -> [String] {
    guard !fields.isEmpty else { return ["", "No fields."] }
    var lines = ["", "| offset | field | type | unit | meaning |", "|---|---|---|---|---|"]
    var offset = 0
    for field in fields {
      let unit = [field.scale?.text, field.unit].compactMap { $0 }.joined(separator: " ")
      lines.append(
        "| \(offset) | \(field.name) | \(type(field)) | \(unit) | \(meaning(field)) |")
      offset += contract.byteCount(field.type) ?? 0
    }
    return lines
  }

  private static func type(_ field: Contract.Field) -> String {
    switch field.type {
    case .scalar(let scalar): scalar.rawValue
    case .enumeration(let name, let scalar), .flags(let name, let scalar):
      "\(name) (\(scalar.rawValue))"
    case .bytes(let count): "\(count) bytes"
    case .data: "bytes to the end"
    case .text: "text to the end"
    case .list(let record): "\(record) records to the end"
    }
  }

  private static func meaning(_ field: Contract.Field) -> String {
    var text = field.doc
    switch (field.minimum, field.maximum) {
    case (let minimum?, let maximum?): text += " (\(minimum)…\(maximum))"
    case (nil, let maximum?): text += " (at most \(maximum))"
    case (let minimum?, nil): text += " (at least \(minimum))"
    case (nil, nil): break
    }
    return text
  }
}
