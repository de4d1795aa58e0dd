internal import Activity
internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

// Checks of what the chip keeps, read from the capture by protocols/session-record.md.

extension CaseScene {
  func keptRun() -> CheckResult {
    let infos = shoe.infos(ofSession: transcript.session, .after)
    guard let info = infos.first, infos.count == 1 else {
      return CheckResult(findings: [
        .firmware(
          "the chip has \(infos.count) records of the session that it said had begun: one is due")
      ])
    }
    var differences = Differences()
    guard let run = run(info, .after, &differences) else {
      return self.differences(differences.list, of: 0, "strides")
    }
    hold(info, run, &differences)
    if run.intervalSeconds == 0 {
      hold(run.strides, detected, &differences)
    } else {
      hold(run.intervals, run, &differences)
    }
    hold(run.summary, detected, &differences)
    let events = shoe.events.map(\.kind)
    if events != [.begun, .ended] { differences.add("record events were \(events)") }
    var result = self.differences(differences.list, of: detected.count, "strides")
    result.figures.append(Figure("pages", info.bytes / 1024))
    return result
  }

  /// A record's pages as a run; nil, and said why, where they can't be read.
  private func run(
    _ info: Wire.RecordInfo, _ phase: ShoeLog.Phase, _ differences: inout Differences
  ) -> KeptRun? {
    let bytes = shoe.images[phase]?[info.record] ?? []
    guard bytes.count == Int(info.bytes) else {
      differences.add("record \(info.record): \(bytes.count) of \(info.bytes) bytes came")
      return nil
    }
    do throws(KeptRunError) {
      let run = try KeptRun(pages: bytes)
      differences.hold("lost pages", run.lostPages, 0)
      differences.hold("spoilt entries", run.skippedEntries, 0)
      return run
    } catch {
      differences.add(error.description)
      return nil
    }
  }

  private func hold(
    _ info: Wire.RecordInfo, _ run: KeptRun, _ differences: inout Differences
  ) {
    for (state, words) in [(Wire.RecordState.open, "open"), (.cut, "cut"), (.damaged, "damaged")]
    where info.state.contains(state) {
      differences.add("the record says that it is \(words)")
    }
    differences.hold("number", run.record, info.record)
    differences.hold("interval in s", run.intervalSeconds, settings.recordIntervalSeconds)
    differences.hold("strides of its info", info.strides, detected.count)
    let metres = detected.reduce(0) { $0 + $1.lengthMillimetres }
    differences.hold("distance of its info in mm", Double(info.distance), metres, within: 0)
    guard let beginning = run.beginning else {
      return differences.add("it does not tell how it began")
    }
    differences.hold("session", beginning.session, transcript.session)
    differences.hold(
      "leg length in mm", beginning.legLengthMillimetres, suiteCase.configure.legLengthMillimetres)
    differences.hold(
      "body mass in kg", beginning.bodyMassKilograms ?? 0, settings.bodyMassKilograms,
      within: 0.051)
    if beginning.side != suiteCase.configure.side.rawValue {
      differences.add("it is of the \(beginning.side) foot")
    }
  }

  /// Strides as they were kept against those that were told, each in its own rounding.
  private func hold(
    _ kept: [KeptStride], _ told: [DetectedStride], _ differences: inout Differences
  ) {
    differences.hold("strides kept", kept.count, told.count)
    for (entry, stride) in zip(kept, told) {
      let message = stride.message
      let name = "stride \(message.number)"
      differences.hold("\(name), end in s", entry.endSeconds, stride.end, within: 1e-6)
      differences.hold(
        "\(name), length in mm", entry.lengthMillimetres, stride.lengthMillimetres, within: 0)
      differences.hold(
        "\(name), time in ms", entry.strideTimeMilliseconds, Double(message.strideTime) / 10,
        within: 0.5)
      let hasContact = !message.quality.contains(.noContact)
      differences.hold(
        "\(name), contact in ms", entry.contactTimeMilliseconds ?? 0,
        hasContact ? min(Double(message.contactTime) / 10, 1023) : 0, within: 0.5)
      differences.hold(
        "\(name), strike angle", entry.strikeAngleDegrees ?? 0,
        hasContact ? min(max(Double(message.strikeAngle) / 10, -64), 63) : 0, within: 0.5)
      differences.hold(
        "\(name), pronation", entry.pronationDegrees,
        min(max(Double(message.pronation) / 10, -32), 31), within: 0.5)
      differences.hold(
        "\(name), impact in g", entry.impactG, min(Double(message.impact) / 100, 31.5),
        within: 0.25)
      if (entry.activity == .run) != (message.activity == .run) {
        differences.add("\(name) was kept as a \(entry.activity.rawValue)")
      }
      if entry.isFlagged != !message.quality.isEmpty {
        differences.add("\(name) was kept \(entry.isFlagged ? "with" : "without") a flag")
      }
    }
  }

