/// How to read a recording's CSV; what is nil is taken from the sidecar.
package struct ImportOptions: Equatable, Sendable {
  /// Unit of a CSV's acceleration.
  package enum AccelerationUnit: String, CaseIterable, Sendable {
    case metresPerSecondSquared = "m/s2"
    case g

    var metresPerSecondSquared: Double { self == .g ? SensorScale.gravity : 1 }
  }

  /// Unit of a CSV's angular rate.
  package enum AngularRateUnit: String, CaseIterable, Sendable {
    case radiansPerSecond = "rad/s"
    case degreesPerSecond = "deg/s"

    var radiansPerSecond: Double { self == .degreesPerSecond ? .pi / 180 : 1 }
  }

  /// Name of the trace; nil takes the sidecar's, else the file's.
  package var name: String?
  package var timeColumn = "t_s"
  /// Seconds in one unit of the time column: 0.001 where it is in milliseconds.
  package var secondsPerTimeUnit = 1.0
  /// Columns that are not called as ``Channel/columnName`` says.
  package var columns: [Channel: String] = [:]
  package var accelerationUnit: AccelerationUnit?
  package var angularRateUnit: AngularRateUnit?
  /// Rate of the trace: the chip's.
  package var sampleRateHertz: UInt16 = 200

  package init() {}

  func column(_ channel: Channel) -> String { columns[channel] ?? channel.columnName }
}
