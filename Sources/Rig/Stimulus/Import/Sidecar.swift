package import Foundation

/// The JSON beside a recording's CSV: where it comes from, its units, and its reference.
///
/// All keys may be missing; keys that are not named here are left alone.
package struct Sidecar: Decodable, Equatable, Sendable {
  var name: String?
  var source: String?
  var licence: String?
  var sensor: String?
  var rateHertz: Double?
  var units: String?
  var axes: String?
  var activity: String?
  var reference: String?
  var caveats: String?
  var strideCount: Int?
  var trueDistanceMetres: Double?
  var approximateDistanceMetres: Double?
  var closesLoop: Bool?
  /// Present where stride times are a detector's, not the reference's.
  var detectedTimes: [Double]?
  var strides: [Stride]?

  struct Stride: Decodable, Equatable, Sendable {
    var startSeconds: Double
    var endSeconds: Double
    var contactSeconds: Double?
    var toeOffSeconds: Double?
    var strideTimeSeconds: Double?
    var lengthMetres: Double?
    var clearanceMetres: Double?
    var isSteady: Bool?

    private enum CodingKeys: String, CodingKey {
      case startSeconds = "start_midstance_s"
      case endSeconds = "end_midstance_s"
      case contactSeconds = "ic_s"
      case toeOffSeconds = "to_s"
      case strideTimeSeconds = "stride_time_s"
      case lengthMetres = "stride_length_m"
      case clearanceMetres = "max_clearance_m"
      case isSteady = "steady"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case name, source, licence, sensor, units, axes, activity, reference, caveats, strides
    case rateHertz = "rate_hz"
    case strideCount = "n_strides"
    case trueDistanceMetres = "true_distance_m"
    case approximateDistanceMetres = "approx_distance_m"
    case closesLoop = "true_loop_closure"
    case detectedTimes = "stride_zv_times_s"
  }

  /// Reads the JSON; the path is for messages only.
  package static func read(_ data: Data, path: String) throws(ImportError) -> Sidecar {
    let sidecar: Sidecar
    do {
      sidecar = try JSONDecoder().decode(Sidecar.self, from: data)
    } catch let error as DecodingError {
      throw .badSidecar(path: path, cause: Self.cause(error))
    } catch {
      throw .badSidecar(path: path, cause: "\(error)")
    }
    let strides = sidecar.strides ?? []
    if let index = strides.firstIndex(where: { $0.endSeconds < $0.startSeconds }) {
      throw .badSidecar(
        path: path, cause: "\"strides[\(index)]\" ends before it begins; mend it or leave it out")
    }
    return sidecar
  }

  private static func cause(_ error: DecodingError) -> String {
    switch error {
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      "\(name(context.codingPath)) should be \(type); mend it or leave it out"
    case .keyNotFound(let key, let context):
      "\(name(context.codingPath + [key])) is missing; add it"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "it is not JSON; mend it or import without a sidecar"
        : "\(name(context.codingPath)) does not read: \(context.debugDescription)"
    @unknown default:
      "it does not read as JSON"
    }
  }

  private static func name(_ path: [any CodingKey]) -> String {
    let text = path.reduce("") { text, key in
      if let index = key.intValue { return "\(text)[\(index)]" }
      return text.isEmpty ? key.stringValue : "\(text).\(key.stringValue)"
    }
    return text.isEmpty ? "its top level" : "\"\(text)\""
  }
}
