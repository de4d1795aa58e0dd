import Foundation
import Stimulus
import Testing

/// Good recordings: units, rates, resampling, counts and what the report says of them.
struct CSVImportTests {
  @Test func samplesOnTheGridPassUnchanged() throws {
    let text = CSVFixture.text(seconds: 1, rate: 200) { time in
      [time * 10, -time, 9.8, time * 5, 0, time > 0.5 ? 3 : -3]
    }
    let (trace, report) = try CSVFixture.load(text)
    #expect(trace.samples.count == 201)
    #expect(report.rows == 201)
    #expect(abs(report.rateHertz - 200) < 1e-6)
    #expect(report.warnings.isEmpty)
    for (index, sample) in trace.samples.enumerated() {
      let time = Double(index) / 200
      #expect(abs(sample.specificForce.x - time * 10) < 0.0025)
      #expect(abs(sample.angularRate.z - (time > 0.5 ? 3 : -3)) < 0.0006)
    }
  }

  @Test func oneGIsOneG() throws {
    var options = ImportOptions()
    options.accelerationUnit = .g
    options.angularRateUnit = .degreesPerSecond
    let text = CSVFixture.text(seconds: 1, rate: 100) { _ in [0, 0, 1, 0, 100, -100] }
    let sample = try CSVFixture.load(text, options: options).trace.samples[50]
    #expect(sample.accelerationZ == 2048)
    #expect(sample.angularRateY == 1640)
    #expect(sample.angularRateZ == -1640)
  }

  /// Amplitude of a sine that comes out of an import, per input rate: pass what a foot does, stop
  /// what would fold down on it.
  @Test(arguments: [
    (input: 200.0, sine: 30.0, low: 0.99, high: 1.01),
    (input: 204.8, sine: 30, low: 0.99, high: 1.01),
    (input: 250, sine: 30, low: 0.99, high: 1.01),
    (input: 400, sine: 30, low: 0.99, high: 1.01),
    (input: 400, sine: 60, low: 0.97, high: 1.03),
    (input: 400, sine: 180, low: 0, high: 0.01),
    (input: 1000, sine: 150, low: 0, high: 0.01),
    (input: 100, sine: 20, low: 0.99, high: 1.01),
  ])
  func resamplingPassesTheBand(_ item: (input: Double, sine: Double, low: Double, high: Double))
    throws
  {
    let text = CSVFixture.text(seconds: 4, rate: item.input) { time in
      [100 * sin(2 * .pi * item.sine * time), 0, 9.8, 0, 0, 0]
    }
    let samples = try CSVFixture.load(text).trace.samples.dropFirst(100).dropLast(100)
    let power = samples.reduce(0) { $0 + $1.specificForce.x * $1.specificForce.x }
    let amplitude = (2 * power / Double(samples.count)).squareRoot() / 100
    #expect((item.low...item.high).contains(amplitude), "amplitude \(amplitude)")
  }

  /// Times that jitter by a tenth of a step give the same signal.
  @Test func unevenTimesAreWeighted() throws {
    var random = RandomGenerator(seed: 3)
    let rows = (0...2000).map { index in
      let time = (Double(index) + (index == 0 ? 0 : random.uniform() * 0.2 - 0.1)) / 400
      return "\(time),\(50 * sin(2 * .pi * 10 * time)),0,9.8,0,0,0"
    }
    let text = ([CSVFixture.header] + rows).joined(separator: "\n")
    let samples = try CSVFixture.load(text).trace.samples
    for index in 20..<(samples.count - 20) {
      let expected = 50 * sin(2 * .pi * 10 * Double(index) / 200)
      #expect(abs(samples[index].specificForce.x - expected) < 0.75)
    }
  }

  @Test func clippingIsCountedPerChannel() throws {
    let text = CSVFixture.text(seconds: 1, rate: 200) { time in
      [0, time > 0.495 && time < 0.506 ? 200 : 0, 9.8, 0, 0, time < 0.0075 ? -40 : 0]
    }
    let (trace, report) = try CSVFixture.load(text)
    #expect(report.channels.map(\.clippedSamples) == [0, 2, 0, 0, 0, 2])
    #expect(trace.samples[100].accelerationY == Int16.max)
    #expect(trace.samples[0].angularRateZ == Int16.min)
    #expect(report.clippedSamples == 4)
    #expect(report.summary.contains { $0.contains("ay passes the chip's range in 2 samples") })
    #expect(report.channels[1].highest == 200)
  }

