extension Trace {
  /// The part of the trace between two times, with the truth that lies wholly within.
  ///
  /// Count and distance are kept only where the part is the whole.
  ///
  /// - Parameters:
  ///   - start: seconds from the trace's start.
  ///   - end: seconds, or nil for the trace's end.
  package func slice(from start: Double, to end: Double?) -> Trace {
    let rate = Double(sampleRateHertz)
    let first = min(max(0, Int((start * rate).rounded())), samples.count)
    let asked = end.map { Int(($0 * rate).rounded()) } ?? samples.count
    let last = min(max(first, asked), samples.count)
    guard first > 0 || last < samples.count else { return self }
    var part = self
    part.samples = Array(samples[first..<last])
    part.provenance.append("samples \(first) to \(last) of \(samples.count)")
    part.truth = truth.map { $0.slice(from: Double(first) / rate, to: Double(last) / rate) }
    return part
  }
}

extension Truth {
  fileprivate func slice(from start: Double, to end: Double) -> Truth {
    var part = self
    part.strides = strides.filter { $0.startSeconds >= start && $0.endSeconds <= end }
    for index in part.strides.indices { part.strides[index].shift(by: -start) }
    part.strideCount = nil
    // Only a whole reference tells how far it is from end to end.
    part.distanceMetres = nil
    return part
  }
}

extension TruthStride {
  fileprivate mutating func shift(by seconds: Double) {
    startSeconds += seconds
    endSeconds += seconds
    toeOffSeconds = toeOffSeconds.map { $0 + seconds }
    initialContactSeconds = initialContactSeconds.map { $0 + seconds }
  }
}
