import Judge
import Report
import Testing

@Suite struct TerminalTableTests {
  @Test func columnsAreAligned() throws {
    let table = try TerminalTable.render(Documents.mixed().judgement, colour: false)
    let lines = table.split(separator: "\n").map { Array($0) }
    let header = try #require(lines.first)
    let column = try #require(String(header).firstRange(of: "verdict")?.lowerBound)
      .utf16Offset(in: String(header))
    let rows = lines.dropFirst().prefix { !String($0).hasPrefix("ERROR") }
      .filter { String($0.prefix(4)) != "    " }
    #expect(rows.count > 15)
    for row in rows where row.count > column {
      #expect(row[column] != " " && row[column - 1] == " ", "\(String(row))")
    }
  }

  @Test func saysWhyAndWho() throws {
    let judgement = try Documents.mixed().judgement
    let table = TerminalTable.render(judgement, colour: false)
    #expect(table.contains("stride_length, suspect firmware: worst stride at"))
    #expect(table.contains("broken"))
    #expect(table.contains("NOT MEASURED"))
    #expect(table.contains("ERROR (link): The port hung up."))
    #expect(table.contains(judgement.statement))
    #expect(table.contains("3 cases: 1 pass, 1 fail, 1 not measured"))
  }

  @Test func onlyColoursWhereAsked() throws {
    let judgement = try Documents.poisoned().judgement
    #expect(!TerminalTable.render(judgement, colour: false).contains("\u{1B}"))
    let coloured = TerminalTable.render(judgement, colour: true)
    #expect(coloured.contains("\u{1B}[31mFAIL"))
    // The device's own sequence is shown, not obeyed.
    #expect(!coloured.contains("\u{1B}[31mred"))
  }
}
