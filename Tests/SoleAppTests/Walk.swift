import Foundation
import SoleLink

/// A foot that strides once a second, flat over the ground: stands for 0.4 s, then swings forward.
enum Walk {
  static func samples(seconds: Int) -> [Wire.Sample] {
    (0..<seconds * 200).map { index in
      let time = Double(index % 200) / 200
      guard time >= 0.4 else { return Wire.Sample(accelerationZ: 2048) }
      // Over a swing of 0.6 s, A sin 2πt/T moves the foot by A T² / 2π: 1.2 m.
      let phase = (time - 0.4) / 0.6 * 2 * Double.pi
      let forward = 1.2 * 2 * Double.pi / (0.6 * 0.6) / 9.80665 * 2048 * sin(phase)
      let pitch = 300 * 16.4 * sin(phase)
      return Wire.Sample(
        accelerationX: Int16(forward), accelerationZ: 2048, angularRateY: Int16(pitch))
    }
  }
}
