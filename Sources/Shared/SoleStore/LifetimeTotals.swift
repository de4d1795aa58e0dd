/// What adds up over all sessions of a chip.
public struct LifetimeTotals: Equatable, Sendable {
  public var walkStrides: UInt32 = 0
  public var runStrides: UInt32 = 0
  public var distanceCentimetres: UInt32 = 0
  /// Time in strides.
  public var walkSeconds: UInt32 = 0
  public var runSeconds: UInt32 = 0
  /// In 0.1 kcal.
  public var calories: UInt32 = 0
  public var rearfootStrides: UInt32 = 0
  public var midfootStrides: UInt32 = 0
  public var forefootStrides: UInt32 = 0
  /// The fastest 400 m, 1 km and 5 km; 0: none yet.
  public var best400Milliseconds: UInt32 = 0
  public var best1000Milliseconds: UInt32 = 0
  public var best5000Milliseconds: UInt32 = 0
  /// The longest session.
  public var longestMillimetres: UInt32 = 0
  public var sprints: UInt16 = 0
  public var topSpeedMillimetresPerSecond: UInt16 = 0
  /// The number of the last record that was begun.
  public var records: UInt16 = 0

  public init() {}
}
