import Stimulus

/// Makes recordings in memory.
enum CSVFixture {
  static let header = "t_s,ax,ay,az,gx,gy,gz"

  /// A row a sample, all six channels from one function of time.
  static func text(
    seconds: Double, rate: Double, header: String = CSVFixture.header, terminator: String = "\n",
    channels: (Double) -> [Double] = { _ in [0, 0, SensorScale.gravity, 0, 0, 0] }
  ) -> String {
    let rows = (0...Int(seconds * rate)).map { index in
      let time = Double(index) / rate
      return ([time] + channels(time)).map { "\($0)" }.joined(separator: ",")
    }
    return ([header] + rows).joined(separator: terminator) + terminator
  }

  static var siOptions: ImportOptions {
    var options = ImportOptions()
    options.accelerationUnit = .metresPerSecondSquared
    options.angularRateUnit = .radiansPerSecond
    return options
  }

  static func load(
    _ text: String, options: ImportOptions = siOptions, sidecar: Sidecar? = nil
  ) throws(ImportError) -> (trace: Trace, report: ImportReport) {
    try CSVImporter.importBytes(
      Array(text.utf8), path: "walk.csv", sidecar: sidecar, options: options)
  }
}
