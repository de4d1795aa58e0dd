import Capture
import Foundation
import SoleLink
import Stimulus
import TestSupport
import Testing

/// What others make of the payloads that the ARM image sends: the Bluetooth SIG's own descriptions, and the
/// ANT+ profile's tables, in Python.
@Suite(
  .enabled(if: ShoeBoard.isPresent(), "there is no image: scripts/firmware/build makes it"),
  .enabled(
    if: PeerProgram.hasPackage("bleak_sigspec"), "scripts/setup test installs bleak-sigspec"))
struct PhoneDecoderTests {
  private struct Decoded: Decodable {
    var running: Bool?
    var speed: Double?
    var cadence: Double?
    var stride: Double?
    var distance: Double?
    var location: String?
    var page: Int?
    var time: Double?
    var strides: Int?
    var latency: Double?
    var battery: String?
    var health: String?
    var active: Bool?
  }

  private func decode(_ payloads: [Wire.PhonePayload]) throws -> [Decoded] {
    let folder = try TemporaryFolder()
    let lines = payloads.map { payload in
      let bytes = (0..<payload.data.count).map { payload.data[$0].hexadecimal }
      return "\(payload.service.wireName) \(bytes.joined())"
    }
    try folder.write(Data(lines.joined(separator: "\n").utf8), to: "payloads")
    let ending = try PeerProgram.run(
      "Tests/ShoeBoardTests/Peers/phone.py", [folder.path("payloads")])
    try #require(ending.code == 0, "\(ending.errors)")
    let decoder = JSONDecoder()
    return try ending.output.split(separator: "\n").map {
      try decoder.decode(Decoded.self, from: Data($0.utf8))
    }
  }

  @Test("a run's BLE and ANT+ payloads tell what its strides and summaries tell")
  func run() throws {
    let samples = try samplesOf([
      .stand(seconds: 2), .walk(metresPerSecond: 1.4, seconds: 12),
      .run(metresPerSecond: 3.2, seconds: 15), .stand(seconds: 4),
    ])
    let configure = Wire.Configure(
      sampleRate: 200, legLength: 900,
      reports: [.runningSpeedAndCadence, .strideBasedSpeedAndDistance])
    let told = try ShoeBoard(ShoeBoard.chip()).play(samples, configure)
    let payloads = told.compactMap {
      if case .phonePayload(let payload) = $0 { payload } else { nil }
    }
    let summaries = Dictionary(
      told.compactMap { if case .summary(let summary) = $0 { summary } else { nil } }
        .map { ($0.sampleIndex, $0) }, uniquingKeysWith: { $1 })
    var counts: [Wire.PhoneService: Int] = [:]
    for (payload, decoded) in zip(payloads, try decode(payloads)) {
      counts[payload.service, default: 0] += 1
      let last = told.strides.last { $0.emittedIndex <= payload.sampleIndex }
      switch payload.service {
      case .runningFeature: break
      case .sensorLocation: #expect(decoded.location == "In shoe")
      default:
        hold(decoded, payload, try #require(summaries[payload.sampleIndex]), last)
      }
    }
    #expect(counts[.runningFeature] == 1 && counts[.sensorLocation] == 1)
    for service in [
      Wire.PhoneService.runningSpeedAndCadence, .stridePage1, .stridePage2,
    ] { #expect(counts[service] ?? 0 >= 33, "\(service)") }
  }

  private func hold(
    _ decoded: Decoded, _ payload: Wire.PhonePayload, _ summary: Wire.Summary,
    _ stride: Wire.Stride?
  ) {
    let isMoving = summary.activity != .still
    let at = Comment(rawValue: "\(payload.service.wireName) at \(payload.sampleIndex)")
    func near(_ told: Double?, _ due: Double, _ step: Double) {
      #expect(abs((told ?? .infinity) - due) <= step * 1.01, at)
    }
    near(decoded.speed, Double(summary.speed) / 1000, 0.5 / 256)
    switch payload.service {
    case .runningSpeedAndCadence:
      #expect(decoded.running == (summary.activity == .run), at)
      near(decoded.cadence, Double(summary.cadence) / 10, 0.5)
      near(decoded.stride, isMoving ? Double(stride?.strideLength ?? 0) / 1000 : 0, 0.005)
      near(decoded.distance, Double(summary.distance) / 1000, 0.1)
    case .stridePage1:
      let end = Double(stride?.endMidstance ?? 0) / 16 / 200
      near(decoded.time, end, 0.01)
      near(decoded.distance, Double(summary.distance) / 1000, 1 / 16)
      #expect(decoded.strides == Int(summary.strides), at)
      near(decoded.latency, min(Double(payload.sampleIndex) / 200 - end, 255 / 32), 1 / 32)
    default:
      near(decoded.cadence, Double(summary.cadence) / 20, 1 / 16)
      #expect(decoded.location == "midsole" && decoded.battery == "good", at)
      #expect(decoded.health == "ok" && decoded.active == isMoving, at)
    }
  }
}
