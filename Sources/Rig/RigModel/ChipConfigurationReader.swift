internal import Stimulus

extension ChipConfiguration {
  private enum Key: String, YAMLKey {
    case side, mounting, shoe
    case sampleRate = "sample_rate_hz"
    case legLength = "leg_length_mm"
  }

  /// Ranges are the contract's.
  init(yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Key.self)
    if let value = keys[.sampleRate] { sampleRateHertz = try value.integer(100...400, "Hz") }
    if let value = keys[.side] { side = try value.choice(FootSide.self) }
    if let value = keys[.legLength] { legLengthMillimetres = try value.integer(400...1400, "mm") }
    mounting = try keys.optional(.mounting, Quaternion.init(yaml:))
    shoe = try keys.optional(.shoe, ShoeSettings.init(yaml:))
  }
}

extension Quaternion {
  private enum Key: String, YAMLKey { case w, x, y, z }

  /// The chip refuses a quaternion whose length is off by more than 1 %.
  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    self.init(
      w: try keys.required(.w).number(-1...1), x: try keys.required(.x).number(-1...1),
      y: try keys.required(.y).number(-1...1), z: try keys.required(.z).number(-1...1))
    let length = (w * w + x * x + y * y + z * z).squareRoot()
    guard abs(length - 1) < 0.01 else {
      throw yaml.fail(
        "has the length \((length * 1000).rounded() / 1000)",
        hint: "a turn is a quaternion of length 1; leave it out to let the chip find it")
    }
  }
}
