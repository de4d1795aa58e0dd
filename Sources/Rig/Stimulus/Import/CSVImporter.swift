import Foundation
internal import Wording

/// Turns a recording's CSV, and the JSON beside it, into a trace for the chip.
package enum CSVImporter {
  /// Fewer rows do not tell a rate.
  package static let fewestRows = 10
  /// Rows a second, from the slowest that shows a step to the fastest IMU.
  package static let rates = 20.0...10_000.0
  /// Four hours: the most one trace may hold.
  package static let longestSeconds = 14_400.0

  /// Without rows for longer than this, what the foot did can't be made up.
  package static let longestGapSeconds = 1.0

  /// Imports a file.
  ///
  /// - Parameter sidecarPath: nil takes the JSON of the same name where there is one.
  package static func importFile(
    path: String, sidecarPath: String? = nil, options: ImportOptions = ImportOptions()
  ) throws(ImportError) -> (trace: Trace, report: ImportReport) {
    let bytes = try contents(path)
    let beside = (path as NSString).deletingPathExtension + ".json"
    let found = FileManager.default.fileExists(atPath: beside) ? beside : nil
    var sidecar: Sidecar?
    if let sidecarPath = sidecarPath ?? found {
      sidecar = try Sidecar.read(try contents(sidecarPath), path: sidecarPath)
    }
    return try importBytes([UInt8](bytes), path: path, sidecar: sidecar, options: options)
  }

  /// Imports a CSV that is in memory; the path is for messages, and names the trace if none does.
  package static func importBytes(
    _ bytes: [UInt8], path: String, sidecar: Sidecar? = nil,
    options: ImportOptions = ImportOptions()
  ) throws(ImportError) -> (trace: Trace, report: ImportReport) {
    let names = [options.timeColumn] + Channel.allCases.map(options.column)
    try expectDistinct(names, path: path)
    let table = try NumericTable.read(bytes, path: path, names: names)
    let scales = try scales(path: path, sidecar: sidecar, options: options)
    let recording = try Recording(table, path: path, scales: scales, options: options)
    return recording.trace(path: path, sidecar: sidecar, options: options)
  }

  private static func contents(_ path: String) throws(ImportError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .unreadable(path: path, cause: SystemCause.of(error))
    }
  }

  /// Two quantities in one column are a mapping gone wrong.
  private static func expectDistinct(_ names: [String], path: String) throws(ImportError) {
    let uses = ["time"] + Channel.allCases.map(\.columnName)
    for (index, name) in names.enumerated() {
      guard let first = names[..<index].firstIndex(of: name) else { continue }
      throw .sharedColumn(path: path, name: name, uses: [uses[first], uses[index]])
    }
  }

  /// SI units in one unit of a column, per channel.
  private static func scales(
    path: String, sidecar: Sidecar?, options: ImportOptions
  ) throws(ImportError) -> [Double] {
    guard let acceleration = options.accelerationUnit ?? sidecar?.accelerationUnit else {
      throw .unknownUnits(path: path, quantity: "acceleration", text: sidecar?.units)
    }
    guard let angularRate = options.angularRateUnit ?? sidecar?.angularRateUnit else {
      throw .unknownUnits(path: path, quantity: "angular rate", text: sidecar?.units)
    }
    return Channel.allCases.map {
      $0.isAcceleration ? acceleration.metresPerSecondSquared : angularRate.radiansPerSecond
    }
  }

  /// A number as a message shows it: three decimals at most, none that say nothing.
  static func rounded(_ value: Double) -> String {
    let text = String(format: "%.3f", value)
    let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return text.contains(".") ? String(short.reversed()) : text
  }
}
