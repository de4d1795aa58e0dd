internal import SoleGait
public import SoleLink

/// What the board knows of itself and of the image it runs.
public struct AppIdentity: Equatable, Sendable {
  public var uniqueID: UInt64 = 0
  public var board = Wire.Board.native
  public var resetReason = Wire.ResetReason.powerOn
  public var versionMajor: UInt8 = 0
  public var versionMinor: UInt8 = 0
  public var versionRevision: UInt16 = 0
  /// Starts since power came.
  public var boots: UInt32 = 0
  /// What stride lengths are multiplied with, in 1/10 000: 8000 to 12 500.
  public private(set) var calibration: UInt16 = 10_000
  /// SHA-256 of the image; zeros where the board has none.
  public var imageHash = FixedBytes<32>()

  public init() {}

  /// Takes over what the last run kept, where it is in its range.
  public mutating func keep(_ calibration: UInt16?) {
    guard let calibration, GaitConfiguration.calibrations.contains(calibration) else { return }
    self.calibration = calibration
  }

  var message: Wire.Identity {
    Wire.Identity(
      contractHash: Wire.contractHash, uniqueId: uniqueID, board: board,
      flavour: KnownBad.flavour, resetReason: resetReason, versionMajor: versionMajor,
      versionMinor: versionMinor, versionRevision: versionRevision, boots: boots,
      bufferSamples: UInt16(SampleQueue.depth), calibration: calibration, imageHash: imageHash)
  }
}
