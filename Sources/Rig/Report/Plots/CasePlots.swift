internal import Judge

/// All plots of one case, in the order in which they are looked at.
struct CasePlots {
  /// Where it first went wrong; nil for a case that passed.
  let divergence: PlotView?
  let views: [PlotView]

  /// - Parameter series: nil for a case that never ran, or a run whose capture is not at hand.
  init(_ judged: CaseJudgement, _ series: CaseSeries?) {
    guard let series else {
      (divergence, views) = (nil, [])
      return
    }
    divergence = FirstDivergence(judged, series)?.view(series)
    views =
      [StimulusPlots(series).view].compactMap(\.self)
      + StridePlots(judged: judged, series: series).views
      + TimePlots(judged: judged, series: series).views
  }
}
