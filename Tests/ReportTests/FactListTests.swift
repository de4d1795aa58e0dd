import Testing

@testable import Report

@Suite struct FactListTests {
  private struct Part: Encodable {
    struct Spread: Encodable { var p99 = 4.25 }
    var pacingLateMicroseconds = Spread()
    var driftPPM = -1.5
    var count = 12
    var unknown: Double?
    var decision = "accepted"
    var words = ["one", "two"]
  }

  @Test func everyMemberIsAFactWithItsUnitAndItsPlace() {
    let facts = FactList.of(Part(), at: "/judgement/line")
    #expect(
      facts.map(\.name) == ["Count", "Decision", "Drift", "Pacing late, p99", "Words"])
    #expect(facts.map(\.value) == ["12", "accepted", "−1.5 ppm", "4.25 µs", "one; two"])
    #expect(
      facts.map(\.pointer) == [
        "/judgement/line/count", "/judgement/line/decision", "/judgement/line/driftPPM",
        "/judgement/line/pacingLateMicroseconds/p99", nil,
      ])
  }

  @Test func whatThePageDoesNotKnowIsShownAllTheSame() throws {
    struct Later: Encodable {
      var name = "known"
      var line = Part()
      var samples = [1.0, 2.5]
      var novelty = 7
    }
    let groups = FactList.groups(of: Later(), beside: ["name"], at: "/judgement")
    #expect(groups.map(\.heading) == ["The line, as measured before the cases", "Novelty"])
    #expect(groups[0].members.contains { $0.pointer == "/judgement/line/driftPPM" })
    #expect(groups[1].members.map(\.value) == ["7"])
    #expect(FactList.numbers("samples", of: Later()) == [1, 2.5])
    #expect(FactList.numbers("name", of: Later()) == nil)
  }

  @Test(arguments: [
    (["hostLateCount"], "Host late count", nil as String?),
    (["hostLateLongestMilliseconds"], "Host late longest", "ms"),
    (["clock", "driftUncertaintyPPM"], "Clock, drift uncertainty", "ppm"),
    (["bytes"], "Bytes", nil),
  ])
  func namesAreReadAsWords(_ path: [String], _ title: String, _ unit: String?) {
    let name = FactList.name(path)
    #expect(name.title == title && name.unit == unit)
  }
}
