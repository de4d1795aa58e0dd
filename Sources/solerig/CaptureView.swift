import Capture
import Foundation
import SoleLink
import Wording

/// A capture in words, or in JSON.
struct CaptureView {
  private let contents: CaptureContents

  init(_ contents: CaptureContents) { self.contents = contents }

  /// What `line` can be asked for: messages of the contract, and what is none.
  static let messageNames =
    HostMessage.names + ChipMessage.names + [invalid]
    + ChunkKind.allCases.filter { $0 != .frame }.map { "\($0)" }
  private static let invalid = "invalid"

  /// Header, events and counts, for a person.
  var overview: String {
    let header = contents.header
    var lines = [
      "written by \(header.writer) on \(header.host)", "contract \(header.contractHash)",
    ]
    lines += header.environment.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    var late = Standstills()
    for record in contents.records {
      guard case .event(let event) = record.body else { continue }
      if case .hostLate(let event) = event {
        late.take(event, at: record.time)
        continue
      }
      guard let text = words(event) else { continue }
      if let line = late.line(seconds) { lines.append(line) }
      lines.append("\(seconds(record.time)) \(text)")
    }
    if let line = late.line(seconds) { lines.append(line) }
    lines += counts.map { "\(right($0.count, 8)) \($0.direction.arrow) \($0.name)" }
    return lines.map(SafeText.printable).joined(separator: "\n")
  }

  /// The same as one JSON object.
  var overviewJSON: String {
    struct Overview: Encodable {
      var header: CaptureHeader
      var events: [RigEvent]
      var counts: [Count]
      var tornBytes: Int
    }
    let events = contents.records.compactMap { record -> RigEvent? in
      if case .event(let event) = record.body { event } else { nil }
    }
    return json(
      Overview(
        header: contents.header, events: events, counts: counts, tornBytes: contents.tornBytes))
  }

  /// One frame or event; nil where another message is asked for.
  func line(_ record: CaptureRecord, message: String?, asJSON: Bool) -> String? {
    switch record.body {
    case .event(let event):
      guard message == nil else { return nil }
      return asJSON
        ? json(TimedEvent(time: record.time, event: event))
        : SafeText.printable("\(seconds(record.time)) rig \(json(event))")
    case .chunk(let chunk):
      let name = name(chunk)
      guard message == nil || message == name else { return nil }
      let fields = fields(chunk)
      guard !asJSON else {
        var object: [String: JSONValue] = [
          "time_ns": .number(Double(record.time)), "direction": .text(chunk.direction.rawValue),
          "message": .text(name), "sequence": .number(Double(chunk.sequence)),
        ]
        object["fields"] = .object(fields)
        return json(JSONValue.object(object))
      }
      let text = fields.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
      return SafeText.printable(
        "\(seconds(record.time)) \(chunk.direction.arrow) \(name) \(text)")
    }
  }

  private struct TimedEvent: Encodable {
    var time: UInt64
    var event: RigEvent

    private enum CodingKeys: String, CodingKey {
      case time = "time_ns"
      case event
    }
  }

  struct Count: Encodable {
    var name: String
    var direction: Direction
    var count: Int
  }

  private var counts: [Count] {
    var counts: [Count] = []
    for record in contents.records {
      guard case .chunk(let chunk) = record.body else { continue }
      let name = name(chunk)
      if let index = counts.firstIndex(where: { $0.name == name && $0.direction == chunk.direction }
      ) {
        counts[index].count += 1
      } else {
        counts.append(Count(name: name, direction: chunk.direction, count: 1))
      }
    }
    return counts.sorted { ($0.direction.rawValue, $0.name) < ($1.direction.rawValue, $1.name) }
  }

  private func name(_ chunk: CaptureRecord.Chunk) -> String {
    switch chunk.message {
    case .host(let message): message.name
    case .chip(let message): message.name
    case .invalid: Self.invalid
    case .none: "\(chunk.kind)"
    }
  }

  private func fields(_ chunk: CaptureRecord.Chunk) -> [FieldDescription] {
    switch chunk.message {
    case .host(let message): message.fields
    case .chip(let message): message.fields
    case .invalid(let error):
      [FieldDescription(name: "reason", value: .text(reason(error)))] + lineBytes(chunk)
    case .none: lineBytes(chunk)
    }
  }

