import Judge
import Testing

@testable import Report

@Suite struct PlotTests {
  @Test(arguments: [
    (0.0...10.0, 6, [0.0, 2, 4, 6, 8, 10]), (0...1, 6, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    (-0.3...0.31, 4, [-0.2, 0, 0.2]), (1200...1260, 5, [1200, 1220, 1240, 1260]),
    (0...3600, 7, [0, 1000, 2000, 3000]), (0...32, 7, [0, 5, 10, 15, 20, 25, 30]),
  ])
  func ticksAreRoundNumbers(_ range: ClosedRange<Double>, _ count: Int, _ expected: [Double]) {
    let ticks = Plot.Axis(title: "", unit: "", range: range).ticks(atMost: count)
    #expect(ticks.count == expected.count)
    #expect(zip(ticks, expected).allSatisfy { abs($0 - $1) < 1e-9 }, "\(ticks)")
  }

  /// However the range lies, ticks are within it, evenly spaced, and no more than asked for.
  @Test func ticksHoldForAnyRange() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    for _ in 0..<5000 {
      let low = (random() - 0.5) * [1e-3, 1, 1e3, 1e6][Int(random() * 4)]
      let range = low...low + (0.1 + random()) * [1e-3, 1, 1e3, 1e9][Int(random() * 4)]
      let axis = Plot.Axis(title: "", unit: "", range: range)
      let ticks = axis.ticks(atMost: 6)
      #expect(ticks.count <= 6 && ticks.count >= 1, "\(range): \(ticks)")
      let labels = ticks.map { NumberText.fixed($0, decimals: axis.decimals(atMost: 6)) }
      #expect(Set(labels).count == labels.count, "\(range): \(labels)")
    }
  }

  @Test func axesHoldWhatTheyAreGiven() throws {
    let axis = try #require(Plot.Axis("a", "m", holding: [3, .nan, 5, .infinity]))
    #expect(axis.range.contains(3) && axis.range.contains(5) && axis.range.upperBound < 6)
    #expect(Plot.Axis("a", "", holding: [.nan]) == nil)
    let one = try #require(Plot.Axis("a", "", holding: [0.0]))
    #expect(one.range.lowerBound < 0 && one.range.upperBound > 0)
    let zero = try #require(Plot.Axis("a", "", holding: [3, 5], includesZero: true))
    #expect(zero.range.lowerBound == 0)
    #expect(axis.label == "a (m)")
  }

  /// Every peak survives, whatever the number of columns.
  @Test(arguments: [1, 7, 360, 5000]) func noPeakIsLost(_ columns: Int) {
    var values = (0..<4001).map { Double($0 % 13) }
    values[1234] = 99
    values[4000] = -50
    let short = Envelope.columns(values, start: 2, spacing: 0.5, columns: columns)
    #expect(short.count <= columns)
    #expect(short.map(\.high).max() == 99 && short.map(\.low).min() == -50)
    #expect(short.allSatisfy { $0.low <= $0.high && $0.x >= 2 && $0.x <= 2 + 2000 })
    let peak = short.min { abs($0.high - 99) < abs($1.high - 99) }
    let width = 2000.0 / Double(min(columns, 4001)) + 1
    #expect(abs((peak?.x ?? 0) - (2 + 1234 * 0.5)) <= width)
  }

  @Test func fewPointsStayAndManyKeepTheirExtremes() {
    let points = (0..<10_000).map {
      Plot.Point(x: Double($0), y: $0 == 7777 ? 1000 : Double($0 % 50))
    }
    #expect(Envelope.thinned(Array(points.prefix(200)), columns: 100).count == 200)
    let thin = Envelope.thinned(points, columns: 100)
    #expect(thin.count <= 200)
    #expect(thin.contains(Plot.Point(x: 7777, y: 1000)))
    #expect(thin.map(\.x) == thin.map(\.x).sorted())
  }

