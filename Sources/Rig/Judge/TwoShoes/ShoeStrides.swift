package import Capture
internal import SoleLink
package import Stimulus

/// The strides that one shoe's chip told in one case of a capture.
package struct ShoeStrides: Sendable {
  package let caseName: String
  /// What the chip was told: the shoe it sits on.
  package let side: FootSide
  package let sampleRateHertz: UInt16
  let strides: [DetectedStride]

  /// - Parameter name: the case; nil takes the only one that there is.
  package init(_ capture: CaptureContents, case name: String?) throws(ShoeError) {
    // Of a case that was begun again, the last time counts.
    let attempts = RunTranscript(capture).attempts
    let names = attempts.map(\.name).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    guard !names.isEmpty else { throw .noCase }
    if name == nil, names.count > 1 { throw .severalCases(names) }
    let wanted = name ?? names[0]
    guard let attempt = attempts.last(where: { $0.name == wanted }) else {
      throw .unknownCase(wanted, known: names)
    }
    guard let configure = attempt.configure, configure.sampleRate > 0 else {
      throw .notConfigured(wanted)
    }
    caseName = wanted
    side = configure.side == .left ? .left : .right
    let rate = configure.sampleRate
    sampleRateHertz = rate
    strides = attempt.strides.map { DetectedStride($0, sampleRateHertz: rate) }
      .sorted { $0.contact < $1.contact }
  }
}

/// Why a capture has no strides of a shoe to give.
package enum ShoeError: Error, Equatable, Sendable {
  case noCase
  case severalCases([String])
  case unknownCase(String, known: [String])
  /// The chip was not told its rate and side in the case.
  case notConfigured(String)
}
