extension Sidecar {
  /// Unit of the acceleration, from the part of "units" before the gyroscope's.
  var accelerationUnit: ImportOptions.AccelerationUnit? {
    let text = unitParts.acceleration
    if ["m/s^2", "m/s²", "m/s2", "m/s/s", "m s-2"].contains(where: text.contains) {
      return .metresPerSecondSquared
    }
    let words = text.split { !$0.isLetter && !$0.isNumber }
    return words.contains("g") ? .g : nil
  }

  /// Unit of the angular rate, from the gyroscope's part of "units".
  var angularRateUnit: ImportOptions.AngularRateUnit? {
    let text = unitParts.angularRate
    if text.contains("rad") { return .radiansPerSecond }
    return ["deg/s", "°/s", "dps", "deg s"].contains(where: text.contains)
      ? .degreesPerSecond : nil
  }

  private var unitParts: (acceleration: String, angularRate: String) {
    let text = (units ?? "").lowercased()
    guard let gyroscope = text.firstRange(of: "gyr") else { return (text, text) }
    return (String(text[..<gyroscope.lowerBound]), String(text[gyroscope.lowerBound...]))
  }
}
