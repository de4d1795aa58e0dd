internal import Foundation
internal import Judge
internal import Wording

/// Stride length stride by stride, against the golden, as an inline SVG.
struct ChartView {
  let svg: String
  let caption: String

  private static let width = 560.0
  private static let height = 240.0
  private static let plot = (left: 44.0, top: 14.0, right: 548.0, bottom: 200.0)

  /// nil where the reference has no lengths to compare with.
  init?(_ item: CaseJudgement) {
    let rows = item.strides
    let lengths = rows.flatMap { [$0.referenceLengthMillimetres, $0.lengthMillimetres] }
      .compactMap(\.self)
    guard rows.contains(where: { $0.referenceLengthMillimetres != nil }),
      let longest = lengths.max(), longest > 0
    else { return nil }
    let scale = Scale(seconds: max(item.stimulus.seconds, 1), metres: longest / 1000)
    let missed = rows.filter { $0.outcome == .missed }
    let odd = rows.filter { $0.outcome == .unfounded }
    let summary =
      "Stride length of \(item.name), stride by stride: "
      + "\(rows.count { $0.outcome == .matched }) found, \(missed.count) missed, \(odd.count) false."
    svg =
      """
      <svg viewBox="0 0 \(Self.text(Self.width)) \(Self.text(Self.height))" role="img" \
      aria-label="\(SafeText.markup(summary))">
      \(scale.grid)
      <path class="truth" d="\(Self.dots(rows, scale, \.referenceLengthMillimetres))"/>
      <path class="told" d="\(Self.dots(rows, scale, \.lengthMillimetres))"/>
      <path class="odd" d="\(Self.crosses(missed, scale, \.referenceLengthMillimetres))"/>
      <path class="odd" d="\(Self.rings(odd, scale))"/>
      \(Self.legend(hasMissed: !missed.isEmpty, hasOdd: !odd.isEmpty))
      </svg>
      """
    caption = summary + " Starts, stops and turns are drawn, too, and count for nothing."
  }

  /// Places of values on the picture.
  private struct Scale {
    let seconds: Double
    let metres: Double
    private let metreStep: Double
    private let secondStep: Double

    init(seconds: Double, metres: Double) {
      metreStep = Scale.step(metres / 4)
      secondStep = Scale.step(seconds / 6)
      self.seconds = seconds
      self.metres = (metres / metreStep).rounded(.up) * metreStep
    }

    func x(_ time: Double) -> Double {
      plot.left + (plot.right - plot.left) * min(max(time / seconds, 0), 1)
    }

    func y(_ millimetres: Double) -> Double {
      plot.bottom - (plot.bottom - plot.top) * min(millimetres / 1000 / metres, 1)
    }

    /// 1, 2 or 5 times a power of ten, not below `least`.
    private static func step(_ least: Double) -> Double {
      let power = pow(10, floor(log10(least)))
      return [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= least * 0.999 } ?? least
    }

    /// Lines and numbers of both axes, with their units.
    var grid: String {
      var text = ""
      for value in stride(from: 0, through: metres * 1.001, by: metreStep) {
        let y = ChartView.text(y(value * 1000))
        text += "<path class=\"grid\" d=\"M\(ChartView.text(plot.left)) \(y)"
        text += "H\(ChartView.text(plot.right))\"/>"
        text += "<text x=\"\(ChartView.text(plot.left - 6))\" y=\"\(y)\" text-anchor=\"end\" "
        text += "dominant-baseline=\"middle\">\(NumberText.of(value))</text>\n"
      }
      for value in stride(from: 0, through: seconds, by: secondStep) {
        text += "<text x=\"\(ChartView.text(x(value)))\" y=\"\(ChartView.text(plot.bottom + 16))\" "
        text += "text-anchor=\"middle\">\(NumberText.of(value))</text>\n"
      }
      text += "<text x=\"2\" y=\"10\">m</text>"
      text += "<text x=\"\(ChartView.text(plot.right))\" y=\"\(ChartView.text(plot.bottom + 32))\" "
      return text + "text-anchor=\"end\">seconds of sample time</text>"
    }
  }

  /// A dot a stride: a stroke of no length with round ends.
  private static func dots(
    _ rows: [StrideRow], _ scale: Scale, _ length: KeyPath<StrideRow, Double?>
  ) -> String {
    rows.compactMap { row in
      row[keyPath: length].map { "M\(place(row, $0, scale))h0" }
    }.joined()
  }

  private static func crosses(
    _ rows: [StrideRow], _ scale: Scale, _ length: KeyPath<StrideRow, Double?>
  ) -> String {
    rows.map { row in
      "M\(place(row, row[keyPath: length] ?? 0, scale))m-6 -6l12 12m0 -12l-12 12"
    }.joined()
  }

  private static func rings(_ rows: [StrideRow], _ scale: Scale) -> String {
    rows.map { row in
      "M\(place(row, row.lengthMillimetres ?? 0, scale))m-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0"
    }.joined()
  }

  private static func place(_ row: StrideRow, _ length: Double, _ scale: Scale) -> String {
    "\(text(scale.x(row.end))) \(text(scale.y(length)))"
  }

  private static func legend(hasMissed: Bool, hasOdd: Bool) -> String {
    let y = height - 8
    var entries = [("truth", "h0", "golden"), ("told", "h0", "told by the chip")]
    if hasMissed { entries.append(("odd", "m-5 -5l10 10m0 -10l-10 10", "missed")) }
    if hasOdd { entries.append(("odd", "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0", "false")) }
    var x = plot.left + 6
    return entries.map { style, shape, words in
      defer { x += 34 + 7 * Double(words.count) }
      return "<path class=\"\(style)\" d=\"M\(text(x)) \(text(y - 4))\(shape)\"/>"
        + "<text x=\"\(text(x + 12))\" y=\"\(text(y))\">\(words)</text>"
    }.joined(separator: "\n")
  }

  private static func text(_ value: Double) -> String {
    let rounded = (value * 10).rounded() / 10
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
