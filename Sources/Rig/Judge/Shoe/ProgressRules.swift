internal import RigModel
internal import SoleLink

/// What of progress the strides of a session give reason for, by protocols/shoe.md.
struct ProgressRules {
  /// Something that is to be told.
  struct Expected {
    var kind: Wire.ProgressKind
    var number: UInt32
    var value: Double
    /// Sample time at which the stride that reached it left.
    var index: UInt32
    /// False where the rounding of times decides whether it is better than what was.
    var isCertain = true
  }

  private let strides: [DetectedStride]
  private let settings: ShoeSettings
  private let endIndex: UInt32
  private let course: Course

  /// What shoe.md has where `configure` tells none, in mm/s.
  private static let sprintSpeed = 5500.0
  private static let sprintStrides = 3
  /// Distances are told and added in whole millimetres, times in whole milliseconds, rounded down.
  private static let roundingSeconds = 0.003

  init(_ strides: [DetectedStride], _ settings: ShoeSettings, endIndex: UInt32) {
    self.strides = strides
    self.settings = settings
    self.endIndex = endIndex
    var course = Course()
    for stride in strides {
      course.append(metres: stride.lengthMillimetres / 1000, seconds: stride.end - stride.start)
    }
    self.course = course
  }

  static func splitMetres(_ settings: ShoeSettings) -> Double {
    settings.units == .imperial ? 1609.344 : 1000
  }

  var splits: [Expected] {
    let length = Self.splitMetres(settings)
    var found: [Expected] = []
    var before = 0.0
    while let place = course.reaching(Double(found.count + 1) * length) {
      found.append(
        expected(.split, found.count + 1, 1000 * (place.seconds - before), place.stride))
      before = place.seconds
    }
    return found
  }

  var bests: [Expected] {
    let kinds: [(Wire.ProgressKind, Int)] = [(.best400M, 4), (.best1Km, 10), (.best5Km, 50)]
    return kinds.flatMap { kind, marks in
      var best: Double?
      return course.bests(overMarks: marks).map { stride, seconds in
        var event = expected(kind, 0, 1000 * seconds, stride)
        event.isCertain = best.map { $0 - seconds > Self.roundingSeconds } ?? true
        best = seconds
        return event
      }
    }
  }

  /// - Parameter longest: the longest session before, in metres.
  func milestones(longest: Double) -> [Expected] {
    let places: [(Wire.ProgressKind, Double)] = [
      (.milestone5Km, 5000), (.milestone10Km, 10_000), (.milestoneHalfMarathon, 21_097.5),
    ]
    var found = places.compactMap { kind, metres in
      course.reaching(metres).map {
        expected(kind, longest < metres ? 1 : 0, 1000 * $0.seconds, $0.stride)
      }
    }
    // Farther than ever: with the stride that is past the longest by a millimetre.
    if longest >= 1000, let place = course.reaching(longest + 0.001) {
      found.append(expected(.longestRun, 0, 1000 * longest, place.stride))
    }
    return found
  }

  var goals: [Expected] {
    let goals = settings.goals
    let mass = settings.bodyMassKilograms
    let kinds: [(Wire.ProgressKind, Double, (StrideSums) -> Double)] = [
      (.goalTime, Double(goals.seconds), { ($0.seconds + 1e-6).rounded(.down) }),
      (.goalDistance, Double(goals.metres), { ($0.millimetres / 1000).rounded(.down) }),
      (
        .goalCalories, Double(goals.kilocalories),
        { $0.kilocalories(bodyMassKilograms: mass).rounded(.down) }
      ),
      (.goalSteps, Double(goals.steps), { Double(2 * $0.strides) }),
    ]
    return kinds.filter { $0.1 > 0 }.flatMap { kind, goal, value in
      var sums = StrideSums()
      var quarters = 0
      return strides.indices.compactMap { index -> Expected? in
        sums.take(strides[index])
        let reached = value(sums)
        guard quarters < 4, reached * 4 >= goal * Double(quarters + 1) else { return nil }
        quarters += 1
        return expected(kind, quarters * 25, reached, index)
      }
    }
  }

  var sprints: [Expected] {
    let told = settings.limits.sprintSpeedMetresPerSecond * 1000
    let threshold = told > 0 ? told : Self.sprintSpeed
    var found: [Expected] = []
    var (count, top) = (0, 0.0)
    func end(_ index: UInt32) {
      if count >= Self.sprintStrides {
        found.append(
          Expected(kind: .sprint, number: UInt32(found.count + 1), value: top, index: index))
      }
      (count, top) = (0, 0)
    }
    for stride in strides where stride.message.hasTrueSpeed {
      let speed = Double(stride.message.speed)
      if speed >= threshold {
        count += 1
        top = max(top, speed)
      } else if count < Self.sprintStrides || speed < 0.9 * threshold {
        end(stride.message.emittedIndex)
      }
    }
    end(endIndex)
    return found
  }

  private func expected(
    _ kind: Wire.ProgressKind, _ number: Int, _ value: Double, _ stride: Int
  ) -> Expected {
    Expected(
      kind: kind, number: UInt32(number), value: value,
      index: strides[stride].message.emittedIndex)
  }
}
