import Judge
import Testing

@testable import TestRun

/// When a case is begun again, and when not.
struct SpoilerTests {
  private func spoilt(
    _ verdict: Verdict, _ suspect: Suspect? = nil, busy: Bool = false, timed: Bool = true,
    suffices: Bool = true
  ) -> Bool {
    Spoiler(isHostBusy: busy, isTimed: timed, lineSuffices: suffices).spoilt(verdict, suspect)
  }

  @Test(arguments: [true, false]) func whatFailedIsNotBegunAgain(isTimed: Bool) {
    #expect(!spoilt(.fail, .firmware, busy: true, timed: isTimed))
  }

  @Test(arguments: [true, false]) func aBusyMachineIsGivenAnotherTry(isTimed: Bool) {
    for verdict in [Verdict.pass, .notMeasured, .inconclusive, .error] {
      #expect(spoilt(verdict, .board, busy: true, timed: isTimed))
      #expect(!spoilt(verdict, .board, timed: isTimed))
    }
  }

  @Test func timesThatRigOrLineLeftUndecidedAreTakenAgain() {
    #expect(spoilt(.inconclusive, .rig) && spoilt(.error, .rig))
    #expect(spoilt(.inconclusive, .link))
    #expect(!spoilt(.inconclusive, .link, suffices: false), "no such line tells them")
    #expect(!spoilt(.inconclusive, .firmware))
  }

  @Test func withoutTimesALineThatLosesIsLeftAtThat() {
    #expect(!spoilt(.inconclusive, .link, timed: false) && !spoilt(.error, .rig, timed: false))
  }
}
