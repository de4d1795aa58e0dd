import Foundation
import Testing

@testable import SoleGait

/// Real feet: strides found and their lengths, over recordings by name.
@Suite(
  .enabled(
    if: Recording.folder != nil, "no recordings: SOLERIG_RECORDINGS, or ../shared/data"))
struct RecordingTests {
  static let walks = [
    "gaitmap_walk_left", "gaitmap_walk_right", "gdind_exp29", "gdind_exp31", "gdind_exp33",
    "gdind_exp35", "gdind_exp38", "gdind_exp39", "gdind_exp44", "pyshoe_walk_171122112520",
    "pyshoe_walk_171122112646", "pyshoe_walk_171122113559", "pyshoe_walk_171215175950",
  ]
  static let runs = [
    "gdind_exp30", "pyshoe_run_171127111811", "pyshoe_run_171127111916",
    "pyshoe_run_171127112407", "pyshoe_run_171215180118", "pyshoe_run_171215180228",
  ]

  /// Limits are GAIT.md's goals: strides found, and mean absolute error of their lengths.
  @Test(
    arguments: [("walk", walks, 0.995, 0.02), ("run", runs, 0.985, 0.025)],
    [100, 128, 160, 200, 250, 333, 400] as [UInt16])
  func stridesAreFoundAndMeasured(
    _ list: (gait: String, names: [String], found: Double, error: Double), rateHertz: UInt16
  ) throws {
    var score = RecordingScore()
    for name in list.names { score.judge(try Recording(name), rateHertz: rateHertz) }
    print(
      "\(list.gait) at \(rateHertz) Hz: \(score.found) of \(score.expected) strides,",
      "\(score.wrong) wrong, length error",
      String(format: "%.2f %%", 100 * score.meanAbsoluteError))
    #expect(score.foundPart >= list.found)
    #expect(score.wrongPart <= 0.005)
    #expect(score.meanAbsoluteError <= list.error)
  }

  /// By motion capture at 100 Hz, to whose frames a cadence is good to 0.4 steps/min; the first stride
  /// of each foot has no contact before it. The stance that ends before a turn lasts long: its midstance
  /// is not to tell the time.
  @Test(arguments: [100, 200, 250, 400] as [UInt16])
  func cadenceIsTheCaptures(rateHertz: UInt16) throws {
    var score = RecordingScore()
    for name in ["gaitmap_walk_left", "gaitmap_walk_right"] {
      score.judge(try Recording(name), rateHertz: rateHertz)
    }
    let errors = score.cadenceErrors.map(abs).sorted()
    try #require(errors.count == 55)
    // The two first strides are from midstance to midstance.
    let mean = errors.dropLast(2).reduce(0, +) / 53
    print("cadence at \(rateHertz) Hz:", String(format: "off by %.2f, %.2f", mean, errors[52]))
    #expect(mean <= 0.55)
    #expect(errors[52] <= 2.5)
  }

  /// People walk on from these stances: few are told as standing within 0.3 s, and none as stairs.
  @Test func aWalkIsNotToldAsStandingOrStairs() throws {
    var score = RecordingScore()
    for name in Self.walks { score.judge(try Recording(name), rateHertz: 200) }
    let standing = score.steady.count { $0.quality.contains(.toStanding) }
    print("\(standing) of \(score.steady.count) steady walking strides are told as standing")
    #expect(standing * 100 <= score.steady.count * 5)
    #expect(score.steady.allSatisfy { !$0.quality.contains(.changedHeight) })
  }

  /// Heel strikers slap down faster than they push off, in the same turn toe down.
  @Test(arguments: ["gdind_exp30", "gdind_exp35", "gdind_exp38", "gdind_exp44"])
  func toeOffIsFoundBehindASlap(_ name: String) throws {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    let strides = engine.consumeAll(try Recording(name).samples(rateHertz: 200)).strides
    let lost = strides.count { $0.quality.contains(.noToeOff) }
    #expect(lost <= 4, "\(lost) of \(strides.count) strides have no toe-off")
  }

  @Test(arguments: [("gdind_exp29", 0.02), ("gdind_exp30", 0.02)])
  func distanceIsTheTapes(_ name: String, _ tolerance: Double) throws {
    let recording = try Recording(name)
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    _ = engine.consumeAll(recording.samples(rateHertz: 200))
    _ = engine.finish()
    let distance = Double(engine.distanceMillimetres) / 1000
    let measured = try #require(recording.reference.distanceMetres)
    #expect(abs(distance / measured - 1) < tolerance)
  }

  /// Up and down a staircase, 19 strides each by the waveform: there is no reference. One stride of
  /// each comes down nearly as high as it left, on a landing.
  @Test(arguments: ["gaitmap_stairs_up_left", "gaitmap_stairs_down_left"])
  func stairsAreCountedAndFlagged(_ name: String) throws {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    let strides = engine.consumeAll(try Recording(name).samples(rateHertz: 200)).strides
    #expect((17...21).contains(strides.count), "\(strides.count) strides")
    #expect(strides.count { $0.quality.isEmpty } <= 1)
  }

  @Test(arguments: ["pyshoe_walk_171122113559", "gaitmap_walk_right"])
  func standingBeforeAndAfterIsStill(_ name: String) throws {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    let events = engine.consumeAll(try Recording(name).samples(rateHertz: 200))
    #expect(events.activities.first == .walk)
    #expect(events.activities.last == .still)
  }
}
