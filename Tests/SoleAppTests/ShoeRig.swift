import SoleApp
import SoleFlash
import SoleLink
import Stimulus
import TestSupport

/// Synthetic runs of known make, each made once.
enum Runs {
  static let short = samples([.stand(seconds: 2), .run(metresPerSecond: 3, seconds: 12)])
  static let walk = samples([.stand(seconds: 2), .walk(metresPerSecond: 1.3, seconds: 30)])
  static let mixed = samples([
    .stand(seconds: 2), .walk(metresPerSecond: 1.4, seconds: 15),
    .run(metresPerSecond: 3, seconds: 20), .run(metresPerSecond: 5.5, seconds: 10),
    .run(metresPerSecond: 2.5, seconds: 10), .stand(seconds: 4),
  ])
  static let long = samples([.stand(seconds: 2), .run(metresPerSecond: 3, seconds: 100)])
  /// Strides for five pages.
  static let fivePages = samples([.stand(seconds: 2), .run(metresPerSecond: 3, seconds: 260)])
  static let fivePagesAndRest = samples([
    .stand(seconds: 2), .run(metresPerSecond: 3, seconds: 260), .stand(seconds: 90),
  ])
  /// More strides than six pages hold.
  static let veryLong = samples([.stand(seconds: 2), .run(metresPerSecond: 3, seconds: 400)])
  static let twice = samples([
    .stand(seconds: 2), .run(metresPerSecond: 3, seconds: 20), .stand(seconds: 70),
    .walk(metresPerSecond: 1.3, seconds: 10), .run(metresPerSecond: 3, seconds: 20),
    .stand(seconds: 70),
  ])

  private static func samples(_ segments: [RunnerSegment]) -> [Wire.Sample] {
    // The parameters are ours: a runner that can't be made is an error of the test.
    guard let runner = try? SyntheticRunner(RunnerParameters(segments: segments, seed: 5)) else {
      return []
    }
    return runner.makeTrace(name: "run").samples.map {
      Wire.Sample(
        accelerationX: $0.accelerationX, accelerationY: $0.accelerationY,
        accelerationZ: $0.accelerationZ, angularRateX: $0.angularRateX,
        angularRateY: $0.angularRateY, angularRateZ: $0.angularRateZ)
    }
  }
}

extension Rig {
  /// A board that has started, so that it knows what its flash holds.
  static func started(hasStore: Bool = true) throws -> Rig {
    let rig = Rig()
    if !hasStore { rig.board.storageLayout = nil }
    _ = try rig.boot()
    return rig
  }

  /// Configures, and plays a whole session within the credit; nothing is on the line before the
  /// session, or after it.
  func play(
    _ samples: [Wire.Sample], _ configure: Wire.Configure, session: UInt32 = 1,
    clock: Wire.SampleClock = .asFastAsPossible
  ) throws -> [ChipMessage] {
    var told = try ask(configure)
    let begun = try start(clock, session: session)
    told += begun
    told += try stream(samples, upTo: samples.count, clock, credit: begun.credits.last)
    told += try ask(Wire.Stop(session: session, endIndex: UInt32(samples.count)))
    told += try work()
    while clock == .realTime, told.results(of: 4).isEmpty { told += try tick(20) }
    return told
  }

  /// Sends samples as the credit allows it, a frame at a time, and lets the app work in between.
  func stream(
    _ samples: [Wire.Sample], upTo end: Int, _ clock: Wire.SampleClock = .asFastAsPossible,
    credit: Wire.Credit? = nil
  ) throws -> [ChipMessage] {
    var told: [ChipMessage] = []
    var sent = 0
    var allowed = credit.map { Int($0.nextIndex) + Int($0.freeSlots) } ?? 128
    var idle = 0
    while sent < end {
      let next = min(sent + 20, end, allowed)
      if next > sent {
        told += try ask(
          Wire.Samples(firstIndex: UInt32(sent), samples: .init(samples[sent..<next])))
        sent = next
        idle = 0
      } else {
        idle += 1
        if idle > 100 { throw Stalled(sample: sent) }
      }
      let erases = board.storage.erases.values.reduce(0, +)
      let answers = try clock == .realTime ? (sent >= 100 ? tick(20) : []) : work()
      if board.storage.erases.values.reduce(0, +) > erases, sent < min(allowed, end) {
        loudErases += 1
      }
      told += answers
      for credit in answers.credits {
        allowed = max(allowed, Int(credit.nextIndex) + Int(credit.freeSlots))
      }
    }
    return told
  }

  /// The app gave no credit for ever.
  struct Stalled: Error { var sample: Int }

  /// All the bytes of a record.
  func record(_ number: UInt32, _ count: UInt32) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < Int(count) {
      let chunks = try ask(
        Wire.RecordRead(record: number, offset: UInt32(bytes.count), length: 240)
      ).chunks
      guard let chunk = chunks.first, !chunk.isEmpty else { break }
      bytes += chunk
    }
    return bytes
  }

  /// The same board after a reset: a new app on the flash that it left.
  func afterReset() throws -> Rig {
    let rig = Rig()
    rig.board.storage = board.storage
    _ = try rig.boot()
    return rig
  }
}

extension [ChipMessage] {
  var infos: [Wire.RecordInfo] {
    compactMap { if case .recordInfo(let info) = $0 { info } else { nil } }
  }

  var recordEvents: [Wire.RecordEvent] {
    compactMap { if case .recordEvent(let event) = $0 { event } else { nil } }
  }

  var progress: [Wire.Progress] {
    compactMap { if case .progress(let progress) = $0 { progress } else { nil } }
  }

  var totals: [Wire.Totals] {
    compactMap { if case .totals(let totals) = $0 { totals } else { nil } }
  }

  var payloads: [Wire.PhonePayload] {
    compactMap { if case .phonePayload(let payload) = $0 { payload } else { nil } }
  }

  /// The bytes of record chunks.
  var chunks: [[UInt8]] {
    compactMap { message in
      guard case .recordChunk(let chunk) = message else { return nil }
      return (0..<chunk.data.count).map { chunk.data[$0] }
    }
  }

  /// All that depends on samples alone, in its order, without the time at which it left.
  var ordered: [ChipMessage] {
    compactMap { message in
      switch message {
      case .stride(var stride):
        stride.leave(at: 0)
        return .stride(stride)
      case .summary(var summary):
        summary.leave(at: 0)
        return .summary(summary)
      case .feedback(var feedback):
        feedback.leave(at: 0)
        return .feedback(feedback)
      case .progress(var progress):
        progress.leave(at: 0)
        return .progress(progress)
      case .advice(var advice):
        advice.leave(at: 0)
        return .advice(advice)
      case .totals(var totals):
        totals.leave(at: 0)
        return .totals(totals)
      case .recordEvent(var event):
        event.leave(at: 0)
        return .recordEvent(event)
      case .phonePayload(var payload):
        payload.leave(at: 0)
        return .phonePayload(payload)
      default: return nil
      }
    }
  }
}
