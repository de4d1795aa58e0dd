import Foundation
import Stimulus
import Testing

/// References as the sidecars tell them: marks, events, footprints, counts, nothing.
struct SidecarTruthTests {
  private func truth(_ json: String, firstSeconds: Double = 0) throws -> Truth? {
    let sidecar = try Sidecar.read(Data(json.utf8), path: "walk.json")
    let rows = (0..<20).map { "\(firstSeconds + Double($0) / 200),0,0,9.8,0,0,0" }
    let text = ([CSVFixture.header] + rows).joined(separator: "\n")
    return try CSVFixture.load(text, sidecar: sidecar).trace.truth
  }

  private func stride(_ start: Double, _ extra: String, length: Double = 1.4) -> String {
    """
    {"start_midstance_s":\(start),"end_midstance_s":\(start + 1.1),\
    "stride_length_m":\(length)\(extra)}
    """
  }

  @Test func ownMarksDecide() throws {
    let strides = [stride(1, #","steady":true"#), stride(2.1, #","steady":false"#)]
    let truth = try #require(
      try truth(#"{"activity":"walk in a room","strides":[\#(strides.joined(separator: ","))]}"#))
    #expect(truth.strides.map(\.isSteady) == [true, false])
    #expect(truth.activity == .walk)
    #expect(truth.strideCount == nil)
    #expect(truth.distanceMetres == nil)
  }

  @Test func eventsLeaveOutTurnsAndBorders() throws {
    let events = #","ic_s":1.8,"to_s":1.4"#
    let strides = [
      stride(1, events + #","stride_time_s":1.1"#),
      stride(1, events + #","stride_time_s":1.5"#),
      stride(1, events + #","stride_time_s":1.1"#, length: 0.7),
    ]
    let truth = try #require(
      try truth(#"{"strides":[\#(strides.joined(separator: ","))]}"#, firstSeconds: 0.5))
    #expect(truth.strides.map(\.isSteady) == [true, false, false])
    // Times count from the first row, as the samples do.
    #expect(abs((truth.strides[0].initialContactSeconds ?? 0) - 1.3) < 1e-9)
    #expect(abs((truth.strides[0].toeOffSeconds ?? 0) - 0.9) < 1e-9)
    #expect(truth.strides[0].startSeconds == 0.5)
  }

  @Test func footprintsGiveCountAndDistance() throws {
    let strides = (0..<4).map { stride(1 + 1.1 * Double($0), "") }.joined(separator: ",")
    let json = #"""
      {"activity":"mixed walk/fast/run-like","n_strides":4,"true_distance_m":5.6,
       "stride_zv_times_s":[1,2.1,3.2,4.3,5.4],"strides":[\#(strides)]}
      """#
    let truth = try #require(try truth(json))
    #expect(truth.strides.map(\.isSteady) == [false, true, true, false])
    #expect(truth.strideCount == 4)
    #expect(truth.distanceMetres == 5.6)
    #expect(truth.activity == nil)
    #expect(truth.caveats?.contains("still phases") == true)
  }

  @Test func countAloneIsTruth() throws {
    let truth = try #require(try truth(#"{"n_strides":100,"true_distance_m":149.5}"#))
    #expect(truth.strides.isEmpty)
    #expect(truth.strideCount == 100)
  }

  @Test func noReferenceIsNoTruth() throws {
    #expect(try truth(#"{"activity":"stairs","approx_distance_m":25}"#) == nil)
  }

  @Test func truthSurvivesJSON() throws {
    let truth = Truth(
      strides: [
        TruthStride(
          startSeconds: 1, endSeconds: 2, toeOffSeconds: 1.3, lengthMetres: 1.4, activity: .run,
          isSteady: true)
      ], strideCount: 1, source: "test")
    let json = try JSONEncoder().encode(truth)
    #expect(try JSONDecoder().decode(Truth.self, from: json) == truth)
  }
}
