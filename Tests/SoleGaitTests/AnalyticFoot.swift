import Foundation

@testable import SoleGait

/// A foot that strides by formula in a vertical plane, and the IMU on it.
///
/// In a stride's first part it stands; then it moves by its length along a cycloid, lifts, turns
/// toe down and then toe up. All are known exactly; rates and accelerations are their differences.
struct AnalyticFoot {
  var strideSeconds = 1.1
  var stanceFraction = 0.45
  var lengthMetres = 1.3
  var strideCount = 10
  var standSeconds = 2.0
  var rateHertz: UInt16 = 200
  /// How the sensor sits on the shoe.
  var mounting = Quaternion()
  /// How much higher it comes down than it left.
  var riseMetres = 0.0
  /// Whether it turns toe down and up, or stays level.
  var turns = true

  /// When the turn toe up ends, as part of the swing.
  private let toeUpEnd = 0.45 + 0.55 / 2

  var durationSeconds: Double { 2 * standSeconds + Double(strideCount) * strideSeconds }

  /// The pitch rate's crossing in each stride, in seconds.
  var contacts: [Double] {
    (0..<strideCount).map { index in
      standSeconds + Double(index) * strideSeconds
        + strideSeconds * (stanceFraction + (1 - stanceFraction) * toeUpEnd)
    }
  }

  func samples() -> [IMUSample] {
    let rate = Double(rateHertz)
    return (0..<Int(durationSeconds * rate)).map { sample(at: Double($0) / rate) }
  }

  private func sample(at time: Double) -> IMUSample {
    let step = 1e-4
    let (before, now, after) = (pose(at: time - step), pose(at: time), pose(at: time + step))
    let acceleration = (before.position + after.position - now.position * 2) * (1 / (step * step))
    let felt = acceleration + Vector3(z: Counts.gravity)
    let turned = Quaternion(turn: Vector3(y: now.pitch)) * mounting
    let pitchRate = (after.pitch - before.pitch) / (2 * step)
    return Counts.sample(
      force: turned.inverse.apply(felt), rate: mounting.inverse.apply(Vector3(y: pitchRate)))
  }

  /// Position in metres, and pitch in radians, toe down positive.
  private func pose(at time: Double) -> (position: Vector3, pitch: Double) {
    let strides = min(max((time - standSeconds) / strideSeconds, 0), Double(strideCount))
    let done = strides.rounded(.down)
    let swing = max((strides - done - stanceFraction) / (1 - stanceFraction), 0)
    let cycloid = swing - sin(2 * .pi * swing) / (2 * .pi)
    return (
      Vector3(
        x: lengthMetres * (done + cycloid),
        z: 0.1 * bump(swing, from: 0, to: 1) + riseMetres * (done + cycloid)),
      !turns ? 0 : 1.2 * bump(swing, from: 0, to: 0.7) - 0.5 * bump(swing, from: 0.45, to: 1)
    )
  }

  private func bump(_ part: Double, from start: Double, to end: Double) -> Double {
    guard part > start, part < end else { return 0 }
    return pow(sin(.pi * (part - start) / (end - start)), 4)
  }
}

/// An event with what the engine then holds.
enum Told: Equatable {
  case stride(Stride)
  case activity(Activity)
}

extension GaitEngine {
  /// Feeds samples, and returns what came of them.
  mutating func consumeAll(_ samples: some Sequence<IMUSample>) -> [Told] {
    var events: [Told] = []
    for sample in samples {
      if let event = consume(sample) { events.append(told(event)) }
    }
    return events
  }

  /// Ends the session, and returns what came of that.
  mutating func finishAll() -> [Told] {
    var events: [Told] = []
    while let event = finish() { events.append(told(event)) }
    return events
  }

  private func told(_ event: GaitEvent) -> Told {
    event == .stride ? .stride(stride) : .activity(activity)
  }
}

extension [Told] {
  var strides: [Stride] {
    compactMap { event in
      if case .stride(let stride) = event { return stride }
      return nil
    }
  }

  var activities: [Activity] {
    compactMap { event in
      if case .activity(let activity) = event { return activity }
      return nil
    }
  }
}

extension GaitScale {
  /// As the engine works it out.
  static func of(_ configuration: GaitConfiguration) -> GaitScale {
    GaitScale(configuration, WindowShape(configuration), Tuning())
  }
}
