/// One of the six channels of the IMU, in wire order.
package enum Channel: Int, CaseIterable, Sendable {
  case accelerationX, accelerationY, accelerationZ
  case angularRateX, angularRateY, angularRateZ

  /// The column this channel has in a recording's CSV.
  package var columnName: String {
    switch self {
    case .accelerationX: "ax"
    case .accelerationY: "ay"
    case .accelerationZ: "az"
    case .angularRateX: "gx"
    case .angularRateY: "gy"
    case .angularRateZ: "gz"
    }
  }

  package var isAcceleration: Bool { rawValue < Channel.angularRateX.rawValue }
}