  @Test func gapsAreFoundAndBridged() throws {
    let all = CSVFixture.text(seconds: 2, rate: 200) { time in [time, 0, 9.8, 0, 0, 0] }
    let lines = all.split(separator: "\n")
    let text = (lines[0...101] + lines[142...]).joined(separator: "\n")
    let (trace, report) = try CSVFixture.load(text)
    #expect(report.gaps.count == 1)
    #expect(report.gaps[0].line == 103)
    #expect(abs(report.gaps[0].startSeconds - 0.5) < 1e-9)
    #expect(abs(report.gaps[0].durationSeconds - 0.205) < 1e-9)
    #expect(abs(report.rateHertz - 200) < 0.01)
    #expect(trace.samples.count == 401)
    #expect(abs(trace.samples[120].specificForce.x - 0.6) < 0.01)
  }

  @Test(arguments: [("\r\n", ","), ("\n", ";"), ("\n", "\t")])
  func separatorsAndLineEndsAreFound(_ terminator: String, _ separator: String) throws {
    let plain = CSVFixture.text(seconds: 0.5, rate: 200)
    let text = plain.replacing(",", with: separator).replacing("\n", with: terminator)
    #expect(try CSVFixture.load(text).trace == CSVFixture.load(plain).trace)
  }

  @Test func columnsAreFoundByNameInAnyOrder() throws {
    var options = CSVFixture.siOptions
    options.timeColumn = "ms"
    options.secondsPerTimeUnit = 0.001
    options.columns = [.accelerationZ: "Acc Z"]
    let rows = (0..<50).map { "left,\($0 * 5),1,2,3,\"9.80665\",5,6" }
    let text = (["foot,ms,gz,gy,gx,\"Acc Z\",ay,ax"] + rows).joined(separator: "\n")
    let sample = try CSVFixture.load(text, options: options).trace.samples[7]
    #expect(sample.accelerationZ == 2048)
    #expect(sample.angularRate.x > 2.99)
    #expect(sample.specificForce.x > 5.99)
  }

  @Test func wrongUnitIsSuspected() throws {
    let text = CSVFixture.text(seconds: 1, rate: 200) { _ in [0, 0, 1, 0, 0, 0] }
    #expect(try CSVFixture.load(text).report.warnings.contains { $0.contains("unit") })
  }

  @Test(arguments: [
    ("acc m/s^2 (specific force, +1 g at rest along up), gyro rad/s", 9.80665, 1.0),
    ("acc in g, gyro in deg/s", 1, 180 / Double.pi),
  ])
  func unitsAreReadFromTheSidecar(_ units: String, _ oneG: Double, _ oneRadian: Double) throws {
    let sidecar = try Sidecar.read(Data(#"{"units":"\#(units)"}"#.utf8), path: "walk.json")
    let text = CSVFixture.text(seconds: 1, rate: 200) { _ in [0, 0, oneG, oneRadian, 0, 0] }
    let sample = try CSVFixture.load(text, options: ImportOptions(), sidecar: sidecar)
      .trace.samples[100]
    #expect(sample.accelerationZ == 2048)
    #expect(abs(sample.angularRate.x - 1) < 0.001)
  }

  @Test func numbersAreReadExactly() throws {
    var random = RandomGenerator(seed: 11)
    for _ in 0..<300 {
      let value = (random.uniform() - 0.5) * 300
      for text in ["\(value)", String(format: "%.4f", value), String(format: "%.3e", value)] {
        let rows = (0..<12).map { "\(Double($0) / 100),\(text),0,0,0,0,0" }
        let csv = ([CSVFixture.header] + rows).joined(separator: "\n")
        let report = try CSVFixture.load(csv).report
        #expect(report.channels[0].highest == Double(text), "\(text)")
      }
    }
  }
}
