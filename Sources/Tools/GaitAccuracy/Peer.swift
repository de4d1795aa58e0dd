import Foundation
import SoleLink

/// What another program told of the same recordings: `scripts/peers` writes it.
struct Peer {
  /// One of its strides; times are seconds from a recording's first row.
  private struct Told: Codable {
    var start: Double
    var end: Double
    var contact: Double
    var toeOff: Double
    var metres: Double
  }

  let name: String
  private let told: [String: [Told]]

  init(name: String, path: String) throws {
    self.name = name
    told = try JSONDecoder().decode(
      [String: [Told]].self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// What it told of a subject, in the chip's words; nil where it was not asked.
  func answer(to subject: Subject) -> ChipAnswer? {
    guard let strides = told[subject.name] else { return nil }
    let ticks = 16 * Double(subject.sampleRateHertz)
    func time(_ seconds: Double) -> UInt32 { UInt32(max(seconds * ticks, 0).rounded()) }
    var answer = ChipAnswer()
    answer.strides = strides.map {
      Wire.Stride(
        startMidstance: time($0.start), toeOff: time($0.toeOff), initialContact: time($0.contact),
        endMidstance: time($0.end), strideLength: UInt16(clamping: Int($0.metres * 1000)))
    }
    return answer
  }

  /// Judges it as the chip is judged.
  func findings(_ subjects: [Subject]) throws -> Findings.Peer {
    guard let first = subjects.first else { return Findings.Peer(name: name, found: [], rows: []) }
    var survey = Survey(sampleRateHertz: first.sampleRateHertz)
    for subject in subjects {
      if let answer = answer(to: subject) { try survey.take(answer, of: subject) }
    }
    let all = survey.finished()
    let metrics = Table.peerMetrics.map(\.rawValue)
    return Findings.Peer(
      name: name, found: all.found, rows: all.rows.filter { metrics.contains($0.metric) })
  }
}
