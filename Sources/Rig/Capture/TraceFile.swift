internal import Foundation
package import SoleLink
package import Stimulus

/// Traces on disk: a capture that holds a trace's description and its samples, and nothing else.
package enum TraceFile {
  /// - Parameter header: of the writing program; its times are not used by a trace.
  package static func write(
    _ trace: Trace, path: String, header: CaptureHeader
  ) throws(CaptureError) {
    var file = try CaptureFile.create(path: path, header: header)
    let start = header.startedMonotonicNanoseconds
    try file.append(.trace(RigEvent.TraceDescription(trace)), at: start)
    var encoder = FrameEncoder()
    for first in stride(from: 0, to: trace.samples.count, by: Wire.samplesPerFrame) {
      let frame = encoder.encode(trace.message(from: first, count: Wire.samplesPerFrame))
      let nanoseconds = UInt64(first) * 1_000_000_000 / UInt64(trace.sampleRateHertz)
      try file.append(frame, at: start + nanoseconds)
    }
    try file.flush(at: start)
  }

  /// No more is set aside on a trace's word: that is a day at 200 Hz.
  private static let reservedSamples = 1 << 24

  package static func read(path: String) throws(CaptureError) -> Trace {
    var descriptions: [RigEvent.TraceDescription] = []
    var samples: [TraceSample] = []
    var misplaced: (found: UInt32, wanted: Int)?
    _ = try CaptureReader.scan(path: path) { record in
      switch record.body {
      case .event(.trace(let description)):
        descriptions.append(description)
        samples.reserveCapacity(min(max(0, description.sampleCount), reservedSamples))
      case .chunk(let chunk):
        guard case .host(.samples(let message)) = chunk.message else { return }
        guard Int(message.firstIndex) == samples.count else {
          misplaced = misplaced ?? (message.firstIndex, samples.count)
          return
        }
        for index in 0..<message.samples.count {
          samples.append(TraceSample(message.samples[index]))
        }
      case .event: return
      }
    }
    guard let description = descriptions.first, descriptions.count == 1 else {
      throw .foreign(path: path, offset: 0, cause: "it is a capture of a run, not a trace")
    }
    if let misplaced {
      throw .foreign(
        path: path, offset: 0,
        cause: "sample \(misplaced.found) stands where \(misplaced.wanted) belongs")
    }
    guard samples.count == description.sampleCount, description.sampleRateHertz > 0 else {
      throw .foreign(
        path: path, offset: 0,
        cause: "it holds \(samples.count) of \(description.sampleCount) samples")
    }
    let strides = description.truth?.strides ?? []
    if let index = strides.firstIndex(where: { $0.endSeconds < $0.startSeconds }) {
      throw .foreign(
        path: path, offset: 0,
        cause: "strides[\(index)] of its truth ends before it begins; mend the sidecar that it was "
          + "imported with, and import it again")
    }
    return Trace(
      name: description.name, sampleRateHertz: description.sampleRateHertz, samples: samples,
      provenance: description.provenance, truth: description.truth)
  }
}

extension Trace {
  /// Up to `count` samples from index `first`, as they go over the line.
  package func message(from first: Int, count: Int) -> Wire.Samples {
    var list = Wire.SampleList()
    for sample in samples[first..<min(first + count, samples.count)] {
      list.append(Wire.Sample(sample))
    }
    return Wire.Samples(firstIndex: UInt32(first), samples: list)
  }
}

extension Wire.Sample {
  package init(_ sample: TraceSample) {
    self.init(
      accelerationX: sample.accelerationX, accelerationY: sample.accelerationY,
      accelerationZ: sample.accelerationZ, angularRateX: sample.angularRateX,
      angularRateY: sample.angularRateY, angularRateZ: sample.angularRateZ)
  }
}

extension TraceSample {
  package init(_ sample: Wire.Sample) {
    self.init(
      accelerationX: sample.accelerationX, accelerationY: sample.accelerationY,
      accelerationZ: sample.accelerationZ, angularRateX: sample.angularRateX,
      angularRateY: sample.angularRateY, angularRateZ: sample.angularRateZ)
  }
}
