package import Foundation
internal import Wording

/// A run's strides or intervals as rows of a table.
package enum ActivityTable {
  /// A row a stride, or a row an interval where that is what the chip kept.
  package static func csv(_ activity: RunActivity) -> String {
    activity.run.strides.isEmpty ? intervals(activity.run) : strides(activity.run)
  }

  private static func strides(_ run: KeptRun) -> String {
    let titles: [CSVText.Cell] = [
      "end_s", "stride_time_ms", "stride_length_mm", "contact_time_ms", "strike_angle_deg",
      "pronation_deg", "impact_g", "activity", "flagged",
    ]
    let rows = run.strides.map { stride in
      CSVText.row([
        .number(stride.endSeconds), .number(stride.strideTimeMilliseconds),
        .number(stride.lengthMillimetres), .number(stride.contactTimeMilliseconds),
        .number(stride.strikeAngleDegrees), .number(stride.pronationDegrees),
        .number(stride.impactG), .text(stride.activity.rawValue),
        .number(stride.isFlagged ? 1 : 0),
      ])
    }
    return CSVText.row(titles) + rows.joined()
  }

  private static func intervals(_ run: KeptRun) -> String {
    let titles: [CSVText.Cell] = [
      "start_s", "end_s", "strides", "distance_mm", "moving_s", "contact_time_ms",
      "strike_angle_deg", "pronation_deg", "highest_impact_g", "activity",
    ]
    let rows = run.intervals.map { interval in
      CSVText.row([
        .number(interval.startSeconds), .number(interval.endSeconds),
        .number(Double(interval.strides)), .number(interval.distanceMillimetres),
        .number(interval.movingSeconds), .number(interval.contactTimeMilliseconds),
        .number(interval.strikeAngleDegrees), .number(interval.pronationDegrees),
        .number(interval.highestImpactG), .text(interval.activity.rawValue),
      ])
    }
    return CSVText.row(titles) + rows.joined()
  }

  private struct Document: Encodable {
    var schema = "solerig-activity/1"
    var startedAt: String
    var board: String
    var uniqueID: String
    var firmwareVersion: String
    var durationSeconds: Double
    var movingSeconds: Double
    var metres: Double
    var strideCount: Int
    var splits: [RunActivity.Split]
    var run: KeptRun
  }

  /// All that is known of a run, its splits of `split` metres.
  package static func json(_ activity: RunActivity, split: Double = 1000) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(
      startedAt: activity.start.formatted(.iso8601), board: activity.device.board,
      uniqueID: activity.device.uniqueID, firmwareVersion: activity.device.firmwareVersion,
      durationSeconds: activity.durationSeconds, movingSeconds: activity.movingSeconds,
      metres: activity.metres, strideCount: activity.strideCount,
      splits: activity.splits(every: split), run: activity.run)
    return try encoder.encode(document) + Data("\n".utf8)
  }
}
