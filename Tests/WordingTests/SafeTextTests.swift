import Testing

@testable import Wording

/// Text that comes from elsewhere, shown without harm.
@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain – text ≥ 4 %", "plain – text ≥ 4 %"), ("a\nb\tc", "a b c"),
    ("\u{1B}[0m", "\\u{1B}[0m"), ("\u{202E}x", "\\u{202E}x"), ("\u{200B}", "\\u{200B}"),
    ("\u{FFFE}", "\\u{FFFE}"), ("👣", "👣"),
  ])
  func hiddenScalarsAreWrittenOut(_ text: String, _ shown: String) {
    #expect(SafeText.printable(text) == shown)
  }

  /// One character, as Swift counts; two scalars, as a browser does.
  @Test func markupWithAnAccentIsMarkup() {
    #expect(SafeText.markup("\"\u{301}") == "&quot;\u{301}")
    #expect(SafeText.markup("<\u{301}b>&'") == "&lt;\u{301}b&gt;&amp;&#39;")
  }

  @Test func longTextIsCut() {
    #expect(SafeText.printable(String(repeating: "a", count: 100_000)).count < 5000)
  }
}
