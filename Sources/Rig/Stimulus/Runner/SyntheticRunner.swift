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
    let position = parameters.sensor.positionMetres
    motion = FootMotion(
      RunnerPlan(parameters),
      sensor: SIMD3(position[0], position[1], position[2]) - ShoeShape.fromHeel)
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
    let schedule = SampleSchedule(parameters, durationSeconds: durationSeconds)
    var samples: [TraceSample] = []
    samples.reserveCapacity(schedule.readings.count)
    var last = -1
    for reading in schedule.readings {
      // A reading that comes twice is the same, noise and all.
      samples.append(
        reading == last
          ? samples[samples.count - 1]
          : sensor.sample(motion, at: schedule.seconds(ofReading: reading)))
      last = reading
    }
    return Trace(
      name: name, sampleRateHertz: parameters.sampleRateHertz, samples: samples,
      provenance: provenance(clipped: sensor.clippedReadings, schedule),
      truth: truth(schedule))
  }

  private func truth(_ schedule: SampleSchedule) -> Truth {
    let strides = motion.strides.map { $0.truth.moved(schedule.sampleSeconds) }
    let activities = Set(motion.strides.map(\.shape.activity))
    return Truth(
      strides: strides, strideCount: strides.count,
      distanceMetres: strides.reduce(0) { $0 + ($1.lengthMetres ?? 0) },
      activity: activities.count == 1 ? activities.first : nil,
      source: "kinematics of the synthetic runner, model 2, seed \(parameters.seed)")
  }

  private func provenance(clipped: Int, _ schedule: SampleSchedule) -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(parameters)).map { String(decoding: $0, as: UTF8.self) }
    var facts = [
      "synthetic runner, model 2 (protocols/traces/runner-model.md)",
      "parameters \(json ?? "that do not encode")",
      "\(clipped) readings clipped at the sensor's range",
    ]
    if schedule.dropped + schedule.repeated > 0 {
      facts.append("\(schedule.dropped) readings dropped, \(schedule.repeated) given twice")
    }
    return facts
  }
}
