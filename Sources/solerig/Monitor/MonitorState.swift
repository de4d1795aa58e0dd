import Capture
import SoleLink
import TestRun
import Wording

/// What a monitor has seen of a board so far.
struct MonitorState {
  /// How many strides the spark lines show.
  static let shownStrides = 40

  private var chip = "no board yet"
  private var doing = ""
  private var progress: (sent: Int, of: Int) = (0, 0)
  private var strides: [Wire.Stride] = []
  private var strikes: [String: Int] = [:]
  private var summary: Wire.Summary?
  private var status: Wire.Status?
  private var underruns: UInt32 = 0
  private(set) var failure: String?

  mutating func take(_ progress: RunProgress) {
    switch progress {
    case .preparing(let what): doing = "preparing \(what)"
    case .identified(let text):
      chip = text
      doing = ""
    case .caseStarted: doing = ""
    case .samplesSent(let sent, let total): self.progress = (sent, total)
    case .caseEnded(_, let failure): self.failure = failure
    case .judging: doing = "judging"
    case .folderMade: break
    }
  }

  mutating func take(_ message: ChipMessage) {
    switch message {
    case .stride(let stride):
      strides.append(stride)
      if strides.count > Self.shownStrides { strides.removeFirst() }
      strikes[stride.strike.wireName, default: 0] += 1
    case .summary(let summary): self.summary = summary
    case .status(let status): self.status = status
    case .credit(let credit): underruns = max(underruns, credit.underruns)
    default: return
    }
  }

  /// The screen's lines, none longer than `width` characters.
  func lines(width: Int) -> [String] {
    let all = [chip, doing, ""] + gait + [""] + link
    return all.map { String(SafeText.printable($0).prefix(width)) }
  }

  /// One line for a log.
  var line: String {
    let stride = strides.last
    return [
      activity, distance, speed, cadence,
      stride.map { "contact \(tenths($0.contactTime)) ms, \($0.strike.wireName)" },
    ].compactMap(\.self).joined(separator: "  ")
  }

  private var gait: [String] {
    [
      [activity, "strides \(summary?.strides ?? 0)", distance].compactMap(\.self)
        .joined(separator: "   "),
      speed ?? "",
      row("cadence", strides.last.map { "\(tenths($0.cadence)) /min" }, \.cadence),
      row("length", strides.last.map { "\($0.strideLength) mm" }, \.strideLength),
      row("contact", strides.last.map { "\(tenths($0.contactTime)) ms" }, \.contactTime),
      row("strike", strides.last.map { "\(tenths($0.strikeAngle))°" }, \.strikeAngle),
      "          "
        + strikes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        .joined(separator: " · "),
    ]
  }

  private var link: [String] {
    let share = progress.of > 0 ? progress.sent * 100 / progress.of : 0
    // Each may be as large as its field: what a chip tells must not stop the monitor.
    let broken = status.map { status in
      [status.crcErrors, status.cutFrames, status.noiseChunks, status.oversizeFrames]
        .reduce(UInt64(0)) { $0 + UInt64($1) }
    }
    return [
      "link      \(share) % sent, underruns \(underruns), broken frames \(broken ?? 0), "
        + "frames missing \(status?.sequenceGaps ?? 0)",
      "chip      load \(status.map { tenths($0.load) } ?? "–") %, late ticks "
        + "\(status?.lateTicks ?? 0), stack used \(status?.stackUsed ?? 0) bytes",
    ]
  }

  private var activity: String? { summary.map { $0.activity.wireName } }

  private var distance: String? {
    summary.map { "\($0.distance / 1000).\($0.distance % 1000 / 100) m" }
  }

  private var cadence: String? { summary.map { "\(tenths($0.cadence)) steps/min" } }

  /// Speed, and as runners say it.
  private var speed: String? {
    guard let summary, summary.speed > 0 else { return nil }
    let seconds = 1_000_000 / Int(summary.speed)
    let pace = "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
    return "pace      \(pace) /km, \(hundredths(summary.speed)) m/s"
  }

  private func row(
    _ name: String, _ value: String?, _ metric: KeyPath<Wire.Stride, some BinaryInteger>
  ) -> String {
    let pad = { (text: String, width: Int) in
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    return pad(name, 10) + pad(value ?? "–", 14)
      + Sparkline.text(strides.map { Double($0[keyPath: metric]) })
  }

  private func tenths(_ count: some BinaryInteger) -> String {
    let magnitude = count.magnitude
    return (count < 0 ? "−" : "") + "\(magnitude / 10).\(magnitude % 10)"
  }

  /// Millimetres as metres with two decimals.
  private func hundredths(_ millimetres: UInt16) -> String {
    let rest = millimetres % 1000 / 10
    return "\(millimetres / 1000)." + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
