/// A run as a line of distance over time in strides: between two strides' ends it is straight.
struct Course {
  /// Metres and seconds at each stride's end, from 0 at the beginning.
  private(set) var points: [(metres: Double, seconds: Double)] = [(0, 0)]

  mutating func append(metres: Double, seconds: Double) {
    let last = points[points.count - 1]
    points.append((last.metres + metres, last.seconds + seconds))
  }

  var metres: Double { points[points.count - 1].metres }
  var seconds: Double { points[points.count - 1].seconds }

  /// The stride that reaches a distance, from 0, and when on its way; nil where none does.
  func reaching(_ metres: Double) -> (stride: Int, seconds: Double)? {
    guard let index = points.firstIndex(where: { $0.metres >= metres }), index > 0 else {
      return nil
    }
    let (from, to) = (points[index - 1], points[index])
    let share = (metres - from.metres) / max(to.metres - from.metres, 0.001)
    return (index - 1, from.seconds + share * (to.seconds - from.seconds))
  }

  /// When each full 100 m was reached, and by which stride.
  var marks: [(stride: Int, seconds: Double)] {
    var marks: [(Int, Double)] = [(-1, 0)]
    var next = 1
    for index in points.indices.dropFirst() {
      let (from, to) = (points[index - 1], points[index])
      let place = Double(next) * 100
      guard to.metres >= place else { continue }
      let share = (place - from.metres) / max(to.metres - from.metres, 0.001)
      marks.append((index - 1, from.seconds + share * (to.seconds - from.seconds)))
      next += 1
    }
    return marks
  }

  /// The fastest stretches between full 100 m: each that was faster than all before it.
  func bests(overMarks count: Int) -> [(stride: Int, seconds: Double)] {
    let marks = marks
    var found: [(stride: Int, seconds: Double)] = []
    for index in marks.indices where index >= count {
      let time = marks[index].seconds - marks[index - count].seconds
      if found.last.map({ time < $0.seconds }) ?? true { found.append((marks[index].stride, time)) }
    }
    return found
  }
}
