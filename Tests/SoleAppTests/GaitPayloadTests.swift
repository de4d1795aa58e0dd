import SoleApp
import SoleLink
import Testing

@Suite("What is said of gait")
struct GaitPayloadTests {
  @Test("strides and summaries are the same, whatever the frames and the clock")
  func sameBytes() throws {
    let walk = Walk.samples(seconds: 12)
    let reference = try play(walk, perFrame: 20, .asFastAsPossible)
    #expect(reference.strides.count >= 8)
    #expect(reference.summaries.count == 13)
    for clock in [Wire.SampleClock.asFastAsPossible, .realTime] {
      for count in [1, 7, 20] {
        let messages = try play(walk, perFrame: count, clock)
        #expect(messages.gait == reference.gait, "\(count) samples a frame, \(clock)")
        #expect(messages.faults.isEmpty)
      }
    }
  }

  @Test("strides and summaries around a gap are the same in both clocks")
  func sameGap() throws {
    let walk = Walk.samples(seconds: 12)
    let reference = try play(walk, perFrame: 20, .asFastAsPossible, without: 1000..<1600)
    let messages = try play(walk, perFrame: 7, .realTime, without: 1000..<1600)
    #expect(messages.gait == reference.gait)
    #expect(messages.summaries.map(\.sampleIndex) == (1...12).map { $0 * 200 } + [2400])
    #expect(messages.faults.map(\.count) == [600])
  }

  @Test("the engine learns of a gap: sample time goes on, and no stride spans it")
  func engineLearns() throws {
    let walk = Walk.samples(seconds: 12)
    let strides = try play(walk, perFrame: 20, .asFastAsPossible, without: 1000..<1600).strides
    #expect(strides.contains { $0.emittedIndex < 1000 } && strides.contains { $0.number > 5 })
    for stride in strides {
      let (start, end) = (stride.startMidstance / 16, stride.endMidstance / 16)
      #expect(end <= stride.emittedIndex && stride.emittedIndex - end < 300)
      #expect(end <= 1000 || start >= 1600, "\(start) to \(end)")
    }
  }

  @Test("a mounted sensor is turned into the shoe's axes")
  func mounting() throws {
    let walk = Walk.samples(seconds: 6)
    // Sensor x points to the left: a quarter turn about z brings it to the shoe's y.
    let turned = walk.map {
      Wire.Sample(
        accelerationX: $0.accelerationY, accelerationY: -$0.accelerationX,
        accelerationZ: $0.accelerationZ, angularRateX: $0.angularRateY,
        angularRateY: -$0.angularRateX, angularRateZ: $0.angularRateZ)
    }
    let straight = Wire.Configure(sampleRate: 200, legLength: 900, mountingW: 16384)
    let mounted = Wire.Configure(
      sampleRate: 200, legLength: 900, mountingW: 11585, mountingZ: 11585)
    let reference = try play(walk, perFrame: 20, .asFastAsPossible, configure: straight).strides
    let strides = try play(turned, perFrame: 20, .asFastAsPossible, configure: mounted).strides
    #expect(reference.count >= 3)
    try #require(strides.count == reference.count)
    for (stride, same) in zip(strides, reference) {
      #expect(stride.endMidstance == same.endMidstance)
      #expect(stride.initialContact == same.initialContact)
      // Other axes round otherwise.
      #expect(abs(Int(stride.strideLength) - Int(same.strideLength)) <= 1)
      #expect(abs(stride.strikeAngle - same.strikeAngle) <= 2)
      #expect(abs(stride.pronation - same.pronation) <= 2)
    }
  }

  @Test("a calibration is kept, told, and multiplies every length")
  func calibration() throws {
    let walk = Walk.samples(seconds: 6)
    let plain = try play(walk, perFrame: 20, .asFastAsPossible)
    let rig = Rig()
    _ = try rig.ask(Wire.Configure(sampleRate: 200, legLength: 900, calibration: 11_000))
    #expect(rig.board.takeActions() == [.keepCalibration(11_000)])
    // The next configuration leaves it as it is.
    let configure = Wire.Configure(sampleRate: 200, legLength: 900)
    let longer = try play(walk, perFrame: 20, .asFastAsPossible, configure: configure, on: rig)
    try #require(longer.strides.count == plain.strides.count)
    for (stride, same) in zip(longer.strides, plain.strides) {
      #expect(abs(Double(stride.strideLength) / Double(same.strideLength) - 1.1) < 0.002)
    }
    let answer = try rig.ask(Wire.Hello(contractHash: Wire.contractHash))
    guard case .identity(let identity)? = answer.first else {
      Issue.record("no identity: \(answer)")
      return
    }
    #expect(identity.calibration == 11_000)
  }

  private func play(
    _ samples: [Wire.Sample], perFrame: Int, _ clock: Wire.SampleClock,
    without gap: Range<Int> = 0..<0, configure: Wire.Configure? = nil, on rig: Rig = Rig()
  ) throws -> [ChipMessage] {
    if let configure { _ = try rig.ask(configure) }
    _ = try rig.start(clock)
    var messages: [ChipMessage] = []
    var index = 0
    while index < samples.count {
      if index == gap.lowerBound { index = max(index, gap.upperBound) }
      let limit = index < gap.lowerBound ? gap.lowerBound : samples.count
      let end = min(index + perFrame, limit)
      messages += try rig.ask(
        Wire.Samples(firstIndex: UInt32(index), samples: .init(samples[index..<end])))
      // In real time a few ticks at a time, so that the queue neither runs dry nor over.
      if clock == .asFastAsPossible {
        messages += try rig.work()
      } else if index >= 64 {
        messages += try rig.tick(UInt32(index == gap.upperBound ? gap.count + perFrame : perFrame))
      }
      index = end
    }
    messages += try rig.ask(Wire.Stop(session: 1, endIndex: UInt32(samples.count)))
    messages += try clock == .realTime ? rig.tick(UInt32(samples.count)) : rig.work()
    #expect(messages.results(of: 4) == [.done])
    return messages
  }
}
