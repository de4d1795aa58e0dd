internal import Capture
internal import Judge
internal import SoleLink
internal import Stimulus
internal import Wording

/// Every stride of a run with all of its metrics, as CSV (RFC 4180): one row a stride.
///
/// What the chip told stands under the contract's own names, with their units; what the reference has,
/// under `golden_…`. Times end in `_s` on the sample's clock and in `_host_ms` on the host's, from the
/// start of the capture, where the case had both. An empty cell is not known.
package enum StrideTable {
  package static func csv(_ report: RunReport) -> String {
    let fields = Wire.Stride().fields
    let head = ownColumns + fields.map(column) + goldens.map(\.name)
    var text = CSVText.row(head.map { .text($0) })
    for (item, series) in zip(report.document.judgement.cases, report.series) {
      guard let series else { continue }
      for stride in series.strides {
        text += CSVText.row(row(stride, item, series, fields.count))
      }
    }
    return text
  }

  private static let ownColumns = [
    "case", "attempt", "session", "outcome", "start_s", "end_s", "initial_contact_s", "toe_off_s",
    "event_delay_ms", "initial_contact_host_ms", "initial_contact_host_uncertainty_ms",
    "event_host_ms", "event_host_uncertainty_ms",
  ]

  private typealias Golden = (name: String, value: (StrideEvidence.Reference) -> Double?)

  nonisolated(unsafe) private static let goldens: [Golden] = [
    ("golden_start_s", { $0.stride.startSeconds }), ("golden_end_s", { $0.stride.endSeconds }),
    ("golden_initial_contact_s", { $0.stride.initialContactSeconds }),
    ("golden_toe_off_s", { $0.stride.toeOffSeconds }),
    ("golden_stride_time_ms", { $0.strideSeconds * 1000 }),
    ("golden_contact_time_ms", { $0.contactSeconds.map { $0 * 1000 } }),
    ("golden_stride_length_mm", { $0.stride.lengthMetres.map { $0 * 1000 } }),
    ("golden_strike_angle_deg", { $0.stride.strikeAngleDegrees }),
    ("golden_pronation_deg", { $0.stride.pronationDegrees }),
    ("golden_clearance_mm", { $0.stride.clearanceMetres.map { $0 * 1000 } }),
  ]

  private static func row(
    _ stride: StrideEvidence, _ item: CaseJudgement, _ series: CaseSeries, _ fieldCount: Int
  ) -> [CSVText.Cell] {
    let told = stride.told
    let own: [CSVText.Cell] = [
      .text(item.name), .number(Double(series.attempt)), .number(Double(series.session)),
      .text(stride.outcome.rawValue), number(stride.start), number(stride.end),
      number(told?.initialContact), number(told?.toeOff), number(told?.delayMilliseconds),
    ]
    let onHost = [told?.initialContactOnDevice, told?.message.sent].flatMap { device in
      let host = device.flatMap { series.fit?.hostTime(ofDevice: $0) }
      return [number(host.map { $0.value / 1e6 }), number(host.map { $0.uncertainty / 1e6 })]
    }
    let fields =
      told?.message.fields.map(value) ?? [CSVText.Cell](repeating: .number(nil), count: fieldCount)
    return own + onHost + fields
      + goldens.map { golden in number(stride.reference.flatMap(golden.value)) }
  }

  /// `stride_length_mm`.
  private static func column(_ field: FieldDescription) -> String {
    guard let unit = field.unit else { return field.name }
    let words = unit.replacing("°", with: "deg").replacing("µ", with: "u").replacing(
      "%", with: "percent")
    return field.name + "_" + words.replacing("/", with: "_per_").replacing(" ", with: "_")
  }

  private static func value(_ field: FieldDescription) -> CSVText.Cell {
    switch field.value {
    case .integer(let value): .number(Double(value))
    case .unsigned(let value): .number(Double(value))
    case .scaled(let value): number(value)
    case .hexadecimal(let value, _): .number(Double(value))
    case .name(let name, _): .text(name)
    case .text(let text): .text(text)
    case .bytes(let bytes): .text(bytes.map(\.hexadecimal).joined())
    case .list(let items): .number(Double(items.count))
    }
  }

  /// To a ten-thousandth: finer than anything here is told.
  private static func number(_ value: Double?) -> CSVText.Cell {
    guard let value, value.isFinite else { return .number(nil) }
    return .number((value * 10_000).rounded() / 10_000)
  }
}
