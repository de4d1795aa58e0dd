import SoleGait
import SoleLink
import Stimulus

/// The engine alone, with other constants than the chip's.
struct TunedChip {
  var tuning: Tuning

  /// Plays one subject; what the engine's metrics don't need stays empty.
  func play(_ subject: Subject) -> ChipAnswer {
    var engine = GaitEngine(
      GaitConfiguration(sampleRateHertz: subject.sampleRateHertz, isLeft: subject.isLeft), tuning)
    var answer = ChipAnswer()
    for sample in subject.samples where engine.consume(IMUSample(sample)) == .stride {
      answer.strides.append(Wire.Stride(engine.stride, at: engine.sampleIndex))
    }
    while let event = engine.finish() {
      if event == .stride {
        answer.strides.append(Wire.Stride(engine.stride, at: engine.sampleIndex))
      }
    }
    return answer
  }
}

extension IMUSample {
  fileprivate init(_ sample: TraceSample) {
    self.init(
      accelerationX: sample.accelerationX, accelerationY: sample.accelerationY,
      accelerationZ: sample.accelerationZ, angularRateX: sample.angularRateX,
      angularRateY: sample.angularRateY, angularRateZ: sample.angularRateZ)
  }
}

extension Wire.Stride {
  fileprivate init(_ stride: SoleGait.Stride, at index: UInt32) {
    self.init(
      emittedIndex: index, number: stride.number, startMidstance: stride.startMidstance,
      toeOff: stride.toeOff, initialContact: stride.initialContact,
      endMidstance: stride.endMidstance, strideTime: stride.strideTimeTenthMilliseconds,
      strideLength: stride.strideLengthMillimetres, cadence: stride.cadenceTenthsPerMinute,
      contactTime: stride.contactTimeTenthMilliseconds,
      quality: Wire.StrideQuality(rawValue: stride.quality.rawValue))
  }
}
