import SoleGait
import TestSupport
import Testing

@testable import SoleApp

@Suite("Means and spreads of a session")
struct SessionTotalsTests {
  @Test(
    "as in double precision, whatever the sign and size", arguments: [3, -31, 0, 9_000, 65_000])
  func total(_ centre: Int32) {
    var random = TestRandom(seed: 8)
    let values = (0..<500).map { _ in centre + Int32.random(in: -500...500, using: &random) }
    var total = Total()
    for value in values { total.add(value) }
    let mean = values.reduce(0) { $0 + Double($1) } / 500
    let squares = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    #expect(abs(Double(total.mean(of: 500)) - mean) <= 0.5)
    let spread = (squares / 499).squareRoot()
    #expect(abs(Double(total.spread(of: 500)) - spread) <= 1)
  }

  @Test("the longest session of the largest values overflows nothing")
  func longest() {
    var total = Total()
    for _ in 0..<50_000 { total.add(65_535) }
    #expect(total.mean(of: 50_000) == 65_535)
    #expect(total.spread(of: 50_000) == 0)
  }

  @Test("nothing has no mean and one value no spread")
  func few() {
    var total = Total()
    #expect(total.mean(of: 0) == 0)
    total.add(-7)
    #expect(total.mean(of: 1) == -7)
    #expect(total.spread(of: 1) == 0)
  }

  @Test("a flagged stride is left out")
  func flagged() {
    var totals = SessionTotals()
    var stride = SoleGait.Stride.some(length: 1_200)
    totals.take(stride)
    stride.quality = .turned
    stride.strideLengthMillimetres = 400
    totals.take(stride)
    #expect(totals.count == 1)
    #expect(totals.strideLength.mean(of: totals.count) == 1_200)
  }
}

extension SoleGait.Stride {
  fileprivate static func some(length: UInt16) -> SoleGait.Stride {
    var stride = GaitEngine(GaitConfiguration(sampleRateHertz: 200)).stride
    stride.strideLengthMillimetres = length
    return stride
  }
}
