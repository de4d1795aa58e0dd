internal import Foundation

/// A run as a FIT activity file, as sport sites take it.
///
/// Message and field numbers, units and scales are those of the FIT profile.
package enum FITActivity {
  private enum Message {
    static let fileID: UInt16 = 0
    static let session: UInt16 = 18
    static let lap: UInt16 = 19
    static let record: UInt16 = 20
    static let event: UInt16 = 21
    static let deviceInfo: UInt16 = 23
    static let activity: UInt16 = 34
    static let fileCreator: UInt16 = 49
  }

  private static let timestamp: UInt8 = 253
  private static let messageIndex: UInt8 = 254
  /// For makers without a number of their own.
  private static let developmentManufacturer: UInt16 = 255
  private static let running: UInt8 = 1
  private static let walking: UInt8 = 11
  private static let stop: UInt8 = 1
  /// 1989-12-31T00:00:00Z, from which FIT counts seconds.
  private static let epoch = 631_065_600.0
  private static let deviceName = "solerig smart shoe"

  package static func encode(_ activity: RunActivity) -> [UInt8] {
    var file = FITFile()
    let times = Times(activity)
    describe(activity, times, &file)
    file.add(
      Message.event,
      [
        .init(timestamp, .uint32(times.start)), .init(0, .enumerated(0)), .init(1, .enumerated(0)),
      ])
    for second in activity.seconds {
      file.add(Message.record, record(second, times))
    }
    file.add(
      Message.event,
      [.init(timestamp, .uint32(times.end)), .init(0, .enumerated(0)), .init(1, .enumerated(4))])
    let splits = activity.splits()
    for split in splits {
      file.add(Message.lap, lap(split, isLast: split.number == splits.count, activity, times))
    }
    file.add(Message.session, session(activity, splits.count, times))
    file.add(
      Message.activity,
      [
        .init(timestamp, .uint32(times.end)),
        .init(0, .uint32(milliseconds(activity.movingSeconds))), .init(1, .uint16(1)),
        .init(2, .enumerated(0)), .init(3, .enumerated(26)), .init(4, .enumerated(stop)),
      ])
    return file.bytes
  }

  /// Seconds since FIT's epoch.
  private struct Times {
    let start: UInt32
    let end: UInt32

    init(_ activity: RunActivity) {
      start = UInt32(clamping: Int64(activity.start.timeIntervalSince1970 - FITActivity.epoch))
      end = start &+ UInt32(activity.durationSeconds.rounded(.up))
    }

    func at(_ seconds: Double) -> UInt32 { start &+ UInt32(max(0, seconds.rounded())) }
  }

  private static func describe(_ activity: RunActivity, _ times: Times, _ file: inout FITFile) {
    let device = activity.device
    // Serial numbers of FIT have 32 bits: the lower half of the chip's id.
    let serial = UInt32(device.uniqueID.suffix(8), radix: 16) ?? 0
    let version = device.firmwareVersion.split(separator: ".").compactMap { UInt16($0) }
    let hundredths = (version.first ?? 0) &* 100 &+ (version.dropFirst().first ?? 0)
    file.add(
      Message.fileID,
      [
        .init(0, .enumerated(4)), .init(1, .uint16(developmentManufacturer)),
        .init(2, .uint16(1)), .init(3, .uint32z(serial)), .init(4, .uint32(times.start)),
        .init(8, .text(deviceName, bytes: 32)),
      ])
    file.add(Message.fileCreator, [.init(0, .uint16(hundredths))])
    file.add(
      Message.deviceInfo,
      [
        .init(timestamp, .uint32(times.start)), .init(0, .uint8(0)),
        .init(2, .uint16(developmentManufacturer)), .init(3, .uint32z(serial)),
        .init(4, .uint16(1)), .init(5, .uint16(hundredths)),
        .init(27, .text(deviceName, bytes: 32)),
      ])
  }

  private static func record(_ second: RunActivity.Second, _ times: Times) -> [FITFile.Field] {
    let strides = second.stepsPerMinute / 2
    var fields: [FITFile.Field] = [
      .init(timestamp, .uint32(times.at(Double(second.second)))),
      .init(5, .uint32(scaled(second.metres, 100))),
      .init(73, .uint32(scaled(second.metresPerSecond, 1000))),
      .init(4, .uint8(UInt8(clamping: Int(strides)))),
      .init(53, .uint8(UInt8(clamping: Int((strides - strides.rounded(.down)) * 128)))),
      .init(42, .enumerated(second.activity == .run ? 1 : 6)),
    ]
    if let length = second.stepLengthMillimetres {
      fields.append(.init(85, .uint16(UInt16(clamping: Int(length * 10)))))
    }
    if let contact = second.contactTimeMilliseconds {
      fields.append(.init(41, .uint16(UInt16(clamping: Int(contact * 10)))))
      if let stride = second.strideTimeMilliseconds, stride > 0 {
        fields.append(.init(40, .uint16(UInt16(clamping: Int(contact / stride * 10_000)))))
      }
    }
    return fields
  }

  private static func lap(
    _ split: RunActivity.Split, isLast: Bool, _ activity: RunActivity, _ times: Times
  ) -> [FITFile.Field] {
    // The timer of a sport watch stands still where its runner does.
    let moving = split.movingSeconds
    let speed = moving > 0 ? split.metres / moving : 0
    let cadence = moving > 0 ? Double(split.strides) * 60 / moving : 0
    return [
      .init(messageIndex, .uint16(UInt16(clamping: split.number - 1))),
      .init(timestamp, .uint32(times.at(split.endSeconds))),
      .init(2, .uint32(times.at(split.startSeconds))),
      .init(7, .uint32(milliseconds(split.seconds))),
      .init(8, .uint32(milliseconds(moving))),
      .init(9, .uint32(scaled(split.metres, 100))),
      .init(10, .uint32(UInt32(split.strides))),
      .init(110, .uint32(scaled(speed, 1000))),
      .init(17, .uint8(UInt8(clamping: Int(cadence)))),
      .init(0, .enumerated(9)), .init(1, .enumerated(stop)),
      .init(24, .enumerated(isLast ? 7 : 2)), .init(25, .enumerated(sport(activity))),
    ]
  }

  private static func session(
    _ activity: RunActivity, _ laps: Int, _ times: Times
  ) -> [FITFile.Field] {
    let duration = activity.durationSeconds
    let cadence = activity.meanStepsPerMinute / 2
    var fields: [FITFile.Field] = [
      .init(messageIndex, .uint16(0)), .init(timestamp, .uint32(times.end)),
      .init(2, .uint32(times.start)), .init(5, .enumerated(sport(activity))),
      .init(6, .enumerated(0)), .init(7, .uint32(milliseconds(duration))),
      .init(8, .uint32(milliseconds(activity.movingSeconds))),
      .init(9, .uint32(scaled(activity.metres, 100))),
      .init(10, .uint32(UInt32(activity.strideCount))),
      .init(124, .uint32(scaled(activity.meanMetresPerSecond, 1000))),
      .init(18, .uint8(UInt8(clamping: Int(cadence)))), .init(25, .uint16(0)),
      .init(26, .uint16(UInt16(clamping: laps))), .init(0, .enumerated(8)),
      .init(1, .enumerated(stop)), .init(28, .enumerated(0)),
    ]
    if let summary = activity.run.summary {
      let top = Double(summary.topSpeedMillimetresPerSecond) / 1000
      fields.append(.init(11, .uint16(UInt16(clamping: Int(summary.kilocalories.rounded())))))
      fields.append(.init(125, .uint32(scaled(top, 1000))))
    }
    if let contact = activity.meanContactTimeMilliseconds {
      fields.append(.init(91, .uint16(UInt16(clamping: Int(contact * 10)))))
    }
    if let length = activity.meanStepLengthMillimetres {
      fields.append(.init(134, .uint16(UInt16(clamping: Int(length * 10)))))
    }
    return fields
  }

  private static func sport(_ activity: RunActivity) -> UInt8 {
    activity.isMostlyRun ? running : walking
  }

  private static func milliseconds(_ seconds: Double) -> UInt32 { scaled(seconds, 1000) }

  private static func scaled(_ value: Double, _ scale: Double) -> UInt32 {
    UInt32(clamping: Int64((value * scale).rounded()))
  }
}