  /// Intervals: full but for the last, and adding up to the strides.
  private func hold(
    _ intervals: [KeptInterval], _ run: KeptRun, _ differences: inout Differences
  ) {
    let length = Double(run.intervalSeconds)
    for interval in intervals.dropLast() {
      differences.hold(
        String(format: "interval at %.0f s, length in s", interval.startSeconds),
        interval.endSeconds - interval.startSeconds, length, within: 1e-6)
    }
    for interval in intervals {
      // A stride is told a little after its end, and counts where it was told.
      let due = detected.filter {
        let time = Double($0.message.emittedIndex) / rate
        return time > interval.startSeconds && time <= interval.endSeconds
      }
      let name = String(format: "interval at %.0f s", interval.startSeconds)
      let isLast = interval == intervals.last
      if !isLast {
        differences.hold("\(name), strides", interval.strides, due.count)
        differences.hold(
          "\(name), distance in mm", interval.distanceMillimetres,
          due.reduce(0) { $0 + $1.lengthMillimetres }, within: 0)
      }
    }
    differences.hold(
      "strides in intervals", intervals.reduce(0) { $0 + $1.strides }, detected.count)
    differences.hold(
      "distance in intervals in mm", intervals.reduce(0) { $0 + $1.distanceMillimetres },
      detected.reduce(0) { $0 + $1.lengthMillimetres }, within: 0)
  }

  private func hold(
    _ summary: KeptSummary?, _ strides: [DetectedStride], _ differences: inout Differences
  ) {
    guard let summary else { return differences.add("it has no summary") }
    var sums = StrideSums()
    for stride in strides { sums.take(stride) }
    differences.hold("summary, strides", summary.strides, sums.strides)
    differences.hold(
      "summary, distance in mm", Double(summary.distanceMillimetres), sums.millimetres, within: 0)
    differences.hold(
      "summary, time in strides in ms", Double(summary.movingMilliseconds), 1000 * sums.seconds,
      within: 1)
    differences.hold("summary, run strides", summary.runStrides, sums.runStrides)
    differences.hold("summary, rearfoot", summary.rearfootStrides, sums.rearfootStrides)
    differences.hold("summary, midfoot", summary.midfootStrides, sums.midfootStrides)
    differences.hold("summary, forefoot", summary.forefootStrides, sums.forefootStrides)
    differences.hold(
      "summary, kcal", summary.kilocalories,
      sums.kilocalories(bodyMassKilograms: settings.bodyMassKilograms), within: 0.11)
    differences.hold(
      "summary, top speed in mm/s", Double(summary.topSpeedMillimetresPerSecond), sums.topSpeed,
      within: 0)
    let advice = shoe.advice.map(\.kind.wireName).sorted()
    if summary.advice.map(\.snake).sorted() != advice {
      differences.add("summary, advice \(summary.advice), told \(advice)")
    }
  }

  func keptByItself(records: Int) -> CheckResult {
    var differences = Differences()
    let bouts = runningBouts
    differences.hold("bouts of running in the reference", bouts.count, records)
    let begun = shoe.events.filter { $0.kind == .begun }
    let ended = shoe.events.filter { $0.kind == .ended }
    differences.hold("records begun", begun.count, records)
    differences.hold("records ended", ended.count, records)
    let infos = shoe.infos(ofSession: transcript.session, .after)
    differences.hold("records kept", infos.count, records)
    // The first strides of a run may count as a walk; a stride is told up to 0.3 s after its end.
    for (event, bout) in zip(begun, bouts) {
      let time = Double(event.sampleIndex) / rate - bout.start
      if !(10...13 ~= time) {
        differences.add(String(format: "a record began %.1f s after the running did", time))
      }
    }
    for (event, bout) in zip(ended, bouts) {
      let time = Double(event.sampleIndex) / rate - bout.end
      if !(60...62 ~= time) {
        differences.add(String(format: "a record ended %.1f s after the last stride", time))
      }
    }
    for (info, event) in zip(infos, ended) {
      guard let run = run(info, .after, &differences) else { continue }
      let from = run.beginning?.seconds ?? 0
      let until = Double(event.sampleIndex) / rate
      let due = detected.filter { $0.end > from + 1e-6 && $0.end <= until }
      hold(run.strides, due, &differences)
      hold(run.summary, due, &differences)
      let missed = due.first.map { $0.start - from } ?? 0
      differences.hold("beginning against its first stride in s", missed, 0, within: 1e-6)
    }
    return self.differences(differences.list, of: max(records, shoe.events.count), "events")
  }