  @Test func pointsAreDrawnWhereTheAxesSay() throws {
    let plot = Plot(
      title: "t", summary: "s", x: .init(title: "x", unit: "s", range: 0...10),
      y: .init(title: "y", unit: "m", range: 0...5),
      layers: [
        .init(
          name: nil, style: .told,
          shape: .dots([
            .init(x: 0, y: 0), .init(x: 10, y: 5), .init(x: 5, y: 99), .init(x: 11, y: 1),
          ]))
      ])
    let svg = PlotDrawing(plot).svg
    let scale = try #require(
      try Markup(svg).all("svg").first?.attributes["data-scale"]?.split(separator: " ")
        .compactMap { Double($0) })
    let (left, right, bottom, top) = (scale[2], scale[3], scale[6], scale[7])
    func text(_ value: Double) -> String { PlotDrawing.text(value) }
    let expected =
      "M\(text(left)) \(text(bottom))h0M\(text(right)) \(text(top))h0"
      // Beyond the axis is drawn at its edge; beside it, not at all.
      + "M\(text((left + right) / 2)) \(text(top))h0"
    #expect(svg.contains("d=\"\(expected)\""), "\(svg)")
  }

  @Test func legendsBreakIntoLinesThatFit() throws {
    let names = ["one", "a rather long name", "another rather long name", "and a last one"]
    let plot = Plot(
      title: "t", summary: "s", x: .init("x", "s", to: 10), y: .init("y", "m", to: 10),
      layers: names.map { .init(name: $0, style: .told, shape: .dots([.init(x: 1, y: 1)])) })
    let texts = try Markup(PlotDrawing(plot).svg).all("text").filter { names.contains($0.text) }
    let places = texts.map { (Double($0.attributes["x"] ?? "") ?? 0, $0.attributes["y"] ?? "") }
    #expect(Set(places.map(\.1)).count > 1)
    for (place, name) in zip(places, names) {
      #expect(place.0 + Double(name.count) * 6.5 < PlotDrawing.width)
    }
  }

  @Test(arguments: [(-0.04, "0"), (-0.06, "-0.1"), (1.25, "1.3"), (12, "12"), (-3.5, "-3.5")])
  func placesHaveOneDecimal(_ value: Double, _ text: String) {
    #expect(PlotDrawing.text(value) == text)
  }

  @Test func histogramsCountEveryValue() throws {
    let values = (0..<1000).map { Double($0 % 97) }
    let view = try #require(
      Histogram(values: values, unit: "ms", budget: 120).view(
        title: "t", axis: "time", what: "events", caption: "c"))
    #expect(view.svgs[0].contains("limit 120 ms"))
    #expect(view.svgs[0].contains("A histogram of 1000 events."))
    #expect(
      Histogram(values: [], unit: "", budget: 1).view(
        title: "", axis: "", what: "", caption: "") == nil)
  }
}

@Suite struct MarginBarTests {
  private func bar(_ value: Double?, _ limit: Limit, unit: String = "ms") -> String? {
    let measured = MeasuredValue("q", value, uncertainty: 0.5, unit: unit, limit: limit)
    return MarginBar(measured, VerdictView(measured.verdict))?.svg
  }

  private func place(_ svg: String) -> Double {
    let start = svg.firstRange(of: "class=\"value\" d=\"M")?.upperBound ?? svg.startIndex
    return Double(svg[start...].prefix { $0 != " " }) ?? .nan
  }

  /// From the left of what is shown to its right: inside is inside of the filled part.
  @Test func aValueStandsWhereItIsBetweenItsLimits() throws {
    let near = try #require(bar(90, .atMost(100)))
    #expect(near.contains("class=\"allowed\" d=\"M0 4H96v8H0z\""))
    #expect(abs(place(near) - 86.4) < 0.1)
    let beyond = try #require(bar(130, .atMost(100)))
    #expect(beyond.contains("class=\"margin fail\"") && place(beyond) > 83.9 + 8)
    #expect(place(try #require(bar(1000, .atMost(100)))) == 118)
    let middle = try #require(bar(0, .within(3)))
    #expect(place(middle) == 60)
    let share = try #require(bar(99, .atLeast(98), unit: "%"))
    #expect(place(share) == 90)
    #expect(try place(#require(bar(4000, .atLeast(512)))) == 118)
    #expect(bar(3, .exactly(3)) == nil && bar(nil, .atMost(1)) == nil)
    #expect(try #require(bar(2, .atMost(0))).contains("class=\"value\""))
  }
}
