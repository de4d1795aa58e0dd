public import SoleGait

/// What was reached. The raw values are those of the contract's `progress_kind`.
public enum ProgressKind: UInt8, Sendable {
  case split, best400, best1000, best5000, milestone5, milestone10, milestoneHalf, longestRun
  case goalTime, goalDistance, goalCalories, goalSteps, sprint
}

/// Something that was reached; `number` and `value` mean what the contract says of the kind.
public struct ProgressEvent: Equatable, Sendable {
  public var kind: ProgressKind
  public var number: UInt32
  public var value: UInt32
}

/// What a runner wants to reach; 0: no such goal.
public struct Goals: Sendable {
  public var seconds: UInt32 = 0
  public var metres: UInt32 = 0
  public var kilocalories: UInt32 = 0
  public var steps: UInt32 = 0
  /// What a split is.
  public var splitMillimetres: UInt32 = 1_000_000
  public var bodyMassTenthKilograms: UInt16 = 0
  /// From which it is a sprint.
  public var sprintMillimetresPerSecond: UInt16 = 0

  public init() {}
}

/// Splits, bests, milestones, goals and sprints of a session, each told with the stride that
/// reached it.
///
/// Times are in strides, and between two strides' ends they are on a straight line. Bests are taken over
/// stretches that begin and end at full 100 m.
public struct Progress: Sendable {
  private static let markMillimetres: UInt32 = 100_000
  /// A sprint begins with the third stride in a row that is fast enough.
  private static let sprintStrides: UInt32 = 3
  /// A run before is one to be beaten if it was that long.
  private static let shortestRecord: UInt32 = 1_000_000

  private let goals: Goals
  private let longestBefore: UInt32
  private var distance: UInt32 = 0
  private var milliseconds: UInt32 = 0
  private var splits: UInt32 = 0
  private var splitStart: UInt32 = 0
  /// Times at the last full 100 m: 51 of them are 5 km.
  private var marks = InlineArray<51, UInt32>(repeating: 0)
  private var markCount: UInt32 = 0
  public private(set) var best400: UInt32 = 0
  public private(set) var best1000: UInt32 = 0
  public private(set) var best5000: UInt32 = 0
  private var milestones: UInt8 = 0
  private var hasToldLongest = false
  private var goalLevels = InlineArray<4, UInt8>(repeating: 0)
  private var fastStrides: UInt32 = 0
  private var sprintTop: UInt16 = 0
  public private(set) var sprints: UInt32 = 0

  private var waiting = InlineArray<12, ProgressEvent>(
    repeating: ProgressEvent(kind: .split, number: 0, value: 0))
  /// How many events wait to be told.
  public private(set) var waitingCount = 0

  /// - Parameter longestBefore: the longest session of the lifetime, in millimetres.
  @inline(__always)
  public init(_ goals: Goals, longestBefore: UInt32) {
    self.goals = goals
    self.longestBefore = longestBefore
  }

  /// Takes the event that waits longest.
  public mutating func removeFirst() -> ProgressEvent? {
    guard waitingCount > 0 else { return nil }
    let first = waiting[0]
    for index in 1..<max(waitingCount, 1) { waiting[index - 1] = waiting[index] }
    waitingCount -= 1
    return first
  }

  private mutating func tell(_ kind: ProgressKind, _ number: UInt32, _ value: UInt32) {
    guard waitingCount < waiting.count else { return }
    waiting[waitingCount] = ProgressEvent(kind: kind, number: number, value: value)
    waitingCount += 1
  }

  /// Takes in a stride.
  ///
  /// - Parameter totals: of the session, this stride included.
  @inline(never)
  public mutating func take(_ stride: SoleGait.Stride, _ totals: RunTotals) {
    let from = (distance: distance, milliseconds: milliseconds)
    distance = totals.distanceMillimetres
    milliseconds = totals.milliseconds
    takeSplits(from)
    takeMarks(from)
    takeMilestones(from)
    if !hasToldLongest, longestBefore >= Self.shortestRecord, distance > longestBefore {
      hasToldLongest = true
      tell(.longestRun, 0, longestBefore)
    }
    takeGoals(totals)
    takeSprint(stride)
  }

