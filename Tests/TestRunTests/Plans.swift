import Capture
import RigModel
import SoleLink
import Stimulus

@testable import TestRun

/// Cases to play, with samples that tell their own index.
enum Plans {
  static func plan(_ count: Int, faults: [LineFault] = [], session: UInt32 = 3) -> CasePlan {
    let position = SourcePosition(line: 1, column: 1)
    let suiteCase = SuiteCase(
      name: "walk", requirement: "It works.",
      stimulus: Located(.recording(name: "none"), at: position),
      configure: ChipConfiguration(sampleRateHertz: 200, side: .left, legLengthMillimetres: 850),
      faults: faults.map { Located($0, at: position) }, position: position)
    var plan = CasePlan(suiteCase, trace(count))
    plan.session = session
    return plan
  }

  static func trace(_ count: Int) -> Trace {
    Trace(name: "counted", sampleRateHertz: 200, samples: (0..<count).map(sample))
  }

  static func sample(_ index: Int) -> TraceSample {
    TraceSample(
      accelerationX: Int16(truncatingIfNeeded: index), accelerationY: 0x0101,
      accelerationZ: 0x0202, angularRateX: Int16(truncatingIfNeeded: index >> 8),
      angularRateY: 0x0303, angularRateZ: 0x0404)
  }
}

/// What a chip says, in few words.
enum Says {
  static func done(_ request: UInt8) -> ChipMessage { answer(request, .done) }

  static func answer(_ request: UInt8, _ result: Wire.Result) -> ChipMessage {
    .acknowledgement(.init(request: request, sequence: 0, result: result))
  }

  static func credit(_ next: UInt32, _ free: UInt16) -> ChipMessage {
    .credit(.init(nextIndex: next, freeSlots: free))
  }

  static let status = ChipMessage.status(.init())
}

extension CaseMachine {
  /// A machine at time 0 with the contract's patience.
  init(_ plan: CasePlan) {
    self.init(plan, answerMilliseconds: UInt32(Wire.answerMilliseconds), at: 0)
  }

  /// A machine that waits for the first credit of its session.
  static func streaming(_ plan: CasePlan) -> CaseMachine {
    var machine = CaseMachine(plan)
    _ = machine.begin()
    _ = machine.receive(Says.status, at: 0)
    _ = machine.receive(Says.done(Wire.Configure.type), at: 0)
    _ = machine.receive(Says.done(Wire.Start.type), at: 0)
    return machine
  }
}

extension CaseMachine.Action {
  /// Why the case ended, if this ends it with a failure.
  var failure: CaseFailure? {
    if case .end(let failure) = self { failure } else { nil }
  }
}
