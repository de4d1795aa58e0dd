import ArgumentParser
import Capture
import Foundation
import Stimulus
import TestRun

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a trace of a recording from another tool.",
    discussion: """
      Columns are found by name; units come from the sidecar JSON beside the CSV, or from options:
        solerig import recording.csv -o recording.pcapng
        solerig import imu.csv -o imu.pcapng --time time \\
          --columns ax=acc_x,gz=gyr_z --acceleration g --angular-rate deg/s
      The recording is resampled to the chip's rate with an anti-alias average and quantised to its
      counts; what had to be clipped is said.
      """)

  @Argument(help: "The CSV file.", completion: .file(extensions: ["csv"]))
  var csv: String

  @Option(name: [.short, .long], help: "Trace to write; it must not exist.", completion: .file())
  var output: String

  @Option(
    help: "JSON with units and reference; by default the one beside the CSV.",
    completion: .file(extensions: ["json"]))
  var sidecar: String?

  @Option(help: "Name of the time column, in seconds.")
  var time = "t_s"

  @Option(help: "Other column names, like ax=acc_x,gy=gyro_y.")
  var columns: String?

  @Option(help: "Unit of the accelerations: m/s2 or g.")
  var acceleration: ImportOptions.AccelerationUnit?

  @Option(help: "Unit of the angular rates: rad/s or deg/s.")
  var angularRate: ImportOptions.AngularRateUnit?

  @Option(help: "Sample rate of the trace, in Hz.")
  var rate: UInt16 = 200

  @Flag(help: "Print the import's report as JSON.")
  var json = false

  func validate() throws {
    guard 100...400 ~= rate else { throw ValidationError("--rate is 100 to 400 Hz, not \(rate).") }
  }

  func run() throws {
    var options = ImportOptions()
    options.timeColumn = time
    options.columns = try columnNames()
    options.accelerationUnit = acceleration
    options.angularRateUnit = angularRate
    options.sampleRateHertz = rate
    do {
      let (trace, report) = try CSVImporter.importFile(
        path: csv, sidecarPath: sidecar, options: options)
      try TraceOutput.write(trace, path: output, isQuiet: json)
      if json {
        try Output.write(JSONEncoder.deterministic.encode(report) + Data("\n".utf8))
      } else {
        for line in report.summary { try Output.line("  \(line)") }
      }
    } catch let error as ImportError {
      throw RunError(.setup, error.description)
    }
  }

  private func columnNames() throws -> [Channel: String] {
    var names: [Channel: String] = [:]
    for pair in columns?.split(separator: ",") ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2,
        let channel = Channel.allCases.first(where: { $0.columnName == parts[0] })
      else {
        let known = Channel.allCases.map(\.columnName).joined(separator: ", ")
        throw RunError(
          .usage, "--columns takes pairs like ax=acc_x, not `\(pair)`; known: \(known).")
      }
      names[channel] = parts[1]
    }
    return names
  }
}

extension ImportOptions.AccelerationUnit: ExpressibleByArgument {}
extension ImportOptions.AngularRateUnit: ExpressibleByArgument {}
