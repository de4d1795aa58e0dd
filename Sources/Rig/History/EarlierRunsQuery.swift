package import Report

extension RunHistory {
  /// What the runs before one gave, of its board and suite; nil where there is none to compare.
  package func earlier(
    than run: Int64, _ document: RunDocument
  ) throws(HistoryError) -> EarlierRuns? {
    let facts = document.run
    let runs = try runs(
      .sameBoard(
        rig: facts.rig, kind: facts.board, chip: facts.uniqueID, suite: facts.suite, before: run,
        limit: EarlierRuns.runLimit - 1)
    ).reversed()
    let measured = try measurements(of: runs.map(\.id))
    let past = runs.map { run in
      (run: EarlierRuns.Run(run), measured: EarlierRuns.values(measured[run.id] ?? []))
    }
    return EarlierRuns(past, of: document.judgement)
  }
}

extension RunFilter {
  /// Runs of a suite on one board, that ended before one.
  ///
  /// A chip is known by its id, wherever it is plugged in. A board that is a program of the host's is
  /// what its rig makes of it.
  package static func sameBoard(
    rig: String, kind: String, chip: String?, suite: String, before: Int64, limit: Int
  ) -> RunFilter {
    let isVirtual = RunFacts.isVirtual(board: kind)
    return RunFilter(
      rig: isVirtual ? rig : nil, board: isVirtual ? kind : chip ?? kind, suite: suite,
      state: .ended, before: before, limit: limit)
  }
}

extension EarlierRuns.Run {
  fileprivate init(_ run: RecordedRun) {
    self.init(
      id: run.name, startedAt: run.startedAt, firmwareVersion: run.firmwareVersion,
      imageHash: run.imageHash, verdict: run.verdict)
  }
}

extension EarlierRuns {
  fileprivate static func values(_ measured: [RecordedMeasurement]) -> [Place: Value] {
    let known = measured.compactMap { item in
      item.value.flatMap { value in
        value.isFinite
          ? (
            Place(case: item.case, check: item.check, quantity: item.quantity),
            Value(value, uncertainty: item.uncertainty)
          ) : nil
      }
    }
    return Dictionary(known, uniquingKeysWith: { first, _ in first })
  }
}
