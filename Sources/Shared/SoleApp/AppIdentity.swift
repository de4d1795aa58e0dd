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
  /// SHA-256 of the image; zeros where the board has none.
  public var imageHash = FixedBytes<32>()

  public init() {}

  var message: Wire.Identity {
    Wire.Identity(
      contractHash: Wire.contractHash, uniqueId: uniqueID, board: board,
      flavour: KnownBad.flavour, resetReason: resetReason, versionMajor: versionMajor,
      versionMinor: versionMinor, versionRevision: versionRevision, boots: boots,
      bufferSamples: UInt16(SampleQueue.depth), imageHash: imageHash)
  }
}
