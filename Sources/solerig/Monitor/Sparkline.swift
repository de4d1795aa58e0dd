/// A row of numbers as a row of blocks.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// From the smallest to the largest; equal numbers stand in the middle.
  static func text(_ values: some Collection<Double>) -> String {
    guard let least = values.min(), let most = values.max() else { return "" }
    return String(
      values.map { value in
        guard most > least else { return blocks[blocks.count / 2] }
        let share = (value - least) / (most - least)
        return blocks[min(blocks.count - 1, Int(share * Double(blocks.count)))]
      })
  }
}
