extension Sidecar {
  /// The reference as truth; nil where the sidecar has none that can be judged by.
  ///
  /// - Parameter firstSeconds: time of the CSV's first row, which becomes 0.
  func truth(firstSeconds: Double) -> Truth? {
    let strides = (strides ?? []).enumerated().map { index, stride in
      stride.truth(
        isSteady: isSteady(stride, at: index), activity: personActivity,
        firstSeconds: firstSeconds)
    }
    if strides.isEmpty && trueDistanceMetres == nil { return nil }
    return Truth(
      strides: strides.sorted { $0.startSeconds < $1.startSeconds },
      // Only where the whole way was measured does the count cover the whole recording.
      strideCount: trueDistanceMetres == nil ? nil : strideCount,
      distanceMetres: trueDistanceMetres, activity: personActivity,
      source: [reference, source].compactMap { $0 }.joined(separator: "; "),
      caveats: allCaveats)
  }

  /// Whether a judge may hold a device to a stride.
  ///
  /// The reference's own mark where it has one. Where motion capture tells events, strides cut
  /// short at its borders and turns show as long or short: under 1.4 s and over 0.8 m count.
  /// Else the first and the last are left out: they start and stop.
  private func isSteady(_ stride: Stride, at index: Int) -> Bool {
    if let mark = stride.isSteady { return mark }
    if stride.contactSeconds != nil || stride.toeOffSeconds != nil {
      let seconds = stride.strideTimeSeconds ?? (stride.endSeconds - stride.startSeconds)
      return seconds < 1.4 && (stride.lengthMetres ?? 0) > 0.8
    }
    return index > 0 && index + 1 < (strides?.count ?? 0)
  }

  /// Walk or run where the words leave no doubt; "mixed walk/fast/run-like" stays open.
  private var personActivity: Activity? {
    guard let words = activity?.lowercased(), !words.contains("mixed") else { return nil }
    let walks = words.contains("walk")
    let runs =
      (words.contains("run") || words.contains("jog")) && !words.contains("near-run")
    if walks == runs { return nil }
    return walks ? .walk : .run
  }

  private var allCaveats: String? {
    var notes = [caveats].compactMap { $0 }
    if detectedTimes != nil {
      notes.append("stride times are the data set's own still phases; lengths are measured")
    }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }

  /// Facts for the trace's provenance.
  var provenance: [String] {
    var facts = [
      ("source", source), ("licence", licence), ("sensor", sensor), ("axes", axes),
      ("activity", activity), ("reference", reference), ("caveats", caveats),
    ].compactMap { name, value in value.map { "\(name): \($0)" } }
    if let metres = approximateDistanceMetres { facts.append("about \(metres) m") }
    if closesLoop == true { facts.append("ends where it began") }
    return facts
  }
}

extension Sidecar.Stride {
  fileprivate func truth(
    isSteady: Bool, activity: Activity?, firstSeconds: Double
  ) -> TruthStride {
    TruthStride(
      startSeconds: startSeconds - firstSeconds, endSeconds: endSeconds - firstSeconds,
      toeOffSeconds: toeOffSeconds.map { $0 - firstSeconds },
      initialContactSeconds: contactSeconds.map { $0 - firstSeconds },
      lengthMetres: lengthMetres, clearanceMetres: clearanceMetres, activity: activity,
      isSteady: isSteady)
  }
}
