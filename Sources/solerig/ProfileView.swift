import Foundation
import Judge
import Stimulus

/// What samples cost, in words, as CSV and as JSON.
struct ProfileView {
  let trace: Trace
  /// One, or two to compare.
  let profiles: [CostProfile]

  private var comparison: CostComparison? {
    profiles.count == 2 ? CostComparison(profiles[0], profiles[1]) : nil
  }

  func text(top: Int) -> String {
    var lines = [
      "trace \(trace.name): \(trace.samples.count) samples at \(trace.sampleRateHertz) Hz"
    ]
    for profile in profiles { lines += words(profile, top) }
    if let comparison { lines += words(comparison) }
    return lines.joined(separator: "\n")
  }

  /// Index, time, and the instructions and ticks of each image.
  var csv: String {
    let head =
      ["sample", "time_s"]
      + profiles.indices.flatMap { index in
        let suffix = profiles.count == 1 ? "" : "_\(index + 1)"
        return ["instructions" + suffix, "ticks" + suffix]
      }
    let rows = trace.samples.indices.map { index in
      ([
        "\(index)", String(format: "%.4f", Double(index) / Double(trace.sampleRateHertz)),
      ] + profiles.flatMap { ["\($0.instructions(index))", "\($0.ticks[index])"] })
      .joined(separator: ",")
    }
    return ([head.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }

  var json: Data {
    struct Document: Encodable {
      var schema = "solerig-profile/1"
      var trace: String
      var profiles: [CostProfile]
      var comparison: CostComparison?
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let document = Document(trace: trace.name, profiles: profiles, comparison: comparison)
    // It holds nothing but JSON's values.
    return ((try? encoder.encode(document)) ?? Data()) + Data("\n".utf8)
  }

  private func words(_ profile: CostProfile, _ top: Int) -> [String] {
    var lines = [
      "\(profile.image), two runs alike to a tick:",
      String(
        format: "  mean %.0f instructions a sample, %.2f %% of its period; "
          + "half within %d, 99 %% within %d",
        profile.meanInstructions, profile.meanShare * 100, profile.percentile(0.5),
        profile.percentile(0.99)),
    ]
    for index in profile.worst(top) {
      lines.append(
        String(
          format: "  %7d instructions (%.1f %% of its period) for sample %d, at %.3f s%@",
          profile.instructions(index), profile.share(index) * 100, index,
          Double(index) / Double(trace.sampleRateHertz), place(profile, index)))
    }
    return lines
  }

  private func place(_ profile: CostProfile, _ index: Int) -> String {
    let place = profile.place(index, in: trace.truth)
    return place.isEmpty ? "" : ": " + place
  }

  private func words(_ comparison: CostComparison) -> [String] {
    guard comparison.differing > 0 else { return ["the second costs the same, sample by sample"] }
    var lines = [
      String(
        format: "from the first to the second: mean %+.1f instructions (%+.2f %%), worst %d to %d",
        comparison.meanChange, comparison.meanChangePercent, comparison.worstBefore,
        comparison.worstAfter),
      "  \(comparison.differing) of \(trace.samples.count) samples differ, the first is "
        + "\(comparison.firstDiffering ?? 0)",
    ]
    for (name, change) in [("grew", comparison.mostGrown), ("shrank", comparison.mostShrunk)] {
      guard let change else { continue }
      lines.append(
        String(
          format: "  sample %d %@ most: %+d instructions%@", change.index, name,
          change.instructions, place(profiles[1], change.index)))
    }
    return lines
  }
}
