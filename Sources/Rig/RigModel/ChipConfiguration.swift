package import Stimulus

/// What the chip is told before a case starts.
package struct ChipConfiguration: Codable, Equatable, Sendable {
  package var sampleRateHertz: UInt16
  package var side: FootSide
  package var legLengthMillimetres: UInt16
  /// Turns sensor axes into shoe axes; nil leaves it to the chip to find it.
  package var mounting: Quaternion?
  /// What the shoe is asked for beyond gait; nil asks for nothing.
  package var shoe: ShoeSettings?

  package init(
    sampleRateHertz: UInt16 = 200, side: FootSide = .right, legLengthMillimetres: UInt16 = 900,
    mounting: Quaternion? = nil, shoe: ShoeSettings? = nil
  ) {
    self.sampleRateHertz = sampleRateHertz
    self.side = side
    self.legLengthMillimetres = legLengthMillimetres
    self.mounting = mounting
    self.shoe = shoe
  }
}

/// A unit quaternion.
package struct Quaternion: Codable, Equatable, Sendable {
  package var w: Double
  package var x: Double
  package var y: Double
  package var z: Double

  package init(w: Double, x: Double, y: Double, z: Double) {
    self.w = w
    self.x = x
    self.y = y
    self.z = z
  }
}
