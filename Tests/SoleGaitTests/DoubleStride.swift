import Foundation

@testable import SoleGait

/// The engine's method from midstance to midstance in double precision, to show what its integers
/// cost: the same steps in the same order, with exact turns and no rounding.
struct DoubleStride {
  /// Horizontal, in metres.
  let lengthMetres: Double
  /// In metres, over the midstance that it leaves.
  let clearanceMetres: Double
  /// Upwards where it ends, in the sensor's frame.
  let up: Vector3

  /// - Parameters:
  ///   - samples: what the sensor gave.
  ///   - steps: from the sample whose step ends at the midstance that the stride leaves to the same
  ///     where it arrives.
  ///   - sensorHeight: over the ground, in metres.
  ///   - rateBias: what the engine takes off the angular rate, in rad/s.
  ///   - isRun: whether the stride before was a run's.
  ///   - upBefore: upwards where it begins, in the sensor's frame; nil takes gravity there.
  init(
    _ samples: [IMUSample], _ steps: ClosedRange<Int>, rateHertz: Double, sensorHeight: Double,
    rateBias: Vector3, isRun: Bool, upBefore: Vector3? = nil
  ) {
    let period = 1 / rateHertz
    let (first, last) = (steps.lowerBound, steps.upperBound)
    var path = DoublePath(samples, first, rateHertz: rateHertz, rateBias: rateBias)
    let startGravity = path.gravity
    let startRate = samples[first].rate - rateBias
    var top = DoubleTop(up: upBefore ?? startGravity.direction)
    for index in (first + 1)...last {
      path.step(index)
      top.look(path)
    }
    let count = Double(path.steps)
    let drift = path.velocity * ((count + 1) / 2 * period)
    let endGravity = path.middle.apply(DoublePath.mean(samples, last, rateHertz)).direction
    let measured = (startGravity.direction + endGravity).direction
    let turning = (startRate + path.middle.apply(samples[last].rate - rateBias)) * 0.5
    let rolled = turning.crossed(measured) * (sensorHeight * count * period)
    let whole = path.position - drift + rolled
    let height = whole.dot(measured)
    let changesHeight = abs(height) > max(0.08, whole.length / (isRun ? 2 : 8))
    let level =
      changesHeight ? measured : whole.crossed(measured).crossed(whole.direction).direction
    lengthMetres = (whole - level * whole.dot(level)).length
    let part = Double(top.steps) / count
    clearanceMetres = max((top.position - drift * (part * part)).dot(level), 0)
    up = path.middle.inverse.apply(level)
  }
}

/// A strapdown integration in the frame of the sensor at its beginning.
private struct DoublePath {
  private(set) var steps = 0
  private(set) var velocity = Vector3()
  private(set) var position = Vector3()
  private(set) var attitude: Quaternion
  /// In the middle of the last step.
  private(set) var middle = Quaternion()
  /// What is taken off: the direction of the mean force at the beginning, one g long.
  let gravity: Vector3
  private let samples: [IMUSample]
  private let rateBias: Vector3
  private let period: Double

  init(_ samples: [IMUSample], _ first: Int, rateHertz: Double, rateBias: Vector3) {
    self.samples = samples
    self.rateBias = rateBias
    period = 1 / rateHertz
    gravity = Self.mean(samples, first, rateHertz).direction * Counts.gravity
    // From the middle of the first step to its end.
    attitude = Quaternion(turn: (samples[first].rate - rateBias) * (period / 2))
  }

  static func mean(_ samples: [IMUSample], _ index: Int, _ rateHertz: Double) -> Vector3 {
    let half = Int((rateHertz * 0.015).rounded())
    let forces = samples[(index - half)...(index + half)].map(\.force)
    return forces.reduce(Vector3(), +) * (1 / Double(forces.count))
  }

  mutating func step(_ index: Int) {
    let turn = (samples[index].rate - rateBias) * period
    middle = attitude * Quaternion(turn: turn * 0.5)
    attitude = attitude * Quaternion(turn: turn)
    velocity = velocity + (middle.apply(samples[index].force) - gravity) * period
    position = position + velocity * period
    steps += 1
  }
}

/// Where the sensor stopped rising highest; what comes later has drifted more, and has to be higher
/// by a quarter.
private struct DoubleTop {
  private(set) var position = Vector3()
  private(set) var steps = 0
  private var highest = 0.0
  private var rises = false
  private let up: Vector3

  init(up: Vector3) { self.up = up }

  mutating func look(_ path: DoublePath) {
    let was = rises
    rises = path.velocity.dot(up) > 0
    let height = path.position.dot(up)
    guard was, !rises, height > highest * 1.25 else { return }
    (highest, position, steps) = (height, path.position, path.steps)
  }
}

extension Vector3 {
  /// One long.
  var direction: Vector3 { self * (1 / length) }

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
