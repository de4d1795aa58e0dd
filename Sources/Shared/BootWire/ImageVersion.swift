/// A firmware version, as MCUboot orders them.
public struct ImageVersion: Equatable, Comparable, Sendable {
  public var major: UInt8
  public var minor: UInt8
  public var revision: UInt16
  public var build: UInt32

  public init(major: UInt8, minor: UInt8, revision: UInt16, build: UInt32 = 0) {
    self.major = major
    self.minor = minor
    self.revision = revision
    self.build = build
  }

  public static func < (left: Self, right: Self) -> Bool {
    if left.major != right.major { return left.major < right.major }
    if left.minor != right.minor { return left.minor < right.minor }
    if left.revision != right.revision { return left.revision < right.revision }
    return left.build < right.build
  }
}
