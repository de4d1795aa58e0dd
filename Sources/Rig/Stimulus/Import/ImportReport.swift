/// What an import found in a recording and did to it.
package struct ImportReport: Codable, Equatable, Sendable {
  /// A stretch without samples, bridged by a straight line.
  package struct Gap: Codable, Equatable, Sendable {
    /// Line of the first row after the gap.
    package var line: Int
    package var startSeconds: Double
    package var durationSeconds: Double
  }

  /// How far a channel went, and what of it the chip's range cut off.
  package struct ChannelReport: Codable, Equatable, Sendable {
    package var column: String
    package var isAcceleration: Bool
    /// Extremes of the recording in m/s² or rad/s.
    package var lowest: Double
    package var highest: Double
    /// Samples of the trace held at the range's end.
    package var clippedSamples: Int
  }

  package var rows: Int
  package var rateHertz: Double
  package var durationSeconds: Double
  package var sampleRateHertz: UInt16
  package var samples: Int
  package var gaps: [Gap]
  package var channels: [ChannelReport]
  /// What a person should look at before trusting the trace.
  package var warnings: [String]

  package var clippedSamples: Int { channels.reduce(0) { $0 + $1.clippedSamples } }

  /// What a person reads after an import, one fact a line.
  package var summary: [String] {
    let head =
      "\(rows) rows at \(CSVImporter.rounded(rateHertz)) Hz, "
      + "\(CSVImporter.rounded(durationSeconds)) s, to \(samples) samples at "
      + "\(sampleRateHertz) Hz"
    let ranges = channels.map { channel in
      let unit = channel.isAcceleration ? "m/s²" : "rad/s"
      return "\(channel.column): \(CSVImporter.rounded(channel.lowest)) to "
        + "\(CSVImporter.rounded(channel.highest)) \(unit), \(channel.clippedSamples) clipped"
    }
    return [head] + ranges + warnings.map { "warning: \($0)" }
  }
}
