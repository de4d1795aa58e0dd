import Foundation
import Stimulus

/// A folder of recordings: `NAME.csv` with the IMU's columns, `NAME.json` with the reference.
struct RecordingFolder {
  var path: String
  var sampleRateHertz: UInt16 = 200

  /// Names of all recordings, in order.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".csv") && !$0.hasSuffix("_mocap.csv") }
      .map { String($0.dropLast(4)) }.sorted()
  }

  /// Reads the IMU's columns alone, in the units of the format: m/s² and rad/s.
  func subject(_ name: String) throws -> Subject {
    let csv = path + "/\(name).csv"
    let bytes = try [UInt8](Data(contentsOf: URL(filePath: csv)))
    var options = ImportOptions()
    options.accelerationUnit = .metresPerSecondSquared
    options.angularRateUnit = .radiansPerSecond
    options.sampleRateHertz = sampleRateHertz
    let trace = try CSVImporter.importBytes(bytes, path: csv, options: options).trace
    return Subject(
      name: name, origin: name.split(separator: "_").first.map(String.init) ?? name, gait: nil,
      sampleRateHertz: sampleRateHertz, isLeft: name.contains("left"), samples: trace.samples,
      readTruth: { try reference(csv) })
  }

  private func reference(_ csv: String) throws -> (truth: Truth?, gait: Subject.Gait?) {
    let json = String(csv.dropLast(3)) + "json"
    guard FileManager.default.fileExists(atPath: json) else { return (nil, nil) }
    let data = try Data(contentsOf: URL(filePath: json))
    let truth = try CSVImporter.importFile(path: csv).trace.truth
    let notes = try JSONDecoder().decode(Notes.self, from: data)
    var reference = truth
    // Where only strides were counted, that is a reference too.
    if truth?.strides.isEmpty ?? true, let count = notes.count {
      reference?.strideCount = count
    }
    return (reference, reference == nil ? nil : notes.gait)
  }

  /// What the person did, in the words of the recording.
  private struct Notes: Decodable {
    var activity: String?
    var count: Int?

    private enum CodingKeys: String, CodingKey {
      case activity
      case count = "n_strides"
    }

    /// Run where the words say nothing of walking.
    var gait: Subject.Gait {
      let words = (activity ?? "").lowercased()
      let runs = words.contains("run") || words.contains("jog")
      return runs && !words.contains("walk") && !words.contains("mixed") ? .run : .walk
    }
  }
}
