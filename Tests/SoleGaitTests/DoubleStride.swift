import Foundation

@testable import SoleGait

/// The engine's method from midstance to midstance in double precision, to show what its integers
/// cost: the same steps in the same order, with exact turns and no rounding.
struct DoubleStride {
  /// Horizontal, in metres.
  let lengthMetres: Double

  /// - Parameters:
  ///   - samples: what the sensor gave.
  ///   - first: index of the sample whose step ends at the midstance that the stride leaves.
  ///   - last: the same where it arrives.
  ///   - sensorHeight: over the ground, in metres.
  ///   - rateBias: what the engine takes off the angular rate, in rad/s.
  init(
    _ samples: [IMUSample], from first: Int, to last: Int, rateHertz: Double,
    sensorHeight: Double, rateBias: Vector3
  ) {
    let period = 1 / rateHertz
    let half = Int((rateHertz * 0.015).rounded())
    func mean(around index: Int) -> Vector3 {
      let forces = samples[(index - half)...(index + half)].map(\.force)
      return forces.reduce(Vector3(), +) * (1 / Double(forces.count))
    }
    var attitude = Quaternion()
    let startGravity = mean(around: first)
    let startRate = samples[first].rate - rateBias
    var (velocity, position) = (Vector3(), Vector3())
    var middle = Quaternion()
    for index in (first + 1)...last {
      let turn = (samples[index].rate - rateBias) * period
      // Half a step on from the attitude at the start's own middle.
      let before = index == first + 1 ? startRate * (period / 2) : Vector3()
      attitude = attitude * Quaternion(turn: before)
      middle = attitude * Quaternion(turn: turn * 0.5)
      attitude = attitude * Quaternion(turn: turn)
      velocity = velocity + (middle.apply(samples[index].force) - startGravity) * period
      position = position + velocity * period
    }
    let steps = Double(last - first)
    let displacement = position - velocity * ((steps + 1) / 2 * period)
    let endGravity = middle.apply(mean(around: last))
    let up = (startGravity + endGravity) * (1 / (startGravity + endGravity).length)
    let turning = (startRate + middle.apply(samples[last].rate - rateBias)) * 0.5
    let rolled = turning.crossed(up) * (sensorHeight * steps * period)
    let whole = displacement + rolled
    let height = whole.dot(up)
    lengthMetres = (whole - up * height).length
  }
}

extension Vector3 {
  func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

  func crossed(_ other: Vector3) -> Vector3 {
    Vector3(
      x: y * other.z - z * other.y, y: z * other.x - x * other.z, z: x * other.y - y * other.x)
  }
}

extension IMUSample {
  /// Specific force in m/s².
  var force: Vector3 {
    Vector3(x: Double(accelerationX), y: Double(accelerationY), z: Double(accelerationZ))
      * (1 / Counts.perMetrePerSecondSquared)
  }

  /// Angular rate in rad/s.
  var rate: Vector3 {
    Vector3(x: Double(angularRateX), y: Double(angularRateY), z: Double(angularRateZ))
      * (1 / Counts.perRadianPerSecond)
  }
}
