/// When samples are due: sample i at start + i / rate, for any rate, without adding up errors.
public struct TickSchedule {
  private let rateHertz: UInt32
  private let wholeMicroseconds: UInt32
  private let remainder: UInt32
  private var fraction: UInt32 = 0
  /// The time at which the next tick is due, in microseconds of the device's clock.
  public private(set) var next: UInt64
  /// How many ticks were taken after the one behind them was due already.
  public private(set) var lateTicks: UInt32 = 0

  /// A schedule whose tick 0 is due at `start`; the rate is 1 Hz to 1 MHz.
  public init(start: UInt64, rateHertz: UInt32) {
    precondition(rateHertz >= 1 && rateHertz <= 1_000_000)
    self.rateHertz = rateHertz
    wholeMicroseconds = 1_000_000 / rateHertz
    remainder = 1_000_000 % rateHertz
    next = start
  }

  /// Takes the ticks that are due, `limit` at most; what is over stays due.
  public mutating func takeDue(at now: UInt64, limit: UInt32) -> UInt32 {
    var taken: UInt32 = 0
    while taken < limit && next <= now {
      advance()
      taken += 1
      if next <= now { lateTicks &+= 1 }
    }
    return taken
  }

  /// Moves on by 1 / rate: the part below a microsecond is carried, as in Bresenham's line.
  private mutating func advance() {
    next += UInt64(wholeMicroseconds)
    fraction += remainder
    if fraction >= rateHertz {
      fraction -= rateHertz
      next += 1
    }
  }
}
