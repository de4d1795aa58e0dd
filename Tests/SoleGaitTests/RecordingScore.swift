@testable import SoleGait

/// What the engine found in recordings, against their references.
struct RecordingScore {
  var found = 0
  var expected = 0
  var detected = 0
  var wrong = 0
  /// Relative errors of stride length.
  var errors: [Double] = []
  /// Errors of cadence in steps a minute, where the reference tells contacts.
  var cadenceErrors: [Double] = []
  /// Strides that the reference is sure of: what the engine told of them.
  var steady: [Stride] = []

  var foundPart: Double { Double(found) / Double(max(expected, 1)) }
  var wrongPart: Double { Double(wrong) / Double(max(detected, 1)) }
  var meanAbsoluteError: Double { errors.reduce(0) { $0 + abs($1) } / Double(max(errors.count, 1)) }

  /// Runs the engine over a recording, and only then looks at the reference.
  mutating func judge(_ recording: Recording, rateHertz: UInt16) {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: rateHertz))
    var events = engine.consumeAll(recording.samples(rateHertz: rateHertz))
    events += engine.finishAll()
    let strides = events.strides
    detected += strides.count
    if let reference = recording.reference.strides {
      compare(strides, reference, recording, rateHertz)
    } else if let count = recording.reference.strideCount {
      expected += count
      found += min(strides.count, count)
      wrong += max(strides.count - count, 0)
    }
  }

  /// A stride that was found is the reference's in which its middle lies, and only one can be.
  private mutating func compare(
    _ strides: [Stride], _ references: [Recording.ReferenceStride], _ recording: Recording,
    _ rateHertz: UInt16
  ) {
    let ticks = 32 * Double(rateHertz)
    let middles = strides.map {
      recording.startSeconds + (Double($0.startMidstance) + Double($0.endMidstance)) / ticks
    }
    for reference in references {
      let inside = strides.indices.filter {
        middles[$0] >= reference.start && middles[$0] < reference.end
      }
      wrong += max(inside.count - 1, 0)
      guard recording.judges(reference) else { continue }
      expected += 1
      guard let first = inside.first else { continue }
      found += 1
      steady.append(strides[first])
      if let contact = reference.contact, let before = reference.contactBefore {
        cadenceErrors.append(
          Double(strides[first].cadenceTenthsPerMinute) / 10 - 120 / (contact - before))
      }
      errors.append(
        Double(strides[first].strideLengthMillimetres) / 1000 / reference.lengthMetres - 1)
    }
  }
}

extension Recording {
  /// Whether the reference is sure of a stride, as the recordings' notes tell.
  fileprivate func judges(_ stride: ReferenceStride) -> Bool {
    if name.hasPrefix("gaitmap") { return stride.seconds < 1.4 && stride.lengthMetres > 0.8 }
    return stride.steady ?? true
  }
}
