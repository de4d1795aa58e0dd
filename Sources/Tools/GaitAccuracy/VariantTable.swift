/// How recordings fare in variants, as a person reads it.
struct VariantTable {
  let variants: [Findings.Variant]

  var text: String {
    if variants.isEmpty { return "" }
    var text = "\nrecordings in other ways; * misses a goal\n"
    text += Text.left("", 28)
    text += " walk: found  false  length    bias   IC SD   TO SD"
    text += "   run: found  false  length    bias\n"
    for variant in variants {
      text += "  \(Text.left(variant.name, 26))" + found(variant.walk) + length(variant.walk, 2)
      text += deviation(variant.walk?.initialContact) + deviation(variant.walk?.toeOff)
      text += found(variant.run) + length(variant.run, 2.5) + "\n"
    }
    return text
  }

  private func found(_ figures: Findings.Variant.Figures?) -> String {
    guard let row = figures?.found else { return Text.right("-", 19) }
    return Text.figure(row.foundShare, 12, row.foundShare < Goals.found(row.gait))
      + Text.figure(row.falseShare, 7, row.falseShare > Goals.falseShare)
  }

  private func length(_ figures: Findings.Variant.Figures?, _ limit: Double) -> String {
    guard let length = figures?.strideLength else { return Text.right("-", 16) }
    return Text.figure(length.meanAbsolute, 8, length.meanAbsolute > limit)
      + Text.figure(length.bias, 8, length.bias.magnitude > 1)
  }

  private func deviation(_ statistics: Statistics?) -> String {
    statistics.map { Text.figure($0.deviation, 8, $0.deviation > 8) } ?? Text.right("-", 8)
  }
}
