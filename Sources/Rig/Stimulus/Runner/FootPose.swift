/// Where the sensor on the shoe is and how the shoe is turned, with rates and accelerations.
struct FootPose {
  var position: JetVector
  var attitude: Attitude

  /// What an accelerometer there feels in the shoe's axes, m/s²: acceleration minus gravity.
  var specificForce: SIMD3<Double> {
    attitude.toShoe(position.acceleration + SIMD3(0, 0, SensorScale.gravity))
  }

  /// What a gyroscope there feels in the shoe's axes, rad/s.
  var angularRate: SIMD3<Double> { attitude.angularRate }
}
