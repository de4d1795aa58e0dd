/// A plot with its words, as the page shows it.
struct PlotView {
  let title: String
  let svgs: [String]
  let caption: String
  /// Panels of one plot, side by side where there is room.
  let isPair: Bool

  init(_ title: String, _ plots: [Plot], caption: String) {
    self.title = title
    svgs = plots.map { PlotDrawing($0).svg }
    self.caption = caption
    isPair = plots.count > 1
  }
}
