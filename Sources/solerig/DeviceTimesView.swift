import Capture
import Foundation
import Judge
import Wording

/// The device times of a capture on the host's clock, as CSV (RFC 4180) or JSON: one row a message.
struct DeviceTimesView {
  private let capture: CaptureContents
  private let times: [DeviceTime]

  /// - Parameter message: the only one to show; nil shows all that tell when they left.
  init(_ capture: CaptureContents, message: String?) {
    self.capture = capture
    times = DeviceTimes.all(in: capture).filter { message == nil || $0.message == message }
  }

  /// What of a message is told; host times are milliseconds from the capture's start.
  private struct Row: Encodable {
    var message: String
    var deviceMicroseconds: UInt64
    /// When it left, and half the width of the interval that holds that; nil where no exchange of the
    /// clocks is near.
    var hostMilliseconds: Double?
    var uncertaintyMilliseconds: Double?
    /// When the rig read it.
    var readMilliseconds: Double

    private enum CodingKeys: String, CodingKey {
      case message
      case deviceMicroseconds = "device_us"
      case hostMilliseconds = "host_ms"
      case uncertaintyMilliseconds = "uncertainty_ms"
      case readMilliseconds = "read_ms"
    }
  }

  var csv: String {
    let head = ["message", "device_us", "host_ms", "uncertainty_ms", "read_ms"]
    return CSVText.row(head.map { .text($0) })
      + rows.map { row in
        CSVText.row([
          .text(row.message), .number(Double(row.deviceMicroseconds)),
          .number(row.hostMilliseconds), .number(row.uncertaintyMilliseconds),
          .number(row.readMilliseconds),
        ])
      }.joined()
  }

  /// One object a line.
  var json: String {
    rows.map { row in
      // A time is a number, for which JSON has a word.
      let line = try? JSONEncoder.deterministic.encode(row)
      return line.map { String(decoding: $0, as: UTF8.self) + "\n" } ?? ""
    }.joined()
  }

  private var rows: [Row] {
    times.map { time in
      Row(
        message: time.message, deviceMicroseconds: time.deviceMicroseconds,
        hostMilliseconds: time.host.map { milliseconds($0.value) },
        uncertaintyMilliseconds: time.host.map { milliseconds($0.uncertainty) },
        readMilliseconds: milliseconds(Double(capture.records[time.record].time)))
    }
  }

  /// To a microsecond: the device's clock tells no finer.
  private func milliseconds(_ nanoseconds: Double) -> Double {
    (nanoseconds / 1000).rounded() / 1000
  }
}
