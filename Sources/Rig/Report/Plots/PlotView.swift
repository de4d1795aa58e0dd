/// A plot with its words, as the page shows it.
struct PlotView {
  let title: String
  let svgs: [String]
  let caption: String

  init(_ title: String, _ plots: [Plot], caption: String) {
    self.title = title
    svgs = plots.map { PlotDrawing($0).svg }
    self.caption = caption
  }
}
