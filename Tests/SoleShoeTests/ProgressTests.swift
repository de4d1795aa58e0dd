import SoleShoe
import Testing

@testable import SoleGait

/// A runner whose strides are taken one by one; what is told is kept.
private struct Runner {
  var progress: Progress
  var totals = RunTotals(rateHertz: 200)
  var stride = SoleGait.Stride()
  var told: [ProgressEvent] = []
  /// The distance at which each was told.
  var places: [UInt32] = []

  init(_ goals: Goals = Goals(), longestBefore: UInt32 = 0) {
    var goals = goals
    if goals.sprintMillimetresPerSecond == 0 { goals.sprintMillimetresPerSecond = 5500 }
    progress = Progress(goals, longestBefore: longestBefore)
  }

  mutating func run(_ count: Int, metres: Double = 2, seconds: Double = 0.7) {
    for _ in 0..<count {
      stride = .next(after: stride, metres: metres, seconds: seconds)
      totals.take(stride)
      progress.take(stride, totals)
      drain()
    }
  }

  mutating func drain() {
    while let event = progress.removeFirst() {
      told.append(event)
      places.append(totals.distanceMillimetres)
    }
  }

  func values(_ kind: ProgressKind) -> [UInt32] {
    told.filter { $0.kind == kind }.map(\.value)
  }

  func numbers(_ kind: ProgressKind) -> [UInt32] {
    told.filter { $0.kind == kind }.map(\.number)
  }
}

@Suite("Progress")
struct ProgressTests {
  @Test("each km is told at once, with its time between the strides' ends")
  func splits() {
    var runner = Runner()
    // 1.9 m in 0.6 s: no stride ends at a full km.
    runner.run(1100, metres: 1.9, seconds: 0.6)
    runner.run(1000, metres: 1.9, seconds: 0.8)
    #expect(runner.numbers(.split) == [1, 2, 3])
    let times = runner.values(.split)
    // 1000 m at 1.9 m in 0.6 s take 315.789 s.
    #expect(abs(Int(times[0]) - 315_789) <= 1)
    #expect(abs(Int(times[2]) - 411_579) <= 1)
    for (index, event) in runner.told.enumerated() where event.kind == .split {
      #expect(runner.places[index] - event.number * 1_000_000 < 1900)
    }
  }

  @Test("a mile is 1609.344 m")
  func miles() {
    var goals = Goals()
    goals.splitMillimetres = 1_609_344
    var runner = Runner(goals)
    runner.run(1700)
    #expect(runner.numbers(.split) == [1, 2])
    #expect(abs(Int(runner.values(.split)[1]) - 563_270) <= 1)
  }

  @Test("bests are the fastest stretches, told as they get better")
  func bests() {
    var runner = Runner()
    runner.run(600, metres: 2, seconds: 0.8)  // 1.2 km slow
    runner.run(300, metres: 2, seconds: 0.6)  // 0.6 km fast
    runner.run(2000, metres: 2, seconds: 0.8)
    #expect(runner.progress.best400 == 120_000)
    // 600 m fast and 400 m slow.
    #expect(runner.progress.best1000 == 340_000)
    #expect(runner.progress.best5000 == 1_940_000)
    let times = runner.values(.best400)
    #expect(times == times.sorted(by: >) && times.first == 160_000)
    #expect(runner.values(.best5000) == [1_940_000])
  }

  @Test("milestones are told once, and whether the shoe had them before")
  func milestones() {
    var runner = Runner(longestBefore: 12_000_000)
    runner.run(10_600, metres: 2, seconds: 0.7)
    #expect(runner.numbers(.milestone5) == [0])
    #expect(runner.numbers(.milestone10) == [0])
    #expect(runner.numbers(.milestoneHalf) == [1])
    // 21097.5 m at 2 m in 0.7 s.
    #expect(abs(Int(runner.values(.milestoneHalf)[0]) - 7_384_125) <= 1)
    #expect(runner.values(.longestRun) == [12_000_000])
    #expect(runner.told.filter { $0.kind == .split }.count == 21)
  }

  @Test("a first run beats nothing")
  func firstRun() {
    var runner = Runner()
    runner.run(1000)
    #expect(runner.values(.longestRun).isEmpty)
  }

  @Test("goals are told at each quarter, in their own units")
  func goals() {
    var goals = Goals()
    goals.seconds = 600
    goals.metres = 2000
    goals.steps = 1000
    goals.kilocalories = 100
    goals.bodyMassTenthKilograms = 700
    var runner = Runner(goals)
    runner.run(1500)
    for kind in [ProgressKind.goalTime, .goalDistance, .goalCalories, .goalSteps] {
      #expect(runner.numbers(kind) == [25, 50, 75, 100], "\(kind)")
    }
    #expect(runner.values(.goalDistance) == [500, 1000, 1500, 2000])
    #expect(runner.values(.goalSteps) == [250, 500, 750, 1000])
    #expect(runner.values(.goalTime).map { $0 / 150 } == [1, 2, 3, 4])
    #expect(runner.values(.goalCalories) == [25, 50, 75, 100])
  }

  @Test("sprints are counted, with their top speed, and end by a clear slowing only")
  func sprints() {
    var runner = Runner()
    runner.run(20)
    runner.run(2, metres: 4, seconds: 0.6)  // two strides are none
    runner.run(20)
    runner.run(6, metres: 4, seconds: 0.6)
    runner.run(2, metres: 3.2, seconds: 0.6)  // 5.33 m/s: within the hysteresis
    runner.run(4, metres: 4.2, seconds: 0.6)
    #expect(runner.values(.sprint).isEmpty, "it goes on")
    runner.run(1)
    #expect(runner.values(.sprint) == [7000])
    runner.run(5, metres: 4, seconds: 0.6)
    runner.progress.finish()
    runner.drain()
    #expect(runner.numbers(.sprint) == [1, 2])
  }
}
