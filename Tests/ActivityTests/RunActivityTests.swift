import Foundation
import Testing

@testable import Activity

@Suite struct RunActivityTests {
  @Test func distanceAndTimeAreThoseOfTheStrides() throws {
    let activity = try ActivityRun.make()
    #expect(activity.run.strides.count == 1000)
    #expect(activity.metres == 2500)
    #expect(abs(activity.durationSeconds - 700) < 1e-9)
    #expect(abs(activity.meanStepsPerMinute - 171.43) < 0.01)
    #expect(activity.meanStepLengthMillimetres == 1250)
    #expect(activity.isMostlyRun)
  }

  @Test func secondsGrowEvenlyToTheDistance() throws {
    let seconds = try ActivityRun.make().seconds
    #expect(seconds.count == 701)
    #expect(seconds[0].metres == 0)
    #expect(abs(seconds[100].metres - 100 / 0.7 * 2.5) < 0.01)
    #expect(abs(seconds[100].metresPerSecond - 2.5 / 0.7) < 1e-9)
    #expect(abs((seconds.last?.metres ?? 0) - 2500) < 1e-6)
    for (before, after) in zip(seconds, seconds.dropFirst()) {
      #expect(after.metres >= before.metres)
    }
  }

  @Test func splitsAreFullKilometresAndARest() throws {
    let splits = try ActivityRun.make().splits()
    #expect(splits.map { $0.metres.rounded() } == [1000, 1000, 500])
    #expect(splits.map { ($0.seconds * 10).rounded() / 10 } == [280, 280, 140])
    #expect(splits.map(\.strides).reduce(0, +) == 1000)
    #expect(splits.last?.endSeconds == 700)
  }

  @Test func standingAtALightIsNoPartOfThePace() throws {
    let activity = try ActivityRun.standing()
    #expect(activity.metres == 2000)
    #expect(abs(activity.durationSeconds - 660) < 1e-9)
    #expect(abs(activity.movingSeconds - 560) < 1e-6)
    #expect(abs(activity.meanMetresPerSecond - 2.5 / 0.7) < 1e-6)
    let splits = activity.splits()
    #expect(splits.map { $0.seconds.rounded() } == [280, 380])
    #expect(splits.map { ($0.movingSeconds * 1000).rounded() } == [280_000, 280_000])
    // A split that ends within a stride has its share of it.
    let thirds = activity.splits(every: 300.5)
    let moving = thirds.reduce(0) { $0 + $1.movingSeconds }
    #expect(abs(moving - 560) < 1e-6)
    for split in thirds { #expect(abs(split.movingSeconds - split.metres * 0.28) < 1e-6) }
  }

  @Test func aLaterFetchOfARecordGoesOnFromItAndNoOtherRecordDoes() {
    func fetched(_ pages: [UInt8], record: UInt32 = 9) -> FetchedRecord {
      FetchedRecord(
        board: "native", uniqueID: "01", firmwareVersion: "1.2.3", record: record,
        fetchedAt: "now", pages: Data(pages))
    }
    let earlier = fetched([0x53, 0x0F, 0xFF, 0xFF])
    #expect(earlier.goesOn(from: earlier))
    #expect(fetched([0x53, 0x0F, 0x00, 0x12, 0x34]).goesOn(from: earlier))
    #expect(!fetched([0x53, 0x1F, 0xFF, 0xFF]).goesOn(from: earlier))
    #expect(!fetched([0x53, 0x0F, 0xFF]).goesOn(from: earlier))
    #expect(!fetched([0x53, 0x0F, 0xFF, 0xFF], record: 8).goesOn(from: earlier))
  }

  @Test func aTableHasARowForEveryStride() throws {
    let lines = ActivityTable.csv(try ActivityRun.make(strides: 20)).split(separator: "\r\n")
    #expect(lines.count == 21)
    #expect(lines[1] == "0.7,700,2500,250,9,-3,5.5,run,0")
  }

  @Test func jsonHasTheSplitsAndTheRun() throws {
    let data = try ActivityTable.json(try ActivityRun.make())
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["metres"] as? Double == 2500)
    #expect((object["splits"] as? [Any])?.count == 3)
    let run = try #require(object["run"] as? [String: Any])
    #expect((run["strides"] as? [Any])?.count == 1000)
  }

  @Test func theFileThatFetchLeavesIsReadAgain() throws {
    let record = FetchedRecord(
      board: "native", uniqueID: "01", firmwareVersion: "1.2.3", record: 9, fetchedAt: "now",
      pages: Data([1, 2, 3]))
    #expect(FetchedRecord.decode(try record.encode()) == record)
    #expect(FetchedRecord.decode(Data("{}".utf8)) == nil)
  }
}
