import SoleShoe
import Testing

/// Bytes worked out by hand from the services' tables.
@Suite("Phone payloads")
struct PhonePayloadTests {
  private var run: PhonePayload.Moment {
    var moment = PhonePayload.Moment()
    moment.isMoving = true
    moment.isRunning = true
    moment.speedMillimetresPerSecond = 3200
    moment.cadenceTenthsPerMinute = 1716
    moment.strideMillimetres = 2238
    moment.distanceMillimetres = 7_654_321
    moment.strides = 3421
    moment.samples = 123_456
    moment.sixteenthsSinceStride = 800
    moment.rateHertz = 200
    return moment
  }

  private func bytes(_ payload: PhonePayload) -> [UInt8] { (0..<payload.count).map { payload[$0] } }

  @Test("running speed and cadence: flags, speed, cadence, stride length, total distance")
  func running() {
    // 3.2 m/s are 819/256; 172 steps/min; 224 cm; 76543 dm.
    #expect(
      bytes(.runningMeasurement(run))
        == [0x07, 0x33, 0x03, 172, 0xE0, 0x00, 0xFF, 0x2A, 0x01, 0x00])
    #expect(bytes(.runningFeature) == [0x07, 0x00])
    #expect(bytes(.sensorLocation) == [0x02])
  }

  @Test("walking clears the status bit, standing clears speed, cadence and stride")
  func walkingAndStanding() {
    var moment = run
    moment.isRunning = false
    #expect(bytes(.runningMeasurement(moment))[0] == 0x03)
    moment.isMoving = false
    #expect(
      bytes(.runningMeasurement(moment)) == [0x03, 0, 0, 0, 0, 0, 0xFF, 0x2A, 0x01, 0x00])
  }

  @Test("ANT+ page 1: time and distance of the last stride, speed, strides, latency")
  func page1() {
    // Last stride 50 samples ago: 123406 samples are 617.03 s: 617 mod 256 = 105, 0.03 s = 6/200.
    // 7654.321 m: 7654 mod 256 = 230, 5/16; 3 + 51/256 m/s; 3421 mod 256 = 93; 0.25 s = 8/32.
    #expect(bytes(.stridePage1(run)) == [1, 6, 105, 230, 0x53, 51, 93, 8])
  }

  @Test("ANT+ page 2: strides a minute, speed, status")
  func page2() {
    // 85.8 strides/min are 85 and 12/16.
    #expect(bytes(.stridePage2(run)) == [2, 0xFF, 0xFF, 85, 0xC3, 51, 0xFF, 0x51])
    var still = run
    still.isMoving = false
    #expect(bytes(.stridePage2(still)) == [2, 0xFF, 0xFF, 0, 0, 0, 0xFF, 0x50])
  }

  @Test("what does not fit its field stands at the field's end, or goes round as the page says")
  func extremes() {
    var moment = run
    moment.speedMillimetresPerSecond = .max
    moment.cadenceTenthsPerMinute = .max
    moment.distanceMillimetres = .max
    moment.samples = .max
    moment.sixteenthsSinceStride = .max
    moment.strides = .max
    #expect(bytes(.stridePage1(moment))[4] & 0x0F == 0x0F)
    #expect(bytes(.stridePage1(moment))[5...].elementsEqual([0xFF, 0xFF, 0xFF]))
    #expect(bytes(.stridePage2(moment))[3] == 0xFF)
    #expect(bytes(.runningMeasurement(moment))[3] == 0xFF)
    #expect(bytes(.runningMeasurement(moment)).count == 10)
  }
}
