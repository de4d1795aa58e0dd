import Testing
import Wording

@Suite struct CSVTextTests {
  @Test(
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
      ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("", ""),
      ("  =x", "'  =x"), ("＝1", "'＝1"), ("=\u{301}1", "'=\u{301}1"), ("|calc", "'|calc"),
      ("%calc", "'%calc"), ("%", "%"),
      ("a;b", "\"a;b\""), ("a\"\u{301},b", "\"a\"\"\u{301},b\""),
    ])
  func wordsAreQuotedAndNeverAFormula(text: String, expected: String) {
    #expect(CSVText.row([.text(text)]) == expected + "\r\n")
  }

  @Test func numbersAreNumbers() {
    #expect(CSVText.row([.number(-1.5), .number(3), .number(nil), "x"]) == "-1.5,3,,x\r\n")
  }

  @Test func aControlCharacterDoesNotReachTheFile() {
    let row = CSVText.row([.text("a\u{1B}[31m\u{0}b\nc")])
    #expect(!row.dropLast().unicodeScalars.contains { $0.value < 0x20 })
  }
}
