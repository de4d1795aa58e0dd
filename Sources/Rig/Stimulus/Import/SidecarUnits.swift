extension Sidecar {
  /// Unit of the acceleration, from the part of "units" before the gyroscope's.
  var accelerationUnit: ImportOptions.AccelerationUnit? {
    let text = unitParts.acceleration
    let forms = ["m/s^2", "m/s²", "m/s2", "m/s/s", "m s-2"]
    if forms.contains(where: { text.contains($0) }) {
      return Self.isPlain(forms, in: text) ? .metresPerSecondSquared : nil
    }
    let words = text.split { !$0.isLetter && !$0.isNumber }
    return words.contains("g") ? .g : nil
  }

  /// Unit of the angular rate, from the gyroscope's part of "units".
  var angularRateUnit: ImportOptions.AngularRateUnit? {
    let text = unitParts.angularRate
    if text.contains("rad") { return Self.isPlain(["rad"], in: text) ? .radiansPerSecond : nil }
    return Self.isPlain(["deg/s", "°/s", "dps", "deg s"], in: text) ? .degreesPerSecond : nil
  }

  /// Whether one of the forms stands in the text without a letter before it: "mm/s^2" is not
  /// "m/s^2", nor "mdps" "dps".
  private static func isPlain(_ forms: [String], in text: String) -> Bool {
    forms.contains { form in
      text.ranges(of: form).contains { range in
        !(text[..<range.lowerBound].last?.isLetter ?? false)
      }
    }
  }

  private var unitParts: (acceleration: String, angularRate: String) {
    let text = (units ?? "").lowercased()
    guard let gyroscope = text.firstRange(of: "gyr") else { return (text, text) }
    return (String(text[..<gyroscope.lowerBound]), String(text[gyroscope.lowerBound...]))
  }
}
