internal import Foundation
internal import Wording

/// A picture of a run to share: distance, pace, form, the best of it. SVG, 1200 by 630, the size that
/// sites show beside a link.
package struct RunPicture {
  private static let width = 1200.0
  private static let height = 630.0
  /// Where the pace is drawn: left, top, width, height.
  private static let plot = (x: 60.0, y: 250.0, width: 700.0, height: 280.0)
  /// A point of the pace line for every so many metres at the least.
  private static let points = 140

  private let activity: RunActivity

  package init(_ activity: RunActivity) { self.activity = activity }

  package var svg: String {
    let size = "\(Int(Self.width)) \(Int(Self.height))"
    let title = SafeText.markup(
      "\(kilometres) km in \(Self.clock(activity.durationSeconds)), \(pace(activity.meanPace))")
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" role="img" \
      aria-label="\(title)" font-family="system-ui, sans-serif" fill="#f4f1ea">
      <title>\(title)</title>
      <rect width="100%" height="100%" fill="#1b2631"/>
      \(headline)
      \(paceLine)
      \(form)
      \(best)
      \(footer)
      </svg>

      """
  }

  private var kilometres: String { String(format: "%.2f", activity.metres / 1000) }

  private var headline: String {
    let facts = [
      Self.clock(activity.durationSeconds), pace(activity.meanPace),
      String(format: "%.0f steps/min", activity.meanStepsPerMinute),
    ].joined(separator: "  ·  ")
    return text(60, 130, "\(kilometres) km", size: 96, weight: "bold") + "\n"
      + text(62, 190, facts, size: 34)
  }

  /// Pace over distance: faster is higher.
  private var paceLine: String {
    let (x, y, width, height) = Self.plot
    let paces = self.paces
    let known = paces.compactMap(\.self)
    guard let fastest = known.min(), let slowest = known.max() else { return "" }
    let span = max(20, slowest - fastest)
    var path = ""
    for (index, pace) in paces.enumerated() {
      guard let pace else { continue }
      let left = x + width * (Double(index) + 0.5) / Double(paces.count)
      let top = y + height * min(1, (pace - fastest) / span)
      path += (path.isEmpty ? "M" : "L") + String(format: "%.1f %.1f ", left, top)
    }
    return """
      <path d="\(path.trimmingCharacters(in: .whitespaces))" fill="none" stroke="#f2a65a" \
      stroke-width="5" stroke-linejoin="round"/>
      <path d="M\(x) \(y + height + 14)h\(width)" stroke="#f4f1ea" stroke-opacity=".4"/>
      \(text(x, y - 16, "fastest \(self.pace(fastest))", size: 24))
      \(text(x, y + height + 48, "0", size: 24))
      \(text(x + width, y + height + 48, "\(kilometres) km", size: 24, anchor: "end"))
      """
  }

  /// Seconds per kilometre around equally many places of the way, each over seven parts of it.
  private var paces: [Double?] {
    guard activity.metres > 0 else { return [] }
    let way = moving
    let part = activity.metres / Double(Self.points)
    return (0..<Self.points).map { index in
      let from = Double(max(0, index - 3)) * part
      let to = Double(min(Self.points, index + 4)) * part
      let time = Self.seconds(at: to, way) - Self.seconds(at: from, way)
      return time > 0 ? time / (to - from) * 1000 : nil
    }
  }

  /// Metres, and the seconds of moving until there: standing at a light is no pace.
  private var moving: [(metres: Double, seconds: Double)] {
    var way = [(metres: 0.0, seconds: 0.0)]
    let seconds = activity.seconds
    for (before, after) in zip(seconds, seconds.dropFirst()) where after.metres > before.metres {
      way.append((after.metres, way[way.count - 1].seconds + 1))
    }
    return way
  }

  private static func seconds(
    at metres: Double, _ way: [(metres: Double, seconds: Double)]
  ) -> Double {
    guard let next = way.firstIndex(where: { $0.metres >= metres }) else {
      return way[way.count - 1].seconds
    }
    guard next > 0 else { return way[0].seconds }
    let (from, to) = (way[next - 1], way[next])
    let share = (metres - from.metres) / (to.metres - from.metres)
    return from.seconds + share * (to.seconds - from.seconds)
  }

  private var form: String {
    let left = 830.0
    let summary = activity.run.summary
    let classes = [
      ("heel", summary?.rearfootStrides ?? 0, "#7fb7be"),
      ("midfoot", summary?.midfootStrides ?? 0, "#f2a65a"),
      ("forefoot", summary?.forefootStrides ?? 0, "#d3eebb"),
    ]
    let total = classes.reduce(0) { $0 + $1.1 }
    var parts = [text(left, 130, "Form", size: 34, weight: "bold")]
    let facts = [
      activity.meanContactTimeMilliseconds.map { String(format: "contact %.0f ms", $0) },
      activity.meanStepLengthMillimetres.map { String(format: "step %.2f m", $0 / 1000) },
    ].compactMap(\.self).joined(separator: "  ·  ")
    parts.append(text(left, 172, facts, size: 22))
    guard total > 0 else { return parts.joined(separator: "\n") }
    var x = left
    for (index, (name, count, colour)) in classes.enumerated() {
      let width = 310 * Double(count) / Double(total)
      parts.append(
        "<rect x=\"\(x)\" y=\"196\" width=\"\(width)\" height=\"22\" fill=\"\(colour)\"/>")
      x += width
      let share = String(format: "%@ %.0f %%", name, 100 * Double(count) / Double(total))
      parts.append(
        text(left + Double(index) * 112, 244, share, size: 15, fill: colour))
    }
    return parts.joined(separator: "\n")
  }

  private var best: String {
    let left = 830.0
    guard let summary = activity.run.summary else { return "" }
    let bests = [
      ("400 m", summary.fastest400mMilliseconds), ("1 km", summary.fastest1000mMilliseconds),
      ("5 km", summary.fastest5000mMilliseconds),
    ].compactMap { name, time in time.map { "\(name)  \(Self.clock(Double($0) / 1000))" } }
    var lines = bests
    if summary.sprints > 0 {
      let top = Double(summary.topSpeedMillimetresPerSecond) / 1000
      let noun = summary.sprints == 1 ? "sprint" : "sprints"
      lines.append(String(format: "%d %@, up to %.1f m/s", summary.sprints, noun, top))
    }
    if summary.kilocalories > 0 { lines.append(String(format: "%.0f kcal", summary.kilocalories)) }
    guard !lines.isEmpty else { return "" }
    return
      ([text(left, 320, "Best of it", size: 34, weight: "bold")]
      + lines.enumerated().map { index, line in
        text(left, 366 + Double(index) * 40, line, size: 28)
      }).joined(separator: "\n")
  }

  private var footer: String {
    let date = activity.start.formatted(.iso8601.year().month().day())
    let words = "\(date)  ·  \(activity.device.board) \(activity.device.uniqueID)"
    return text(Self.width - 60, 605, words, size: 18, anchor: "end", fill: "#a9b4be")
  }

  private func text(
    _ x: Double, _ y: Double, _ words: String, size: Int, weight: String = "normal",
    anchor: String = "start", fill: String = "#f4f1ea"
  ) -> String {
    """
    <text x="\(x)" y="\(y)" font-size="\(size)" font-weight="\(weight)" text-anchor="\(anchor)" \
    fill="\(fill)" xml:space="preserve">\(SafeText.markup(words))</text>
    """
  }

  private func pace(_ secondsPerKilometre: Double) -> String {
    "\(Self.clock(secondsPerKilometre)) /km"
  }

  /// Minutes and seconds, hours where there are some.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded())
    let rest = String(format: "%02d:%02d", whole / 60 % 60, whole % 60)
    return whole >= 3600
      ? "\(whole / 3600):\(rest)" : String(format: "%d:%02d", whole / 60, whole % 60)
  }
}

extension RunActivity {
  /// Seconds per kilometre over the time in strides; 0 of nothing.
  fileprivate var meanPace: Double { metres > 0 ? movingSeconds / metres * 1000 : 0 }
}
