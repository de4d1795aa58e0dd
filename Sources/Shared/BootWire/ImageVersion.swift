/// A firmware version, as MCUboot orders them.
public struct ImageVersion: Equatable, Sendable {
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
}
