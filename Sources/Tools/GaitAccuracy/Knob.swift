import SoleGait

/// A constant of the engine that is chosen on data: where the choice begins, and what there is to
/// choose from.
struct Knob {
  var name: String
  var values: [Int]
  var read: (Tuning) -> Int
  var write: (inout Tuning, Int) -> Void

  init(_ name: String, _ path: WritableKeyPath<Tuning, some BinaryInteger>, _ values: [Int]) {
    self.name = name
    self.values = values
    read = { Int($0[keyPath: path]) }
    write = { $0[keyPath: path] = .init(truncatingIfNeeded: $1) }
  }

  /// Running's time on the ground takes two constants, of which neither can be chosen alone: the
  /// part in 1/1024, times 100, and the offset in ms.
  private static var runStance: Knob {
    var knob = Knob("runStance, runOffset", \.runStance, [102_400])
    for part in [1050, 1100, 1150, 1200, 1250] {
      knob.values += stride(from: 0, through: 40, by: 5).map { part * 100 + $0 }
    }
    knob.read = { Int($0.runStance) * 100 + Int($0.runOffset) }
    knob.write = {
      $0.runStance = UInt16($1 / 100)
      $0.runOffset = UInt16($1 % 100)
    }
    return knob
  }

  /// All that there are. The first value is the beginning: one rule for all gaits, as GAIT.md has
  /// it, and no correction of contact and toe-off.
  static var all: [Knob] {
    [
      Knob("nearWindow", \.nearWindow, [20, 15, 25]),
      Knob("factor", \.factor, [45, 30, 35, 40, 50, 60]),
      Knob("likeFactor", \.likeFactor, [45, 10, 15, 20, 30]),
      Knob("fastFactor", \.fastFactor, [45, 15, 20, 25, 35]),
      Knob("sprintFactor", \.sprintFactor, [45, 8, 12, 16, 24]),
      Knob("riseFloor", \.riseFloor, [250, 150, 200, 350]),
      Knob("fastCadence", \.fastCadence, [1700, 1500, 1600, 1800]),
      Knob("fastSpeed", \.fastSpeed, [3000, 2500, 3500]),
      Knob("walkContact", \.walkContact, [0, 3, 5, 8, 12]),
      Knob("walkToeOff", \.walkToeOff, [0, 10, 15, 20, 25]),
      Knob("runContact", \.runContact, [0, 10, 14, 16, 18, 20, 24]),
      runStance,
    ]
  }

  static var beginning: Tuning {
    var tuning = Tuning()
    for knob in all { knob.write(&tuning, knob.values[0]) }
    return tuning
  }
}
