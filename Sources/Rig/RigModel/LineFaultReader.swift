extension LineFault.Kind: YAMLKey {}

extension LineFault {
  private enum NoiseKey: String, YAMLKey {
    case at = "at_sample"
    case bytes, seed
  }

  private enum LostKey: String, YAMLKey {
    case at = "at_sample"
    case samples
  }

  private enum ExtraKey: String, YAMLKey { case at = "at_sample" }

  /// Longest chunk that is sure to be too short for a frame.
  private static let noiseBytes = 1...6
  /// Most samples in one frame; the contract's limit.
  private static let frameSamples: ClosedRange<UInt32> = 1...20
  private static let places: ClosedRange<UInt32> = 0...100_000_000

  /// A case's faults in the order of their places; none where the key is not given.
  static func read(_ list: YAMLValue?) throws(ModelError) -> [Located<LineFault>] {
    var faults: [Located<LineFault>] = []
    for item in try list?.items() ?? [] {
      faults.append(Located(try LineFault(item), at: item.position))
    }
    faults.sort { $0.value.atSample < $1.value.atSample }
    for (first, second) in zip(faults, faults.dropFirst())
    where second.value.atSample < first.value.lostSamples.upperBound {
      throw list?.reader.fail(
        second.position,
        "`\(second.value.kind.rawValue)` at sample \(second.value.atSample) lies among samples "
          + "that the fault in line \(first.position.line) takes away", hint: "put it elsewhere")
        ?? ModelError(.readSuite, "two faults overlap")
    }
    return faults
  }

  private init(_ yaml: YAMLValue) throws(ModelError) {
    let (kind, value) = try yaml.variant(Kind.self, called: "fault")
    switch kind {
    case .noise:
      let keys = try value.object(NoiseKey.self)
      self = .noise(
        atSample: try keys.required(.at).integer(Self.places),
        bytes: try keys.required(.bytes).integer(Self.noiseBytes, "bytes"),
        seed: try keys[.seed]?.integer(0...UInt64.max) ?? 1)
    case .crcError:
      let keys = try value.object(LostKey.self)
      self = .crcError(
        atSample: try keys.required(.at).integer(Self.places),
        samples: try keys[.samples]?.integer(Self.frameSamples, "samples") ?? 8)
    case .skip:
      let keys = try value.object(LostKey.self)
      self = .skip(
        atSample: try keys.required(.at).integer(Self.places),
        samples: try keys[.samples]?.integer(1...60_000, "samples") ?? 1)
    case .cutFrame: self = .cutFrame(atSample: try Self.place(value))
    case .oversizeFrame: self = .oversizeFrame(atSample: try Self.place(value))
    case .unknownType: self = .unknownType(atSample: try Self.place(value))
    }
  }

  private static func place(_ value: YAMLValue) throws(ModelError) -> UInt32 {
    try value.object(ExtraKey.self).required(.at).integer(places)
  }
}
