/// A recording in SI units at its own times, checked.
struct Recording {
  /// Rows farther apart than this many usual steps have a gap between them.
  private static let gapSteps = 3.0

  private let times: [Double]
  private let channels: [[Double]]
  private let lines: [Int]
  private let stepSeconds: Double
  private let rateHertz: Double

  init(
    _ table: NumericTable, path: String, scales: [Double], options: ImportOptions
  ) throws(ImportError) {
    times = table.columns[0].map { $0 * options.secondsPerTimeUnit }
    lines = table.lines
    channels = zip(table.columns.dropFirst(), scales).map { column, scale in
      scale == 1 ? column : column.map { $0 * scale }
    }
    guard !times.isEmpty else { throw .empty(path: path) }
    guard times.count >= CSVImporter.fewestRows else {
      throw .tooFewRows(path: path, rows: times.count)
    }
    for index in 1..<times.count where times[index] <= times[index - 1] {
      throw .timeNotRising(
        position: ImportPosition(path: path, line: lines[index], column: options.timeColumn),
        previous: times[index - 1], current: times[index])
    }
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    let middle = steps.sorted()[steps.count / 2]
    // Gaps are no part of the rate; single late rows are.
    let usual = steps.filter { $0 <= Self.gapSteps * middle }
    stepSeconds = middle
    rateHertz = Double(usual.count) / usual.reduce(0, +)
    guard CSVImporter.rates.contains(rateHertz) else {
      throw .rateOutOfRange(path: path, hertz: rateHertz)
    }
    let seconds = times[times.count - 1] - times[0]
    guard seconds <= CSVImporter.longestSeconds else {
      throw .tooLong(path: path, seconds: seconds)
    }
    for index in 1..<times.count
    where times[index] - times[index - 1] > CSVImporter.longestGapSeconds {
      throw .gap(
        position: ImportPosition(path: path, line: lines[index], column: options.timeColumn),
        seconds: times[index] - times[index - 1])
    }
  }

  func trace(
    path: String, sidecar: Sidecar?, options: ImportOptions
  ) -> (trace: Trace, report: ImportReport) {
    let resampler = Resampler(
      times: times, inputRate: rateHertz, gapSeconds: Self.gapSteps * stepSeconds,
      outputRate: Double(options.sampleRateHertz))
    let values = resampler.resample(channels)
    let (samples, clipped) = Self.quantise(values)
    var report = ImportReport(
      rows: times.count, rateHertz: rateHertz, durationSeconds: times[times.count - 1] - times[0],
      sampleRateHertz: options.sampleRateHertz, samples: samples.count, gaps: gaps,
      channels: Channel.allCases.map {
        channelReport($0, column: options.column($0), clipped: clipped[$0.rawValue])
      }, warnings: [])
    report.warnings = warnings(sidecar, report)
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.hasSuffix(".csv") ? String(file.dropLast(4)) : file
    let trace = Trace(
      name: options.name ?? sidecar?.name ?? stem, sampleRateHertz: options.sampleRateHertz,
      samples: samples,
      provenance: [
        "imported from \(file): \(times.count) rows at \(CSVImporter.rounded(rateHertz)) Hz, "
          + "resampled to \(options.sampleRateHertz) Hz, \(report.clippedSamples) readings clipped"
      ] + report.warnings + (sidecar?.provenance ?? []),
      truth: sidecar?.truth(firstSeconds: times[0]))
    return (trace, report)
  }

  private static func quantise(_ values: [[Double]]) -> (samples: [TraceSample], clipped: [Int]) {
    var clipped = [Int](repeating: 0, count: Channel.allCases.count)
    let samples = values[0].indices.map { index in
      func count(_ channel: Channel) -> Int16 {
        let (count, isClipped) = SensorScale.quantise(values[channel.rawValue][index], channel)
        if isClipped { clipped[channel.rawValue] += 1 }
        return count
      }
      return TraceSample(
        accelerationX: count(.accelerationX), accelerationY: count(.accelerationY),
        accelerationZ: count(.accelerationZ), angularRateX: count(.angularRateX),
        angularRateY: count(.angularRateY), angularRateZ: count(.angularRateZ))
    }
    return (samples, clipped)
  }

  private var gaps: [ImportReport.Gap] {
    (1..<times.count).compactMap { index in
      let step = times[index] - times[index - 1]
      guard step > Self.gapSteps * stepSeconds else { return nil }
      return ImportReport.Gap(
        line: lines[index], startSeconds: times[index - 1] - times[0], durationSeconds: step)
    }
  }

  private func channelReport(
    _ channel: Channel, column: String, clipped: Int
  ) -> ImportReport.ChannelReport {
    let values = channels[channel.rawValue]
    return ImportReport.ChannelReport(
      column: column, isAcceleration: channel.isAcceleration, lowest: values.min() ?? 0,
      highest: values.max() ?? 0, clippedSamples: clipped)
  }

  private func warnings(_ sidecar: Sidecar?, _ report: ImportReport) -> [String] {
    var warnings: [String] = []
    if let stated = sidecar?.rateHertz, abs(rateHertz / stated - 1) > 0.01 {
      warnings.append(
        "the sidecar says \(CSVImporter.rounded(stated)) Hz, the times say "
          + "\(CSVImporter.rounded(rateHertz)) Hz")
    }
    let gravities = medianForce / SensorScale.gravity
    if !(0.5...2.5).contains(gravities) {
      warnings.append(
        "the median acceleration is \(CSVImporter.rounded(gravities)) g, footsteps have about 1: "
          + "is its unit right, and is gravity in it?")
    }
    if !report.gaps.isEmpty {
      let seconds = report.gaps.reduce(0) { $0 + $1.durationSeconds }
      warnings.append(
        "\(report.gaps.count) gaps, \(CSVImporter.rounded(seconds)) s in all, bridged by lines")
    }
    for channel in report.channels where channel.clippedSamples > 0 {
      warnings.append(
        "\(channel.column) passes the chip's range in \(channel.clippedSamples) samples")
    }
    return warnings
  }

  private var medianForce: Double {
    let forces = times.indices.map { index in
      let (x, y, z) = (channels[0][index], channels[1][index], channels[2][index])
      return (x * x + y * y + z * z).squareRoot()
    }
    return forces.sorted()[forces.count / 2]
  }
}
