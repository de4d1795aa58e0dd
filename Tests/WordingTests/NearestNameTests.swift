import Testing

@testable import Wording

struct NearestNameTests {
  @Test(arguments: [
    ("cadance", "cadence", 1), ("", "abc", 3), ("abc", "", 3), ("cadecne", "cadence", 1),
    ("BAUD", "baud", 0), ("skip", "skips", 1), ("kitten", "sitting", 3),
  ])
  func distances(_ left: String, _ right: String, _ expected: Int) {
    #expect(NearestName.distance(left, right) == expected)
  }

  @Test func nothingIsSuggestedForWhatIsFarFromAll() {
    #expect(NearestName.suggestion(for: "voltage", among: ["baud", "seed"]) == nil)
    #expect(NearestName.suggestion(for: "baus", among: ["seed", "baud"]) == "baud")
    #expect(NearestName.suggestion(for: "x", among: []) == nil)
  }

  @Test func nearestComesFirstAndEqualsKeepTheirOrder() {
    #expect(NearestName.sorted(["walk", "run", "ran"], near: "rum") == ["run", "ran", "walk"])
    #expect(NearestName.sorted(["b", "a"], near: "c") == ["b", "a"])
  }
}
