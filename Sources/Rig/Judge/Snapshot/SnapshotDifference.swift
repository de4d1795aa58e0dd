package import RigModel

/// How what the chip tells now differs from what was approved, metric by metric.
package struct SnapshotDifference: Equatable, Sendable {
  /// One column of one kind of message.
  package struct Metric: Equatable, Sendable {
    /// `stride` or `summary`.
    package var message: String
    package var name: String
    package var unit: String?
    /// Rows in which both have it, and those of them in which it differs.
    package var compared: Int
    package var differing: Int
    /// The row of the largest difference, counted from 1, and what either says there.
    package var row: Int
    package var approved: SnapshotValue
    package var now: SnapshotValue
    /// The largest difference as a share of the metric's usual size: what makes units comparable.
    package var share: Double
  }

  /// Metrics that differ, worst first.
  package private(set) var metrics: [Metric] = []
  /// Rows that only one side has, in words.
  package private(set) var counts: [String] = []
  /// The first row in which something differs, in words; nil where nothing does.
  package private(set) var first: String?
  /// Values that differ, and rows that only one side has.
  package private(set) var total = 0
  /// What was approved and is not told any more, as after a change of the contract: columns by
  /// their names, and whole messages.
  package private(set) var untold: [String] = []
  /// Whether anything at all could be held against each other.
  package private(set) var isEmpty = true

  package var isNone: Bool { total == 0 }

  /// Columns that are new, as after a change of the contract, are left aside.
  package init(approved: [SnapshotTable], now: [SnapshotTable]) {
    for old in approved {
      guard let new = now.first(where: { $0.message == old.message }) else {
        untold.append("all of \(old.message)")
        continue
      }
      compare(old, new)
    }
    metrics.sort { ($1.share, $0.name) < ($0.share, $1.name) }
  }

  private mutating func compare(_ old: SnapshotTable, _ new: SnapshotTable) {
    if old.rows.count != new.rows.count {
      counts.append("\(old.rows.count) \(old.message) rows were approved, \(new.rows.count) came")
      total += abs(old.rows.count - new.rows.count)
      isEmpty = false
    }
    // Without a row, a table does not tell which columns it would have.
    if old.rows.isEmpty || new.rows.isEmpty { return }
    var firstRow = Int.max
    for (column, title) in old.columns.enumerated() {
      guard let other = new.columns.firstIndex(of: title) else {
        untold.append("\(old.message) \(title.name)" + (title.unit.map { " in \($0)" } ?? ""))
        continue
      }
      isEmpty = false
      let pairs = zip(old.rows, new.rows).map { ($0[column], $1[other]) }
      guard let metric = Metric(old.message, title, pairs) else { continue }
      metrics.append(metric)
      total += metric.differing
      guard let row = pairs.firstIndex(where: { $0 != $1 }), row < firstRow else { continue }
      firstRow = row
      let (one, two) = pairs[row]
      if first == nil || old.message == "stride" {
        first =
          "\(old.message) \(row + 1) is the first that differs: \(title.name) "
          + "\(one.text(title.unit)) was approved, \(two.text(title.unit)) came"
      }
    }
  }
}

extension SnapshotDifference.Metric {
  /// nil where nothing differs.
  fileprivate init?(
    _ message: String, _ column: SnapshotTable.Column, _ pairs: [(SnapshotValue, SnapshotValue)]
  ) {
    let differing = pairs.indices.filter { pairs[$0].0 != pairs[$0].1 }
    let worst = differing.max { Self.distance(pairs[$0]) < Self.distance(pairs[$1]) }
    guard let worst else { return nil }
    let sizes = pairs.map { Self.size($0.0) }
    let usual = sizes.reduce(0, +) / Double(sizes.count)
    let distance = Self.distance(pairs[worst])
    self.init(
      message: message, name: column.name, unit: column.unit, compared: pairs.count,
      differing: differing.count, row: worst + 1, approved: pairs[worst].0, now: pairs[worst].1,
      share: usual > 0 ? distance / usual : distance)
  }

  /// A word that is another one is as far away as a number that doubled.
  private static func distance(_ pair: (SnapshotValue, SnapshotValue)) -> Double {
    guard case (.number(let one), .number(let two)) = pair else { return pair.0 == pair.1 ? 0 : 1 }
    return (one - two).magnitude
  }

  private static func size(_ value: SnapshotValue) -> Double {
    guard case .number(let number) = value else { return 1 }
    return number.magnitude
  }
}

extension SnapshotValue {
  /// As a person reads it.
  package func text(_ unit: String?) -> String {
    switch self {
    case .word(let word): word
    case .number(let number):
      (Int64(exactly: number).map { "\($0)" } ?? "\(number)")
        + (unit.map { " " + $0 } ?? "")
    }
  }
}
