package import Capture
internal import SoleLink

/// A device time of a capture, put on the host's clock.
package struct DeviceTime: Equatable, Sendable {
  /// Where the frame stands among the capture's records.
  package var record: Int
  /// The message's name in the contract: `stride`.
  package var message: String
  /// Device time at which the frame left, in microseconds.
  package var deviceMicroseconds: UInt64
  /// The same moment in nanoseconds from the capture's start, and half the width of the interval that
  /// holds it; nil where no exchange of the two clocks is near.
  package var host: ClockFit.Estimate?
}

/// Every device time of a capture on the host's clock.
package enum DeviceTimes {
  /// In the capture's order. Each stretch of the device's clock, from one start of the chip to the
  /// next, is fitted by itself.
  package static func all(in capture: CaptureContents) -> [DeviceTime] {
    var times: [DeviceTime] = []
    var stretch: [DeviceTime] = []
    var log = ClockLog()
    func end() {
      let fit = ClockFit(log.exchanges)
      times += stretch.map { time in
        var time = time
        time.host = fit?.hostTime(ofDevice: time.deviceMicroseconds)
        return time
      }
      stretch = []
      log = ClockLog()
    }
    for (index, record) in capture.records.enumerated() {
      guard case .chunk(let chunk) = record.body else { continue }
      switch chunk.message {
      case .host(.timeSync(let question)): log.ask(question, at: record.time)
      case .chip(let message):
        if case .identity = message { end() }
        if case .timeSyncReply(let reply) = message { log.take(reply, at: record.time) }
        guard let departure = chunk.departure else { continue }
        stretch.append(
          DeviceTime(record: index, message: message.name, deviceMicroseconds: departure))
      default: continue
      }
    }
    end()
    return times
  }
}

extension CaptureRecord.Chunk {
  /// Device time at which it left, in microseconds; nil for a message that does not tell.
  var departure: UInt64? {
    guard case .chip(let message) = message,
      let place = ChipMessage.departureBytes(type: message.messageType)
    else { return nil }
    let frame = FrameEncoder.encode(message, sequence: 0)
    var time: UInt64?
    var decoder = FrameDecoder()
    decoder.receive(frame.bytes) { _, _, frame in
      // Type and sequence stand before the payload.
      time = place.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(frame.uint8(at: 2 + $1)) }
    }
    return time
  }
}
