internal import SoleLink

/// A stride as the board told it, its times unwrapped and in seconds of sample time.
struct DetectedStride {
  let message: Wire.Stride
  let start: Double
  let end: Double
  let contact: Double
  let toeOff: Double

  /// Sample times wrap with `UInt32` in 1/16 sample: they are read as those nearest to the index at
  /// which the event left, which wraps sixteen times later.
  init(_ message: Wire.Stride, sampleRateHertz: UInt16) {
    let emitted = Int64(message.emittedIndex) * 16
    let perSecond = Double(sampleRateHertz) * 16
    func seconds(_ time: UInt32) -> Double {
      let before = Int32(bitPattern: UInt32(truncatingIfNeeded: emitted) &- time)
      return Double(emitted - Int64(before)) / perSecond
    }
    self.message = message
    start = seconds(message.startMidstance)
    end = seconds(message.endMidstance)
    contact = seconds(message.initialContact)
    toeOff = seconds(message.toeOff)
  }

  var middle: Double { (start + end) / 2 }
  var lengthMillimetres: Double { Double(message.strideLength) }
  var cadencePerMinute: Double { Double(message.cadence) / 10 }

  /// Device time of its initial contact, in microseconds, where the first sample was due at a time; nil
  /// where no chip could tell such a contact.
  func contactTime(firstTick: UInt64) -> UInt64? {
    Int64(exactly: (contact * 1e6).rounded()).map { firstTick &+ UInt64(bitPattern: $0) }
  }

  /// Sample time from the stride's end to when its event left, in milliseconds.
  func delayMilliseconds(sampleRateHertz: UInt16) -> Double {
    (Double(message.emittedIndex) / Double(sampleRateHertz) - end) * 1000
  }
}