  /// Ends a sprint that nobody has ended.
  public mutating func finish() { endSprint() }

  /// When a distance was passed that lies within the last stride.
  private func time(
    at place: UInt32, _ from: (distance: UInt32, milliseconds: UInt32)
  ) -> UInt32 {
    let length = max(distance - from.distance, 1)
    let duration = min(milliseconds - from.milliseconds, 65_535)
    return from.milliseconds + min(place - from.distance, 65_535) * duration / length
  }

  private mutating func takeSplits(_ from: (distance: UInt32, milliseconds: UInt32)) {
    let (place, overflow) = (splits + 1).multipliedReportingOverflow(by: goals.splitMillimetres)
    guard !overflow, distance >= place else { return }
    let now = time(at: place, from)
    splits += 1
    tell(.split, splits, now - splitStart)
    splitStart = now
  }

  private mutating func takeMarks(_ from: (distance: UInt32, milliseconds: UInt32)) {
    let (place, overflow) = (markCount + 1).multipliedReportingOverflow(by: Self.markMillimetres)
    guard !overflow, distance >= place else { return }
    let now = time(at: place, from)
    markCount += 1
    marks[Int(markCount % 51)] = now
    if let time = best(over: 4, now, best400) {
      best400 = time
      tell(.best400, 0, time)
    }
    if let time = best(over: 10, now, best1000) {
      best1000 = time
      tell(.best1000, 0, time)
    }
    if let time = best(over: 50, now, best5000) {
      best5000 = time
      tell(.best5000, 0, time)
    }
  }

  /// The time of the last marks, where it is better than the best.
  private mutating func best(over count: UInt32, _ now: UInt32, _ best: UInt32) -> UInt32? {
    guard markCount >= count else { return nil }
    let time = now - marks[Int((markCount - count) % 51)]
    return best == 0 || time < best ? time : nil
  }

  private mutating func takeMilestones(_ from: (distance: UInt32, milliseconds: UInt32)) {
    let place: UInt32
    let kind: ProgressKind
    switch milestones {
    case 0: (place, kind) = (5_000_000, .milestone5)
    case 1: (place, kind) = (10_000_000, .milestone10)
    case 2: (place, kind) = (21_097_500, .milestoneHalf)
    default: return
    }
    guard distance >= place else { return }
    milestones += 1
    tell(kind, longestBefore < place ? 1 : 0, time(at: place, from))
  }

  private mutating func takeGoals(_ totals: RunTotals) {
    takeGoal(0, .goalTime, milliseconds / 1000, goals.seconds)
    takeGoal(1, .goalDistance, distance / 1000, goals.metres)
    if goals.kilocalories > 0 {
      let spent = totals.calories(bodyMassTenthKilograms: goals.bodyMassTenthKilograms) / 10
      takeGoal(2, .goalCalories, spent, goals.kilocalories)
    }
    takeGoal(3, .goalSteps, totals.steps, goals.steps)
  }

  private mutating func takeGoal(
    _ index: Int, _ kind: ProgressKind, _ value: UInt32, _ goal: UInt32
  ) {
    let level = goalLevels[index] + 1
    guard goal > 0, level <= 4, UInt64(value) * 4 >= UInt64(goal) * UInt64(level) else { return }
    goalLevels[index] = level
    tell(kind, UInt32(level) * 25, value)
  }

  private mutating func takeSprint(_ stride: SoleGait.Stride) {
    let threshold = UInt32(goals.sprintMillimetresPerSecond)
    let speed = stride.speedMillimetresPerSecond
    // A stride that something speaks against neither makes nor ends a sprint.
    guard StrideTrust(stride).hasTrueSpeed else { return }
    if UInt32(speed) >= threshold {
      fastStrides += 1
      sprintTop = max(sprintTop, speed)
    } else if fastStrides < Self.sprintStrides || UInt32(speed) * 10 < threshold * 9 {
      endSprint()
    }
  }

  private mutating func endSprint() {
    if fastStrides >= Self.sprintStrides {
      sprints += 1
      tell(.sprint, sprints, UInt32(sprintTop))
    }
    fastStrides = 0
    sprintTop = 0
  }
}
