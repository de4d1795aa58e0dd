import Activity
import Foundation
import SoleLink
import Stimulus
import TestSupport
import Testing

/// A long run, from the strides as they were told to the file that a sport site takes.
@Suite struct HourTests {
  /// 95 strides a minute for an hour: as many entries as the store has room for.
  private static let hour = Result {
    try samplesOf(
      [
        .stand(seconds: 2),
        RunnerSegment(
          kind: .run, durationSeconds: 3600, speedMetresPerSecond: 3.6, cadenceStepsPerMinute: 188),
      ], rateHertz: 100)
  }

  private static let keeping = Wire.Configure(
    sampleRate: 100, legLength: 900, recording: .bySession, whenFull: .overwriteOldest,
    bodyMass: 700)

  @Test("an hour stored, fetched and exported agrees with the live stream to the last stride")
  func hour() throws {
    try agree(ShoeBoard(ShoeBoard.native), try Self.hour.get(), minutes: 60)
  }

  @Test(
    "so do five minutes on the ARM image",
    .enabled(if: ShoeBoard.isPresent(), "there is no image: scripts/firmware/build makes it"))
  func fiveMinutes() throws {
    let samples = Array(try Self.hour.get().prefix(30_000))
    try agree(ShoeBoard(ShoeBoard.chip()), samples, minutes: 5)
  }

  private func agree(_ board: ShoeBoard, _ samples: [Wire.Sample], minutes: Int) throws {
    let told = try board.play(samples, Self.keeping)
    let strides = told.strides
    #expect(strides.count > 92 * minutes)
    let info = try #require(try board.infos().last)
    #expect(info.state == [])
    let record = FetchedRecord(
      board: "native", uniqueID: "0000000000005013", firmwareVersion: "0.1.0",
      record: info.record, fetchedAt: "2026-11-26T02:00:00Z",
      pages: Data(try board.record(info)))
    let run = try KeptRun(pages: Array(record.pages))
    #expect(run.lostPages == 0 && run.skippedEntries == 0)
    #expect(run.strides.map(\.lengthMillimetres) == strides.map { Double($0.strideLength) })
    #expect(
      run.strides.map { Int(($0.endSeconds * 1600).rounded()) }
        == strides.map { Int($0.endMidstance) })
    let summary = try #require(
      told.compactMap { message -> Wire.Summary? in
        if case .summary(let summary) = message { summary } else { nil }
      }.last)
    #expect(run.summary?.strides == summary.strides)
    #expect(run.summary?.distanceMillimetres == summary.distance)
    try exported(run, record, metres: Double(summary.distance) / 1000)
  }

  private func exported(_ run: KeptRun, _ record: FetchedRecord, metres: Double) throws {
    let activity = RunActivity(run, of: record, start: Date(timeIntervalSince1970: 1_795_000_000))
    let rows = ActivityTable.csv(activity).split(whereSeparator: \.isNewline).dropFirst()
    #expect(rows.count == run.strides.count)
    #expect(abs(activity.metres - metres) < 0.001)
    let json = try JSONSerialization.jsonObject(with: ActivityTable.json(activity))
    #expect((json as? [String: Any])?["strideCount"] as? Int == run.strides.count)
    guard PeerProgram.hasPackage("fitdecode") else { return }
    let folder = try TemporaryFolder()
    try folder.write(Data(FITActivity.encode(activity)), to: "run.fit")
    let ending = try PeerProgram.run(
      "Tests/ActivityTests/Peers/read-fit.py", ["fitdecode", folder.path("run.fit")])
    let messages = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8))
        as? [String: [[String: Any]]],
      "\(ending.errors)")
    let session = try #require(messages["session"]?.first)
    // In whole centimetres.
    #expect(abs((session["total_distance"] as? Double ?? 0) - metres) < 0.02)
    #expect(messages["lap"]?.count == Int(metres / 1000) + 1)
    #expect(abs((messages["record"]?.last?["distance"] as? Double ?? 0) - metres) < 0.02)
  }
}
