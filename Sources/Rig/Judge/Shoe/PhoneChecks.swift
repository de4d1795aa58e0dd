internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of what a radio would send, taken apart after the services' own tables: Bluetooth SIG, Running
// Speed and Cadence Service 1.0; ANT+ device profile Stride Based Speed and Distance Monitor.

extension CaseScene {
  func runningSpeedAndCadence() -> CheckResult {
    var differences = Differences()
    let measurements = payloads(.runningSpeedAndCadence, &differences)
    for (bytes, summary) in zip(measurements, transcript.summaries) {
      guard bytes.count == 10 else {
        differences.add("a measurement of \(bytes.count) bytes: 10 are due")
        continue
      }
      let at = "at \(summary.sampleIndex / UInt32(rate)) s"
      let isMoving = summary.activity != .still
      // Stride length and total distance are there; running or walking.
      differences.hold("\(at), flags", bytes[0], summary.activity == .run ? 7 : 3)
      let speed = Double(bytes.number(1, 2)) / 256
      differences.hold(
        "\(at), m/s", speed, Double(summary.speed) / 1000, within: 0.501 / 256)
      differences.hold(
        "\(at), steps/min", Double(bytes[3]), min(Double(summary.cadence) / 10, 255), within: 0.501)
      let stride = isMoving ? strides(upTo: summary.sampleIndex).last?.lengthMillimetres ?? 0 : 0
      differences.hold(
        "\(at), stride length in cm", Double(bytes.number(4, 2)), stride / 10, within: 0.501)
      differences.hold("\(at), distance in dm", bytes.number(6, 4), summary.distance / 100)
    }
    // 0x2A54: stride length, total distance, walking or running; 0x2A5D: in shoe.
    for (service, due) in [
      (Wire.PhoneService.runningFeature, [UInt8](arrayLiteral: 7, 0)), (.sensorLocation, [2]),
    ] {
      let told = shoe.payloads.filter { $0.service == service }.map(\.bytes)
      if told != [due] { differences.add("\(service.wireName): \(told) told, once \(due) due") }
    }
    return self.differences(differences.list, of: measurements.count, "measurements")
  }

  func strideBasedSpeedAndDistance() -> CheckResult {
    var differences = Differences()
    let first = payloads(.stridePage1, &differences)
    let second = payloads(.stridePage2, &differences)
    for (bytes, summary) in zip(first, transcript.summaries) {
      hold(page1: bytes, summary, &differences)
    }
    for (bytes, summary) in zip(second, transcript.summaries) {
      hold(page2: bytes, summary, &differences)
    }
    return self.differences(differences.list, of: first.count + second.count, "pages")
  }

  private func hold(page1 bytes: [UInt8], _ summary: Wire.Summary, _ list: inout Differences) {
    guard bytes.count == 8, bytes[0] == 1 else {
      return list.add("page 1 is \(bytes): 8 bytes from 1 on are due")
    }
    let at = "page 1 at \(summary.sampleIndex / UInt32(rate)) s"
    let now = Double(summary.sampleIndex) / rate
    let last = strides(upTo: summary.sampleIndex).last?.end ?? 0
    // Time of the last stride in 1/200 s, distance in 1/16 m, both going round.
    let time = Double(bytes[2]) + Double(bytes[1]) / 200
    let apart = (time - last).remainder(dividingBy: 256)
    list.hold("\(at), time of the stride in s", last + apart, last, within: 0.0051 + 1 / rate)
    let metres = Double(bytes[3]) + Double(bytes[4] >> 4) / 16
    let due = (Double(summary.distance) * 16 / 1000).rounded(.down) / 16
    list.hold(
      "\(at), distance in m", (metres - due).remainder(dividingBy: 256), 0, within: 0.001)
    list.hold(
      "\(at), m/s", speed(bytes[4], bytes[5]), Double(summary.speed) / 1000, within: 0.501 / 256)
    list.hold("\(at), strides", bytes[6], summary.strides % 256)
    list.hold(
      "\(at), age in s", Double(bytes[7]) / 32, min(now - last, 255.0 / 32), within: 1.01 / 32)
  }

  private func hold(page2 bytes: [UInt8], _ summary: Wire.Summary, _ list: inout Differences) {
    guard bytes.count == 8, bytes[0] == 2 else {
      return list.add("page 2 is \(bytes): 8 bytes from 2 on are due")
    }
    let at = "page 2 at \(summary.sampleIndex / UInt32(rate)) s"
    let cadence = Double(bytes[3]) + Double(bytes[4] >> 4) / 16
    list.hold("\(at), strides/min", cadence, Double(summary.cadence) / 20, within: 1.01 / 16)
    list.hold(
      "\(at), m/s", speed(bytes[4], bytes[5]), Double(summary.speed) / 1000, within: 0.501 / 256)
    // In the midsole, battery good, healthy; active or not.
    list.hold("\(at), status", bytes[7], summary.activity == .still ? 0x50 : 0x51)
  }

  private func speed(_ whole: UInt8, _ fraction: UInt8) -> Double {
    Double(whole & 0x0F) + Double(fraction) / 256
  }

  /// The payloads of a service; one is due for each summary.
  private func payloads(
    _ service: Wire.PhoneService, _ differences: inout Differences
  ) -> [[UInt8]] {
    let told = shoe.payloads.filter { $0.service == service }
    if told.map(\.sampleIndex) != transcript.summaries.map(\.sampleIndex) {
      differences.add(
        "\(service.wireName): \(told.count) came, one is due for each of "
          + "\(transcript.summaries.count) summaries")
    }
    return told.map(\.bytes)
  }
}

extension Wire.PhonePayload {
  fileprivate var bytes: [UInt8] { (0..<data.count).map { data[$0] } }
}

extension [UInt8] {
  /// A little-endian number of some bytes.
  fileprivate func number(_ offset: Int, _ count: Int) -> UInt32 {
    self[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
