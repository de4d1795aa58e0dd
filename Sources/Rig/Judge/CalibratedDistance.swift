internal import Foundation
internal import RigModel
internal import Stimulus

extension CaseScene {
  /// Fewer strides in a half tell their own spread, not a way's length.
  private static let leastStrides = 5

  func calibratedDistance(
    errorPercent: Double, _ alignment: StrideAlignment
  ) -> CheckResult {
    let pairs = comparable(alignment).filter { ($0.truth.lengthMetres ?? 0) > 0 }
    guard !pairs.isEmpty else { return nothingMatched(alignment) }
    let halves = [pairs.prefix(pairs.count / 2), pairs.dropFirst(pairs.count / 2)].map(Way.init)
    guard halves.allSatisfy({ $0.strides >= Self.leastStrides && $0.told > 0 }) else {
      return .notMeasured(
        "\(pairs.count) strides are too few to calibrate on a half of them: "
          + "\(2 * Self.leastStrides) are needed")
    }
    func measure(_ name: String, _ way: Way, by other: Way) -> MeasuredValue {
      let factor = other.metres / other.told
      return MeasuredValue(
        name, 100 * (way.told * factor / way.metres - 1),
        // Every stride's length is told in whole millimetres.
        uncertainty: 100 * 0.0005 * Double(way.strides) / way.metres, unit: "%",
        limit: .within(errorPercent))
    }
    return CheckResult(
      measurements: [
        measure("first half", halves[0], by: halves[1]),
        measure("second half", halves[1], by: halves[0]),
      ],
      figures: [
        Figure("strides compared", pairs.count),
        Figure("factor by the first half", halves[0].metres / halves[0].told),
        Figure("factor by the second half", halves[1].metres / halves[1].told),
        Figure("reference", halves[0].metres + halves[1].metres, "m"),
      ],
      evidence: halves.map { way in
        String(format: "%.2f m told, %.2f m true in %d strides", way.told, way.metres, way.strides)
      },
      reference: suiteCase.truth?.source)
  }
}

/// A way in metres as it was told, and as it was.
private struct Way {
  var strides = 0
  var told = 0.0
  var metres = 0.0

  init(_ pairs: ArraySlice<StrideAlignment.Pair>) {
    strides = pairs.count
    for pair in pairs {
      told += pair.detected.lengthMillimetres / 1000
      metres += pair.truth.lengthMetres ?? 0
    }
  }
}
