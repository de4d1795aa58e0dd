import Foundation
import RigModel
import Stimulus
import Testing

struct ResolvedSuiteTests {
  /// A suite that has one of everything.
  private static let full: ResolvedSuite = {
    var configure = ChipConfiguration(side: .left)
    configure.mounting = Quaternion(w: 0.5, x: -0.5, y: 0.5, z: 0.1)
    let stride = TruthStride(
      startSeconds: 1.005, endSeconds: 2.1, lengthMetres: 1.37265, activity: .walk, isSteady: true)
    return ResolvedSuite(
      name: "gait", title: "Gait / line", file: "gait.yaml", fileSHA256: "00ff",
      cases: [
        ResolvedCase(
          name: "a", requirement: "It walks.", clock: .realTime, configure: configure,
          stimulus: ResolvedStimulus(
            kind: .runner, name: "a", provenance: ["one", "two"],
            slice: StimulusSlice(fromSeconds: 1), sampleCount: 400, samplesSHA256: "abcd"),
          faults: [
            .noise(atSample: 1, bytes: 2, seed: .max), .crcError(atSample: 3, samples: 4),
            .skip(atSample: 50, samples: 6), .cutFrame(atSample: 70),
            .oversizeFrame(atSample: 80), .unknownType(atSample: 90),
          ], checks: WrittenCheck.all.map(\.check),
          truth: Truth(
            strides: [stride], strideCount: 1, distanceMetres: 1.37265, activity: .walk,
            source: "motion capture", caveats: "none"))
      ])
  }()

  private static let small = ResolvedSuite(
    name: "gait", title: "Gait", file: "gait.yaml", fileSHA256: "00ff",
    cases: [
      ResolvedCase(
        name: "a", requirement: "R", clock: .asFastAsPossible, configure: ChipConfiguration(),
        stimulus: ResolvedStimulus(
          kind: .recording, name: "x", provenance: [], sampleCount: 1, samplesSHA256: "ab"),
        faults: [.skip(atSample: 0, samples: 1)],
        checks: [.noStrides, .stridesFound(minimumPercent: 97.5)])
    ])

  @Test func comesBackAsItWas() throws {
    let data = try Self.full.encode()
    #expect(try ResolvedSuite.decode(data, file: "suite.json") == Self.full)
    #expect(try ResolvedSuite.decode(data, file: "suite.json").encode() == data)
  }

  /// Runs are kept for years: this text changes only together with the schema's number.
  @Test func theTextIsPinned() throws {
    #expect(
      String(decoding: try Self.small.encode(), as: UTF8.self) == """
        {
          "cases" : [
            {
              "checks" : [
                {
                  "noStrides" : {

                  }
                },
                {
                  "stridesFound" : {
                    "minimumPercent" : 97.5
                  }
                }
              ],
              "clock" : "as-fast-as-possible",
              "configure" : {
                "legLengthMillimetres" : 900,
                "sampleRateHertz" : 200,
                "side" : "right"
              },
              "faults" : [
                {
                  "skip" : {
                    "atSample" : 0,
                    "samples" : 1
                  }
                }
              ],
              "leftOut" : {

              },
              "name" : "a",
              "requirement" : "R",
              "stimulus" : {
                "kind" : "recording",
                "name" : "x",
                "provenance" : [

                ],
                "sampleCount" : 1,
                "samplesSHA256" : "ab"
              }
            }
          ],
          "file" : "gait.yaml",
          "fileSHA256" : "00ff",
          "name" : "gait",
          "schema" : "solerig-suite/1",
          "title" : "Gait"
        }

        """)
  }

  @Test func aSuiteIsNamedAfterItsFileAlone() throws {
    let suite = try suite(
      "{name: gait, title: G, cases: [{name: a, requirement: R, recording: x, "
        + "checks: [no_strides]}]}", file: "/home/someone/gait.yaml")
    let resolved = ResolvedSuite(suite, cases: [])
    #expect(resolved.file == "gait.yaml")
    #expect(resolved.fileSHA256 == suite.fileSHA256)
  }

  private func said(_ json: String) -> String {
    message { () throws(ModelError) in
      _ = try ResolvedSuite.decode(Data(json.utf8), file: "runs/1/suite.json")
    }
  }

  private let start = "runs/1/suite.json: cannot read the resolved suite: "

  @Test func refusesWhatIsForeignNewerOrDamaged() throws {
    let text = String(decoding: try Self.small.encode(), as: UTF8.self)
    #expect(
      said(text.replacing("suite/1", with: "suite/2"))
        == start + "it was written by a newer solerig (`solerig-suite/2`), and this one reads "
        + "`solerig-suite/1`; use that newer one")
    #expect(
      said(text.replacing("suite/1", with: "suite/0"))
        == start + "`solerig-suite/0` is no version of a suite; this solerig reads "
        + "`solerig-suite/1`")
    #expect(
      said(text.replacing("solerig-suite/1", with: "solerig-run/1"))
        == start + "it is something else (`solerig-run/1`); `solerig-suite/1` is wanted")
    #expect(
      said("{\"name\": 1}")
        == start + "it is JSON, but says no `schema`; a run's `suite.json` is wanted")
    #expect(
      said(String(text.prefix(text.count / 2))).hasPrefix(start + "it is not JSON: "))
    #expect(
      said(text.replacing("\"sampleCount\" : 1", with: "\"sampleCount\" : \"1\""))
        == start + "it says `solerig-suite/1`, but `cases[0].stimulus.sampleCount` is of the "
        + "wrong type; the file was changed or damaged: run the suite again")
    #expect(
      said(text.replacing("\"title\"", with: "\"titel\""))
        == start + "it says `solerig-suite/1`, but `title` is missing; the file was changed or "
        + "damaged: run the suite again")
    #expect(
      said(text.replacing("\"right\"", with: "\"middle\""))
        == start + "it says `solerig-suite/1`, but `cases[0].configure.side` has a value that "
        + "can't be; the file was changed or damaged: run the suite again")
    #expect(
      said(text.replacing("\"noStrides\"", with: "\"noSteps\"")).hasPrefix(
        start + "it says `solerig-suite/1`, but `cases[0].checks[0]`"))
  }

  @Test func aTruthThatIsNoNumberIsRefused() {
    var suite = Self.full
    suite.cases[0].truth?.strides[0].lengthMetres = .nan
    let said = message { () throws(ModelError) in _ = try suite.encode() }
    #expect(
      said
        == "cannot write the resolved suite: a value of suite `gait` does not fit JSON: "
        + "`cases[0].truth.strides[0].lengthMetres` is nan; a number in a truth that is infinite "
        + "or no number does this")
  }
}
