/// What made the chip start: the bits of RESETREAS; none is a power-on or a brownout.
public struct ResetReason: Equatable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  public var isPowerOn: Bool { rawValue == 0 }
  public var isPin: Bool { rawValue & 1 != 0 }
  public var isWatchdog: Bool { rawValue & 1 << 1 != 0 }
  public var isSoftware: Bool { rawValue & 1 << 2 != 0 }
  public var isLockup: Bool { rawValue & 1 << 3 != 0 }
}
