import SoleShoe
import Testing

@testable import SoleGait

@Suite("Totals")
struct RunTotalsTests {
  /// So many strides, each like the other.
  private func totals(
    _ count: Int, metres: Double, seconds: Double, _ activity: SoleGait.Activity,
    from start: UInt32 = 0
  ) -> RunTotals {
    var totals = RunTotals(rateHertz: 200)
    var stride = SoleGait.Stride()
    stride.endMidstance = start
    for _ in 0..<count {
      stride = .next(after: stride, metres: metres, seconds: seconds, activity: activity)
      totals.take(stride)
    }
    return totals
  }

  /// ACSM by hand: 70 kg at 5 km/h use 0.1 · 83.33 + 3.5 = 11.83 ml/kg/min, which is 248.5 kcal an
  /// hour; at 10 km/h 0.2 · 166.67 + 3.5 = 36.83, which is 773.5.
  @Test("an hour's walk and an hour's run cost what ACSM's equations say")
  func calories() {
    let walk = totals(3600, metres: 5.0 / 3.6, seconds: 1, .walk)
    #expect(abs(Int(walk.calories(bodyMassTenthKilograms: 700)) - 2485) <= 2)
    let run = totals(5000, metres: 2, seconds: 0.72, .run)
    #expect(abs(Int(run.calories(bodyMassTenthKilograms: 700)) - 7735) <= 2)
    #expect(run.calories(bodyMassTenthKilograms: 0) == 0)
    #expect(run.milliseconds == 3_600_000)
    #expect(run.pace == 360)
    #expect(run.steps == 10_000)
    #expect(run.runSeconds == 3600 && run.walkSeconds == 0)
  }

  @Test("strides are counted by activity and by how the foot lands")
  func classes() {
    var totals = RunTotals(rateHertz: 200)
    var stride = SoleGait.Stride()
    for (angle, activity) in [
      (Int16(75), SoleGait.Activity.walk), (74, .run), (-8, .run), (-9, .run), (200, .run),
    ] {
      stride = .next(after: stride, activity: activity)
      stride.strikeAngleTenthDegrees = angle
      totals.take(stride)
    }
    stride = .next(after: stride)
    stride.quality = .noContact
    stride.speedMillimetresPerSecond = 9000
    totals.take(stride)
    #expect(totals.walkStrides == 1 && totals.runStrides == 5)
    #expect(totals.rearfootStrides == 2)
    #expect(totals.midfootStrides == 2)
    #expect(totals.forefootStrides == 1)
    #expect(totals.topSpeedMillimetresPerSecond == 3143, "a flagged stride sets no record")
  }

  /// Sample time is in 1/16 samples of 32 bits: at 200 Hz it wraps after 15.5 days, at 1 MHz, as
  /// the device's own clock would, after 71 minutes.
  @Test("a clock that wraps changes no sum")
  func wrap() {
    let plain = totals(100, metres: 2, seconds: 0.7, .run)
    let wrapped = totals(100, metres: 2, seconds: 0.7, .run, from: .max - 100_000)
    #expect(wrapped.milliseconds == plain.milliseconds)
    #expect(plain.milliseconds == 70_000)
  }

  @Test("49 days of strides and more: milliseconds stay at their greatest, seconds go on")
  func longTime() {
    #expect(SampleTime.milliseconds(sixteenths: 3200 * 4_294_968, rateHertz: 200) == .max)
    #expect(SampleTime.milliseconds(sixteenths: 3200 * 4_294_967, rateHertz: 200) == 4_294_967_000)
    #expect(SampleTime.milliseconds(sixteenths: .max, rateHertz: 100) == .max)
  }
}
