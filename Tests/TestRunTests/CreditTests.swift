import RigModel
import SoleLink
import TestSupport
import Testing

@testable import TestRun

/// Whatever the credit, the faults and the pace: the chip's buffer never overflows, and every sample
/// is sent once or left out on purpose.
struct CreditTests {
  /// A chip's sample buffer, and the credit it gives for it.
  private struct Buffer {
    let depth: Int
    var next = 0
    var held = 0
    var skipped: [Range<Int>] = []
    var received: [Int] = []

    var credit: ChipMessage { Says.credit(UInt32(next), UInt16(depth - held)) }

    mutating func take(_ message: Wire.Samples) {
      let first = Int(message.firstIndex)
      if first > next { skipped.append(next..<first) }
      received += first..<first + message.samples.count
      next = first + message.samples.count
      held += message.samples.count
    }
  }

  private static let seeds = (0..<200).map { UInt64($0) }

  @Test(arguments: seeds) func theBufferNeverOverflows(seed: UInt64) throws {
    var random = TestRandom(seed: seed)
    let total = Int.random(in: 1...900, using: &random)
    let faults = Self.faults(total, &random)
    let plan = Plans.plan(total, faults: faults)
    var machine = CaseMachine.streaming(plan)
    var buffer = Buffer(depth: Int.random(in: 20...160, using: &random))
    // What is on the way, either direction: the chip hears of things late, and so does the rig.
    var toChip: [Wire.Samples] = []
    var toHost: [ChipMessage] = [buffer.credit]
    var isStopped = false
    for _ in 0..<100_000 where !isStopped {
      switch Int.random(in: 0..<4, using: &random) {
      case 0 where !toHost.isEmpty:
        for action in machine.receive(toHost.removeFirst(), at: 0) {
          switch action {
          case .send(.samples(let message)): toChip.append(message)
          case .send(.stop): isStopped = true
          default: break
          }
        }
      case 1 where !toChip.isEmpty:
        buffer.take(toChip.removeFirst())
        try #require(buffer.held <= buffer.depth, "seed \(seed)")
      case 2 where buffer.held > 0:
        buffer.held -= Int.random(in: 1...buffer.held, using: &random)
        toHost.append(buffer.credit)
      case 3: toHost.append(buffer.credit)
      default: break
      }
    }
    try #require(isStopped, "seed \(seed): stuck at \(machine.nextSample) of \(total)")
    for message in toChip { buffer.take(message) }
    let lost = faults.flatMap { $0.lostSamples.map(Int.init) }
    #expect(buffer.received == (0..<total).filter { !lost.contains($0) }, "seed \(seed)")
  }

  /// Faults that do not overlap, some of them longer than any buffer.
  private static func faults(_ total: Int, _ random: inout TestRandom) -> [LineFault] {
    var faults: [LineFault] = []
    var place = Int.random(in: 0..<300, using: &random)
    while place < total {
      let at = UInt32(place)
      let rest = UInt32(total - place)
      let fault: LineFault =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .skip(atSample: at, samples: min(rest, .random(in: 1...400, using: &random)))
        case 1: .crcError(atSample: at, samples: min(rest, .random(in: 1...20, using: &random)))
        case 2: .cutFrame(atSample: at)
        default: .noise(atSample: at, bytes: 3, seed: 1)
        }
      faults.append(fault)
      place += max(1, fault.lostSamples.count) + .random(in: 0..<200, using: &random)
    }
    return faults
  }

  /// Room that skipped samples do not take is used at once, not at the next credit.
  @Test func aSkipLeavesTheCreditForWhatFollows() {
    let plan = Plans.plan(300, faults: [.skip(atSample: 10, samples: 200)])
    var machine = CaseMachine.streaming(plan)
    let actions = machine.receive(Says.credit(0, 50), at: 0)
    #expect(actions.last == .send(.samples(plan.message(from: 230, count: 20))))
    #expect(machine.nextSample == 250)
  }

  /// A skip that is longer than the buffer, with no credit left when it comes.
  @Test func aSkipLongerThanTheBufferDoesNotStallTheCase() {
    let plan = Plans.plan(600, faults: [.skip(atSample: 40, samples: 500)])
    var machine = CaseMachine.streaming(plan)
    _ = machine.receive(Says.credit(0, 40), at: 0)
    #expect(machine.nextSample == 540)
    #expect(
      machine.receive(Says.credit(40, 20), at: 1)
        == [.send(.samples(plan.message(from: 540, count: 20)))])
  }
}
