/// A fault that the rig itself puts on the line to the chip, at a known place in the samples.
///
/// What is extra stands between two frames of samples: before the frame that begins with
/// `atSample`, and harms no frame of its own. What is lost is sent once, or not at all, and never
/// again.
package enum LineFault: Codable, Equatable, Sendable {
  /// Extra: a chunk too short to be a frame, of `bytes` bytes drawn from the seed.
  case noise(atSample: UInt32, bytes: Int, seed: UInt64)
  /// Lost: one frame of `samples` samples from `atSample` on, whose CRC-32 does not fit.
  case crcError(atSample: UInt32, samples: UInt32)
  /// Lost: `samples` samples from `atSample` on that are never sent.
  case skip(atSample: UInt32, samples: UInt32)
  /// Extra: a frame that ends before its last COBS code says.
  case cutFrame(atSample: UInt32)
  /// Extra: a chunk longer than any frame.
  case oversizeFrame(atSample: UInt32)
  /// Extra: a good frame of a type that is not in the contract.
  case unknownType(atSample: UInt32)

  /// The word in a suite.
  package enum Kind: String, CaseIterable, Sendable {
    case noise
    case crcError = "crc_error"
    case skip
    case cutFrame = "cut_frame"
    case oversizeFrame = "oversize_frame"
    case unknownType = "unknown_type"
  }

  package var kind: Kind {
    switch self {
    case .noise: .noise
    case .crcError: .crcError
    case .skip: .skip
    case .cutFrame: .cutFrame
    case .oversizeFrame: .oversizeFrame
    case .unknownType: .unknownType
    }
  }

  package var atSample: UInt32 {
    switch self {
    case .noise(let at, _, _), .crcError(let at, _), .skip(let at, _), .cutFrame(let at),
      .oversizeFrame(let at), .unknownType(let at):
      at
    }
  }

  /// Samples that never reach the chip because of it: the only gaps that are planned.
  package var lostSamples: Range<UInt32> {
    switch self {
    case .crcError(let at, let samples), .skip(let at, let samples): at..<at + samples
    case .noise, .cutFrame, .oversizeFrame, .unknownType: atSample..<atSample
    }
  }
}
