import Foundation
import Testing

@testable import SoleGait

/// One recording of `SOLERIG_RECORDINGS`: what the IMU felt, and the reference.
struct Recording {
  struct ReferenceStride: Decodable {
    var start: Double
    var end: Double
    var seconds: Double
    var lengthMetres: Double
    var steady: Bool?
    var contact: Double?
    var contactBefore: Double?

    private enum CodingKeys: String, CodingKey {
      case contact = "ic_s"
      case contactBefore = "prev_ic_s"
      case start = "start_midstance_s"
      case end = "end_midstance_s"
      case seconds = "stride_time_s"
      case lengthMetres = "stride_length_m"
      case steady
    }
  }

  struct Reference: Decodable {
    var strides: [ReferenceStride]?
    var strideCount: Int?
    var distanceMetres: Double?

    private enum CodingKeys: String, CodingKey {
      case strides
      case strideCount = "n_strides"
      case distanceMetres = "true_distance_m"
    }
  }

  let name: String
  let reference: Reference
  let startSeconds: Double
  /// Times, and rows of six channels in SI units.
  private let times: [Double]
  private let channels: [[Double]]

  /// Where the recordings are: the variable's, or the folder beside the repository.
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"].map {
      URL(fileURLWithPath: $0)
    }
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared/data").standardizedFileURL
    let folder = named ?? beside
    let probe = folder.appendingPathComponent("gdind_exp29.csv")
    return FileManager.default.fileExists(atPath: probe.path) ? folder : nil
  }()

  init(_ name: String) throws {
    let folder = try #require(Self.folder)
    self.name = name
    reference = try JSONDecoder().decode(
      Reference.self, from: Data(contentsOf: folder.appendingPathComponent(name + ".json")))
    let numbers = Self.parse(try Data(contentsOf: folder.appendingPathComponent(name + ".csv")))
    let rows = stride(from: 0, to: numbers.count, by: 7)
    times = rows.map { numbers[$0] }
    channels = rows.map { Array(numbers[($0 + 1)..<($0 + 7)]) }
    startSeconds = numbers[0]
  }

  /// Samples in the chip's counts at another rate: means over its period where that is the lower
  /// one, else points of the line between samples.
  func samples(rateHertz: UInt16) -> [IMUSample] {
    let rate = Double(rateHertz)
    let seconds = times[times.count - 1] - startSeconds
    let averages = Double(times.count - 1) / seconds > rate * 1.01
    var cursor = 0
    return (0...Int(seconds * rate)).map { index in
      let time = startSeconds + Double(index) / rate
      guard averages else { return Self.sample(line(at: time, from: &cursor)) }
      // Eight points a period come close enough to the mean.
      let points = (0..<8).map { line(at: time + (Double($0) - 3.5) / 8 / rate, from: &cursor) }
      return Self.sample(
        (0..<6).map { channel in points.reduce(0) { $0 + $1[channel] } / 8 })
    }
  }

  private func line(at time: Double, from cursor: inout Int) -> [Double] {
    while cursor < times.count - 2, times[cursor + 1] < time { cursor += 1 }
    while cursor > 0, times[cursor] > time { cursor -= 1 }
    let part = (time - times[cursor]) / (times[cursor + 1] - times[cursor])
    let held = min(max(part, 0), 1)
    return (0..<6).map { channels[cursor][$0] * (1 - held) + channels[cursor + 1][$0] * held }
  }

  private static func sample(_ row: [Double]) -> IMUSample {
    Counts.sample(
      force: Vector3(x: row[0], y: row[1], z: row[2]),
      rate: Vector3(x: row[3], y: row[4], z: row[5]))
  }

  /// Numbers of a CSV past its heading.
  private static func parse(_ data: Data) -> [Double] {
    (data + [0]).withUnsafeBytes { bytes in
      var numbers: [Double] = []
      guard let text = bytes.bindMemory(to: CChar.self).baseAddress,
        var cursor = strchr(text, 10).map({ UnsafePointer($0) })
      else { return numbers }
      while true {
        var end: UnsafeMutablePointer<CChar>?
        let number = strtod(cursor + 1, &end)
        guard let end, UnsafePointer(end) > cursor + 1 else { return numbers }
        numbers.append(number)
        cursor = UnsafePointer(end)
      }
    }
  }
}
