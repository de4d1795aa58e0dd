@testable import SoleGait

/// What the engine tells by the foot's turns, in double precision: the axes, contact and toe-off, and
/// the angles from contact on.
///
/// It follows the engine's decisions of when a low and a stride was, and works out for itself what
/// was turned in between.
struct DoubleFoot {
  /// What it was at a low; times in samples.
  struct Low {
    var contact: Double?
    /// Turned since contact, in radians: toe down, and to the right at most.
    var pitch = 0.0
    var roll = 0.0
    /// Largest specific force around contact, in m/s².
    var impact = 0.0
    /// Largest backward acceleration since contact, in m/s².
    var braking = 0.0
  }

  private(set) var left = Vector3()
  private(set) var low = Low()
  /// Since the stride began, in samples.
  private(set) var pushOffPeak: Double?
  private(set) var pushOffEnd: Double?
  private var forward = Vector3()
  private var now = Low()
  /// From the sensor to a frame that does not turn: now, in the middle of the last step, and in that
  /// of the low's.
  private var attitude = Quaternion()
  private var middle = Quaternion()
  private var lowMiddle = Quaternion()
  /// In that frame: upwards, and ahead at contact.
  private var up = Vector3()
  private var ahead = Vector3()
  private var sum = Vector3()
  private var fastSteps = 0
  private var (turned, fastest, previous) = (0.0, 0.0, 0.0)
  private var (firstPeak, lastPeak) = (0.0, 0.0)
  private var (largestUp, largestDown) = (0.0, 0.0)
  private var (roll, sinceContact) = (0.0, 0)
  private let samples: [IMUSample]
  private let period: Double

  init(_ samples: [IMUSample], rateHertz: Double) {
    self.samples = samples
    period = 1 / rateHertz
  }

  /// Takes in the sample of an index, less a bias in rad/s.
  mutating func consume(_ index: Int, bias: Vector3, shape: WindowShape) {
    let rate = samples[index].rate - bias
    middle = attitude * Quaternion(turn: rate * (period / 2))
    attitude = attitude * Quaternion(turn: rate * period)
    let isFast = rate.length > 3
    if isFast, left == Vector3() { left = rate * (1 / rate.length) }
    let pitchRate = left.dot(rate)
    if isFast {
      sum = pitchRate < 0 ? sum - rate : sum + rate
      fastSteps += 1
    }
    if pitchRate * previous < 0 || (previous == 0 && pitchRate < 0) {
      endTurn(pitchRate, Double(index), index, shape)
    }
    turned += pitchRate * period
    if abs(pitchRate) > fastest {
      fastest = abs(pitchRate)
      (firstPeak, lastPeak) = (Double(index), Double(index))
    } else if abs(pitchRate) * 65 / 64 >= fastest {
      lastPeak = Double(index)
    }
    previous = pitchRate
    if now.contact != nil { land(rate, pitchRate, index, shape) }
  }

  private mutating func endTurn(
    _ pitchRate: Double, _ time: Double, _ index: Int, _ shape: WindowShape
  ) {
    let crossing = time - pitchRate / (pitchRate - previous)
    let (angle, isSwift) = (turned, fastest > 2)
    (turned, fastest) = (0, 0)
    guard isSwift else { return }
    if angle < largestUp {
      largestUp = angle
      now = Low(contact: crossing)
      ahead = middle.apply(left).crossed(up)
      if ahead.length > 0 { ahead = ahead * (1 / ahead.length) }
      (roll, sinceContact) = (0, 0)
      let before = samples[max(index - Int(shape.half), 0)..<index]
      now.impact = before.map(\.force.length).max() ?? 0
    } else if angle > largestDown {
      largestDown = angle
      pushOffPeak = firstPeak + (lastPeak - firstPeak) / 2
      pushOffEnd = crossing
      largestUp = 0
      now.contact = nil
    }
  }

  private mutating func land(
    _ rate: Vector3, _ pitchRate: Double, _ index: Int, _ shape: WindowShape
  ) {
    now.pitch += pitchRate * period
    roll += forward.dot(rate) * period
    if abs(roll) > abs(now.roll) { now.roll = roll }
    if Double(sinceContact) * period < 0.0499 {
      now.impact = max(now.impact, samples[index].force.length)
    }
    now.braking = max(now.braking, -ahead.dot(middle.apply(samples[index].force)))
    sinceContact += 1
  }

  /// The engine has seen a low.
  mutating func keepLow() {
    low = now
    lowMiddle = middle
    // A turn that goes on after it is another one's, if it is toe down: a slap is no push-off.
    if turned > 0 { fastest = 0 }
  }

  /// The last low told what is up, in the sensor's frame.
  mutating func level(_ direction: Vector3) { up = lowMiddle.apply(direction) }

  /// The engine has told a stride that went along the way in the sensor's frame, or not.
  mutating func settle(isReversed: Bool) {
    if fastSteps >= 8 {
      let mean = left * 3 + sum * (1 / sum.length)
      left = mean * (1 / mean.length)
    }
    (sum, fastSteps) = (Vector3(), 0)
    if isReversed { left = left * -1 }
  }

  /// The engine has begun a stride at a midstance with this gravity in the sensor's frame.
  mutating func begin(gravity: Vector3) {
    let across = left.crossed(gravity)
    if across.length > 0 { forward = across * (1 / across.length) }
    (largestUp, largestDown) = (0, 0)
    now.contact = nil
    pushOffEnd = nil
    pushOffPeak = nil
  }
}
