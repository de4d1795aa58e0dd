/// A plot as a value: what is drawn against what. `PlotDrawing` makes the one SVG of it.
struct Plot {
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  /// One side of a plot.
  struct Axis {
    /// What is told along it: `sample time`.
    var title: String
    var unit: String
    var range: ClosedRange<Double>
  }

  /// Something drawn, and its word in the legend; nil is not in the legend.
  struct Layer {
    var name: String?
    var style: Style
    var shape: Shape
  }

  /// What a layer means; colours and strokes are the style sheet's.
  enum Style: String {
    /// What the board told.
    case told
    /// What is taken for true.
    case golden
    /// What is allowed.
    case band
    /// Where what is allowed ends.
    case limit
    /// What should not be there, or is not there.
    case odd
    /// What was fed to the board.
    case stimulus
    /// A value beside the others: a mean, the middle.
    case quiet
  }

  enum Shape {
    case line([Point])
    /// A line that has more points than the plot has columns: least and greatest in each.
    case envelope([Envelope.Column])
    case dots([Point])
    case rings([Point])
    case crosses([Point])
    /// Uprights from `low` to `high`.
    case whiskers([(x: Double, low: Double, high: Double)])
    /// Between two curves.
    case band([(x: Double, low: Double, high: Double)])
    /// From zero to `height`, side by side.
    case bars([(low: Double, high: Double, height: Double)])
    /// Across the whole plot.
    case horizontal([Double])
    case vertical([Double])
    /// A tick a value along the bottom, in one of two rows.
    case rug([Double], row: Int)
  }

  /// What it shows, for one who can't see it, and as its name.
  var title: String
  var summary: String
  var x: Axis
  var y: Axis
  var layers: [Layer]
}

extension Plot.Axis {
  /// An axis that holds all of some values, and zero where asked for, with some air around them.
  ///
  /// nil where there is no finite value.
  init?(
    _ title: String, _ unit: String, holding values: some Sequence<Double>,
    includesZero: Bool = false
  ) {
    let finite = values.filter(\.isFinite)
    guard var low = finite.min(), var high = finite.max() else { return nil }
    let air = high > low ? (high - low) * 0.08 : max(abs(high) * 0.1, 1e-3)
    (low, high) = (low - air, high + air)
    if includesZero {
      if low > 0 || finite.allSatisfy({ $0 >= 0 }) { low = 0 }
      high = max(high, 0)
    }
    self.init(title: title, unit: unit, range: low...high)
  }

  /// Of the whole of a stretch that begins at zero.
  init(_ title: String, _ unit: String, to end: Double) {
    self.init(title: title, unit: unit, range: 0...max(end, 1e-3))
  }

  /// Multiples of 1, 2 or 5 times a power of ten within the range: `count` of them, or fewer.
  func ticks(atMost count: Int) -> [Double] {
    let step = step(atMost: count)
    // An end that is a multiple but for its last bit is one.
    let first = (range.lowerBound / step - 1e-6).rounded(.up)
    let last = (range.upperBound / step + 1e-6).rounded(.down)
    guard first <= last else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Decimals that ticks of this step need.
  func decimals(atMost count: Int) -> Int {
    var (step, decimals) = (step(atMost: count), 0)
    while decimals < 9, (step - step.rounded()).magnitude > 1e-6 * step {
      step *= 10
      decimals += 1
    }
    return decimals
  }

  private func step(atMost count: Int) -> Double {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite else { return 1 }
    var power = 1.0
    while power * Double(count) > span { power /= 10 }
    while power * 10 * Double(count) <= span { power *= 10 }
    let steps = [1.0, 2, 5, 10, 20, 50, 100].map { $0 * power }
    return steps.first { step in
      (range.upperBound / step + 1e-6).rounded(.down)
        - (range.lowerBound / step - 1e-6).rounded(.up) < Double(count)
    } ?? span
  }

  /// `stride length (mm)`.
  var label: String { unit.isEmpty ? title : "\(title) (\(unit))" }
}
