import Judge
import Testing

@testable import Report

@Suite struct StrideTableTests {
  /// Rows of cells, as RFC 4180 has them.
  private func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = [[""]]
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        scalars.removeFirst()
        rows[rows.count - 1][rows[rows.count - 1].count - 1] += "\""
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: rows[rows.count - 1].append("")
      case "\r" where !isQuoted: continue
      case "\n" where !isQuoted: rows.append([""])
      default:
        rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
      }
    }
    return rows.dropLast()
  }

  @Test func aRowForEveryStrideWithWhatWasToldOfIt() throws {
    let report = try Documents.goodReport()
    let rows = parse(StrideTable.csv(report))
    let head = try #require(rows.first)
    #expect(Set(head).count == head.count)
    #expect(rows.allSatisfy { $0.count == head.count })
    let item = report.document.judgement.cases[0]
    #expect(rows.count - 1 == item.strides.count)
    func column(_ name: String) throws -> [String] {
      let index = try #require(head.firstIndex(of: name), "\(name) in \(head)")
      return rows.dropFirst().map { $0[index] }
    }
    #expect(try column("case").allSatisfy { $0 == "walk" })
    #expect(
      try column("stride_length_mm").map { Double($0) } == item.strides.map(\.lengthMillimetres))
    let golden = zip(try column("golden_stride_length_mm"), item.strides)
    for (text, row) in golden {
      #expect(abs((Double(text) ?? 0) - (row.referenceLengthMillimetres ?? 0)) < 0.001)
    }
    #expect(try column("outcome") == item.strides.map(\.outcome.rawValue))
    for name in [
      "cadence_steps_per_min", "contact_time_ms", "strike_angle_deg", "duty_factor_percent",
    ] {
      #expect(try column(name).contains { Double($0) != nil })
    }
    // Toe-off lies between the stride's start and the contact that ends its swing.
    let times = zip(try column("toe_off_s"), try column("initial_contact_s"))
    let quality = try column("quality")
    for (((toeOff, contact), row), quality) in zip(zip(times, item.strides), quality)
    where quality == "0" {
      let (off, on) = (Double(toeOff) ?? 0, Double(contact) ?? 0)
      #expect(row.start < off && off < on && on < row.end)
    }
  }

  @Test func aStrideThatWasMissedHasItsGoldenAlone() throws {
    let report = try Documents.mixedReport()
    let rows = parse(StrideTable.csv(report))
    let head = rows[0]
    let missed = try #require(rows.first { $0.contains("missed") })
    #expect(missed[try #require(head.firstIndex(of: "stride_length_mm"))] == "")
    #expect(Double(missed[try #require(head.firstIndex(of: "golden_stride_length_mm"))]) != nil)
  }

  @Test func aHostileNameStaysInItsCell() throws {
    var report = try Documents.goodReport(seconds: 5)
    report.document.judgement.cases[0].name = "=cmd|'/C calc'!A0\",\n\u{0}" + Documents.hostile
    let rows = parse(StrideTable.csv(report))
    #expect(rows.allSatisfy { $0.count == rows[0].count })
    #expect(rows.dropFirst().allSatisfy { $0[0].hasPrefix("'=cmd|'/C calc'!A0\",") })
  }
}
