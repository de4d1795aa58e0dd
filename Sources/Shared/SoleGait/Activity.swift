/// What the foot is doing; the raw values are the wire's.
public enum Activity: UInt8, Sendable {
  case still = 0
  case walk = 1
  case run = 2
}
