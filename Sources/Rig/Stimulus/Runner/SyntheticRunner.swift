import Foundation

/// A foot that walks and runs by formula, and the IMU on it.
///
/// The motion is a kinematic model with its own truth; model and sources are written down in
/// `protocols/traces/runner-model.md`. It shares nothing with the gait engine.
package struct SyntheticRunner: Sendable {
  package let parameters: RunnerParameters
  private let motion: FootMotion

  /// Plans the whole motion; throws where a parameter is outside of what the model covers.
  package init(_ parameters: RunnerParameters) throws(RunnerError) {
    try parameters.validate()
    self.parameters = parameters
    motion = FootMotion(RunnerPlan(parameters))
  }

  /// Length of the whole motion: what the segments ask for, give or take a stride each.
  package var durationSeconds: Double { motion.durationSeconds }

  /// The motion as an ideal IMU, mounted in line with the shoe, feels it at one instant.
  package func idealReading(at seconds: Double) -> IdealReading {
    let pose = motion.pose(at: seconds)
    return IdealReading(
      specificForce: pose.specificForce, angularRate: pose.angularRate,
      position: pose.position.value, velocity: pose.position.rate,
      headingRadians: pose.attitude.heading.value, pitchRadians: pose.attitude.pitch.value,
      rollRadians: pose.attitude.roll.value)
  }

  /// The motion through the sensor, as a trace with its truth.
  package func makeTrace(name: String) -> Trace {
    var sensor = SyntheticSensor(parameters)
    let rate = Double(parameters.sampleRateHertz)
    let count = Int((durationSeconds * rate).rounded(.down))
    let samples = (0..<count).map { index in
      sensor.sample(motion, at: Double(index) / rate)
    }
    return Trace(
      name: name, sampleRateHertz: parameters.sampleRateHertz, samples: samples,
      provenance: provenance(clipped: sensor.clippedReadings), truth: truth())
  }

  private func truth() -> Truth {
    let strides = motion.strides.map(\.truth)
    let activities = Set(motion.strides.map(\.shape.activity))
    return Truth(
      strides: strides, strideCount: strides.count,
      distanceMetres: strides.reduce(0) { $0 + ($1.lengthMetres ?? 0) },
      activity: activities.count == 1 ? activities.first : nil,
      source: "kinematics of the synthetic runner, seed \(parameters.seed)")
  }

  private func provenance(clipped: Int) -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(parameters)).map { String(decoding: $0, as: UTF8.self) }
    return [
      "synthetic runner, model 1 (protocols/traces/runner-model.md)",
      "parameters \(json ?? "that do not encode")",
      "\(clipped) readings clipped at the sensor's range",
    ]
  }
}