  private func reason(_ error: PayloadError) -> String {
    switch error {
    case .unknownType(let type): "the contract has no type 0x\(type.hexadecimal) this way"
    case .wrongLength(let type, let length):
      "type 0x\(type.hexadecimal) is not \(length) bytes long"
    case .invalidValue(let type, let offset):
      "type 0x\(type.hexadecimal) has no such value at byte \(offset)"
    }
  }

  /// What stood on the line where no message did; of what is too long, the first bytes.
  private func lineBytes(_ chunk: CaptureRecord.Chunk) -> [FieldDescription] {
    [
      FieldDescription(name: "length", value: .integer(Int64(chunk.length))),
      FieldDescription(name: "bytes", value: .bytes(chunk.encoded)),
    ]
  }

  private func words(_ event: RigEvent) -> String? {
    switch event {
    case .trace(let trace):
      let truth = trace.truth?.summaryLines.joined(separator: ", ") ?? "no truth"
      return """
        trace \(trace.name): \(trace.sampleCount) samples at \(trace.sampleRateHertz) Hz; \(truth)
        """
    case .caseStarted(let start): return "case \(start.name), session \(start.session)"
    case .caseEnded(let end): return end.failure.map { "  gave up: \($0.message)" }
    case .faultInjected(let fault): return "  \(fault.kind) before sample \(fault.atSample)"
    case .runStarted(let start): return "run of suite \(start.suite) on rig \(start.rig)"
    case .runEnded: return "run ended"
    case .requestRepeated(let request): return "  asked again: \(request.request)"
    case .note(let note): return "  \(note.text)"
    case .port(let port): return "  port \(port.path): \(port.change.rawValue)"
    case .driverCounters(let counters):
      return "  the driver received \(counters.received) bytes and sent \(counters.sent)"
    case .hostWatch(let watch):
      return watch.everyNanoseconds == 0
        ? nil : "  the rig looks at its port every \(watch.everyNanoseconds / 1000) µs"
    case .hostLate: return nil
    case .pacing(let pacing):
      let worst = pacing.lateMicroseconds.max().map { ", the latest \($0) µs late" } ?? ""
      return "  paced \(pacing.lateMicroseconds.count) frames\(worst)"
        + (pacing.heldBack > 0 ? ", \(pacing.heldBack) held back by the credit" : "")
    case .linkMeasuring(let measuring):
      return "measures the line for \(measuring.finestBudget)"
    case .linkMeasured(let measured): return "measured the line: \(measured.decision.rawValue)"
    case .cable(let cable): return "  cable: \(cable.kind) \(cable.direction)"
    }
  }

  private func seconds(_ nanoseconds: UInt64) -> String {
    String(format: "%10.6f", Double(nanoseconds) / 1e9)
  }

  private func right(_ number: Int, _ width: Int) -> String {
    String(format: "%\(width)ld", number)
  }

  private func json(_ value: some Encodable) -> String {
    // A capture holds nothing that JSON has no word for.
    (try? JSONEncoder.deterministic.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

/// Times at which the rig's host stood still, one after the other, as one line: a busy machine has
/// hundreds.
private struct Standstills {
  private var first: UInt64?
  private var count = 0
  private var longest: UInt64 = 0

  mutating func take(_ late: RigEvent.HostLate, at time: UInt64) {
    first = first ?? time
    count += Int(late.several?.count ?? 1)
    longest = max(longest, late.several?.longestNanoseconds ?? late.nanoseconds)
  }

  /// The line, where there were any since it was asked for last.
  mutating func line(_ seconds: (UInt64) -> String) -> String? {
    guard let first else { return nil }
    defer { self = Standstills() }
    let times = count == 1 ? "" : " \(count) times, at the longest"
    let milliseconds = String(format: "%.1f", Double(longest) / 1e6)
    return "\(seconds(first))   the rig's host stood still\(times) for \(milliseconds) ms"
  }
}

extension Direction {
  var arrow: String { self == .toChip ? "->" : "<-" }
}

extension FieldDescription {
  /// The value as a person reads it.
  var text: String {
    let unit = unit.map { " " + $0 } ?? ""
    return switch value {
    case .integer(let number): "\(number)\(unit)"
    case .unsigned(let number): "\(number)\(unit)"
    case .scaled(let number): String(format: "%.6g", number) + unit
    case .hexadecimal(let number, let digits): String(format: "0x%0\(digits)lx", number)
    case .name(let name, _): name
    case .bytes(let bytes): bytes.map { String(format: "%02x", $0) }.joined()
    case .text(let text): "\"\(text)\""
    case .list(let items): "[\(items.count)]"
    }
  }
}
