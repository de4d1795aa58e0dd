package import Judge

/// All that a page is made of: the run's document, and what lies beside it.
package struct RunReport: Sendable {
  package var document: RunDocument
  /// SHA-256 of run.json's bytes.
  package var documentHash: String
  /// What plots are drawn from, case by case; empty where the capture is not at hand.
  package var series: [CaseSeries?]
  /// nil for a run that nobody signed.
  package var signature: SSHSignature?

  package init(
    document: RunDocument, documentHash: String, series: [CaseSeries?] = [],
    signature: SSHSignature? = nil
  ) {
    self.document = document
    self.documentHash = documentHash
    self.series = series
    self.signature = signature
  }

  func series(_ index: Int) -> CaseSeries? {
    series.indices.contains(index) ? series[index] : nil
  }
}