  /// Stretches of the reference that are run for ten seconds or more, each with the end of its last
  /// stride, walked or run.
  private var runningBouts: [(start: Double, end: Double)] {
    var bouts: [(start: Double, ran: Double, end: Double)] = []
    for stride in suiteCase.truth?.strides ?? [] {
      let isRun = stride.activity == .run
      if let last = bouts.last, stride.startSeconds - last.end < 10 {
        bouts[bouts.count - 1].end = stride.endSeconds
        if isRun { bouts[bouts.count - 1].ran += stride.durationSeconds }
        if isRun, last.ran == 0 { bouts[bouts.count - 1].start = stride.startSeconds }
      } else {
        bouts.append((stride.startSeconds, isRun ? stride.durationSeconds : 0, stride.endSeconds))
      }
    }
    return bouts.filter { $0.ran >= 10 }.map { ($0.start, $0.end) }
  }

  func recordAccess() -> CheckResult {
    var differences = Differences()
    let images = shoe.images[.after] ?? [:]
    var (inside, behind, unknown) = (0, 0, 0)
    for piece in shoe.pieces {
      let (asked, start) = (piece.asked, Int(piece.asked.offset))
      let name = "record \(asked.record), \(asked.length) bytes from \(start)"
      guard let image = images[asked.record] else {
        unknown += 1
        if piece.bytes != nil { differences.add("\(name) came, though there is none") }
        continue
      }
      let end = min(start + Int(asked.length), image.count)
      let due = start < end ? Array(image[start..<end]) : []
      if due.isEmpty { behind += 1 } else { inside += 1 }
      if piece.bytes != due {
        differences.add(
          "\(name): \(piece.bytes.map { "\($0.count) bytes" } ?? "none"), \(due.count) are due")
      }
    }
    if inside < 5 || behind < 2 || unknown < 1 {
      differences.add("\(inside) pieces inside, \(behind) behind, \(unknown) of none were answered")
    }
    return self.differences(differences.list, of: shoe.pieces.count, "pieces")
  }

  func recordErased() -> CheckResult {
    var differences = Differences()
    if shoe.infos(ofSession: transcript.session, .after).isEmpty {
      differences.add("there was no record to erase")
    }
    if shoe.eraseResult != .done {
      differences.add("erasing: the chip said \(shoe.eraseResult?.wireName ?? "nothing")")
    }
    if shoe.isEmptyAfterErase != true { differences.add("there is still a record to be had") }
    return self.differences(differences.list, of: 1, "records")
  }

  func survivesRestart() -> CheckResult {
    var differences = Differences()
    let before = shoe.infos(ofSession: transcript.session, .after)
    let after = shoe.infos(ofSession: transcript.session, .restarted)
    differences.hold("records", after.count, before.count)
    if before.isEmpty { differences.add("there was no record before") }
    for info in before {
      let bytes = shoe.images[.after]?[info.record]
      // Read before it was marked as fetched, the record's mark was still ones.
      if bytes?.withoutMarks != shoe.images[.restarted]?[info.record]?.withoutMarks {
        differences.add("record \(info.record) has other bytes than before")
      }
    }
    if !after.allSatisfy({ $0.state.contains(.fetched) }) {
      differences.add("a record forgot that it was fetched")
    }
    guard var old = shoe.totals(.lifetime, .after), var new = shoe.totals(.lifetime, .restarted)
    else {
      differences.add("the totals did not come when asked for")
      return self.differences(differences.list, of: before.count, "records")
    }
    for total in [\Wire.Totals.sampleIndex] {
      old[keyPath: total] = 0
      new[keyPath: total] = 0
    }
    old.sent = 0
    new.sent = 0
    if old != new { differences.add("the lifetime's totals are others: \(new), were \(old)") }
    return self.differences(differences.list, of: before.count + 1, "records and totals")
  }
}

extension [UInt8] {
  /// A record without the fetched mark of its first page.
  fileprivate var withoutMarks: [UInt8] {
    guard count >= 40 else { return self }
    var bytes = self
    for index in 32..<36 { bytes[index] = 0 }
    return bytes
  }
}

extension String {
  /// `heavyImpact` as `heavy_impact`.
  fileprivate var snake: String {
    reduce(into: "") { text, letter in
      text += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
    }
  }
}
