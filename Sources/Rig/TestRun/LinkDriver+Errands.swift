internal import Capture
internal import RigModel
internal import SoleLink

// What the rig does around a case for checks of the shoe: the capture holds it, the judge reads it.

extension LinkDriver {
  mutating func runErrandsBefore(_ plan: CasePlan) throws(CaseFailure) {
    if plan.errands.contains(.totals) { _ = try totals() }
  }

  mutating func runErrandsAfter(_ plan: CasePlan) throws(CaseFailure) {
    let errands = plan.errands
    if errands.contains(.totals) { _ = try totals() }
    // Sessions have the same numbers in every run: what an earlier run kept was fetched by it.
    let kept =
      errands.contains(.fetch)
      ? try fetch { $0.session == plan.session && !$0.state.contains(.fetched) } : []
    if errands.contains(.probe) { try probe(kept) }
    if errands.contains(.restart) {
      _ = try restart(try identify())
      if errands.contains(.totals) { _ = try totals() }
      _ = try fetch { info in kept.contains { $0.record == info.record } }
    }
    if errands.contains(.erase) {
      if let newest = try records().last { try eraseRecords(upTo: newest.record) }
      _ = try record(from: 0)
    }
  }

  /// Reads the records that are wanted, and says that they are safe.
  private mutating func fetch(
    _ isWanted: (Wire.RecordInfo) -> Bool
  ) throws(CaseFailure) -> [Wire.RecordInfo] {
    let kept = try records().filter(isWanted)
    for info in kept {
      _ = try pages(of: info)
      _ = try markFetched(info.record)
    }
    return kept
  }

  /// Reads pieces whose beginnings and lengths fit nothing, one at the end, one behind it, and one of
  /// a record that there is not. A record of less than a page has nothing to read from.
  private mutating func probe(_ kept: [Wire.RecordInfo]) throws(CaseFailure) {
    guard let info = kept.last, info.bytes >= Self.pageBytes else { return }
    let end = info.bytes
    let pieces: [(offset: UInt32, length: UInt16)] = [
      (0, 1), (1, 7), (1023, 2), (37, 239), (end - 5, 240), (end, 1), (end + 4096, 240),
    ]
    for (offset, length) in pieces {
      _ = try piece(of: info.record, offset: offset, length: length)
    }
    _ = try piece(of: info.record &+ 1, offset: 0, length: 1)
    _ = try record(from: info.record &+ 1)
  }
}
