/// What a radio would send to a phone, byte for byte.
///
/// Sources: Bluetooth SIG, Running Speed and Cadence Service 1.0 and its characteristics 0x2A53,
/// 0x2A54 and 0x2A5D; ANT+ device profile "Stride Based Speed and Distance Monitor", data pages 1
/// and 2.
public struct PhonePayload: Equatable, Sendable {
  private var storage = InlineArray<10, UInt8>(repeating: 0)
  public private(set) var count = 0

  public subscript(index: Int) -> UInt8 { storage[index] }

  private mutating func append(_ byte: UInt32) {
    storage[count] = UInt8(truncatingIfNeeded: byte)
    count += 1
  }

  private mutating func append16(_ value: UInt32) {
    append(value)
    append(value >> 8)
  }

  public static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left[index] != right[index] { return false }
    return true
  }

  /// What is known of the run at a moment.
  public struct Moment: Sendable {
    public var isMoving = false
    public var isRunning = false
    public var speedMillimetresPerSecond: UInt16 = 0
    /// Steps of both feet.
    public var cadenceTenthsPerMinute: UInt16 = 0
    public var strideMillimetres: UInt16 = 0
    public var distanceMillimetres: UInt32 = 0
    public var strides: UInt32 = 0
    /// Sample time, and how much of it passed since the end of the last stride.
    public var samples: UInt32 = 0
    public var sixteenthsSinceStride: UInt32 = 0
    public var rateHertz: UInt32 = 200

    public init() {}

    /// In 1/256 m/s, rounded.
    var speed: UInt32 {
      isMoving ? (UInt32(speedMillimetresPerSecond) * 256 + 500) / 1000 : 0
    }
  }

  /// Running Speed and Cadence measurement (0x2A53) with stride length, total distance and status.
  ///
  /// The cadence is in steps a minute, as phones and watches show it.
  public static func runningMeasurement(_ moment: Moment) -> PhonePayload {
    var payload = PhonePayload()
    payload.append(moment.isMoving && moment.isRunning ? 0b111 : 0b011)
    payload.append16(moment.speed)
    let cadence = moment.isMoving ? (UInt32(moment.cadenceTenthsPerMinute) + 5) / 10 : 0
    payload.append(min(cadence, 255))
    payload.append16(moment.isMoving ? (UInt32(moment.strideMillimetres) + 5) / 10 : 0)
    let decimetres = moment.distanceMillimetres / 100
    payload.append16(decimetres)
    payload.append16(decimetres >> 16)
    return payload
  }

  /// Running Speed and Cadence feature (0x2A54): stride length, total distance, walking or running.
  public static var runningFeature: PhonePayload {
    var payload = PhonePayload()
    payload.append16(0b00111)
    return payload
  }

  /// Sensor location (0x2A5D): in the shoe.
  public static var sensorLocation: PhonePayload {
    var payload = PhonePayload()
    payload.append(2)
    return payload
  }

  /// ANT+ data page 1: time and distance of the last stride, speed, strides, and how old that is.
  public static func stridePage1(_ moment: Moment) -> PhonePayload {
    var payload = PhonePayload()
    let rate = moment.rateHertz
    let sinceStride = min(moment.sixteenthsSinceStride / 16, moment.samples)
    let ticks = UInt64(moment.samples - sinceStride) * 200 / UInt64(rate)
    payload.append(1)
    payload.append(UInt32(ticks % 200))
    payload.append(UInt32(truncatingIfNeeded: ticks / 200))
    let sixteenths = UInt64(moment.distanceMillimetres) * 16 / 1000
    payload.append(UInt32(truncatingIfNeeded: sixteenths / 16))
    payload.append(UInt32(sixteenths % 16) << 4 | min(moment.speed, 0xFFF) >> 8)
    payload.append(min(moment.speed, 0xFFF))
    payload.append(moment.strides)
    let latency = UInt64(moment.sixteenthsSinceStride) * 2 / UInt64(rate)
    payload.append(UInt32(min(latency, 255)))
    return payload
  }

  /// ANT+ data page 2: cadence in strides a minute, speed, and the status: in the midsole, battery
  /// good (this chip can't measure it), healthy, active or not.
  public static func stridePage2(_ moment: Moment) -> PhonePayload {
    var payload = PhonePayload()
    // In 1/16 strides a minute, two steps each.
    let cadence = moment.isMoving ? UInt32(moment.cadenceTenthsPerMinute) * 4 / 5 : 0
    payload.append(2)
    payload.append16(0xFFFF)
    payload.append(min(cadence / 16, 255))
    payload.append((cadence % 16) << 4 | min(moment.speed, 0xFFF) >> 8)
    payload.append(min(moment.speed, 0xFFF))
    payload.append(0xFF)
    payload.append(0b0101_0000 | (moment.isMoving ? 1 : 0))
    return payload
  }
}
