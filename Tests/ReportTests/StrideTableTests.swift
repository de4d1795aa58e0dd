import SoleLink
import Testing

@testable import Judge
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

  /// Where the clocks were compared, to a tenth of a microsecond; no clock here tells finer.
  @Test func hostTimesAreToldWhereTheyAreKnown() throws {
    var report = try Documents.goodReport()
    let index = try #require(report.series[0]?.strides.firstIndex { $0.told != nil })
    let sent = try #require(report.series[0]?.strides[index].told?.message.sent)
    // Ten exchanges around it of 200 µs each, on a clock that is 3 s behind.
    report.series[0]?.fit = ClockFit(
      (0..<10).map { number in
        let device = sent + UInt64(number) * 100_000 + 1_000_000
        let host = (device + 3_000_000) * 1000
        return ClockExchange(
          hostSent: host - 100_000, deviceReceived: device, deviceSent: device,
          hostReceived: host + 100_000)
      })
    let host = try #require(report.series[0]?.fit?.hostTime(ofDevice: sent))
    #expect(abs(host.value - Double(sent + 3_000_000) * 1000) <= host.uncertainty)
    let rows = parse(StrideTable.csv(report))
    func cells(_ name: String) throws -> [String] {
      let column = try #require(rows[0].firstIndex(of: name))
      return rows.dropFirst().map { $0[column] }
    }
    func isNear(_ text: String, _ nanoseconds: Double) -> Bool {
      Double(text).map { abs($0 * 1e6 - nanoseconds) <= 50 } == true
    }
    #expect(isNear(try cells("event_host_ms")[index], host.value))
    #expect(isNear(try cells("event_host_uncertainty_ms")[index], host.uncertainty))
    // As fast as possible, a sample has no time of its own.
    #expect(try cells("initial_contact_host_ms").allSatisfy { $0 == "" })
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
