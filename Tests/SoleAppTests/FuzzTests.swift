import Foundation
import SoleApp
import SoleLink
import TestSupport
import Testing

@Suite("Anything over the line")
struct FuzzTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../protocols/vectors/corpus/app").standardizedFileURL

  @Test("the fuzzer's corpus never traps, and reaches sessions")
  func corpus() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path).sorted()
    try #require(names.count >= 10)
    var consumed: UInt32 = 0
    for name in names {
      let script = [UInt8](try Data(contentsOf: Self.corpus.appending(path: name)))
      let outcome = try AppScript.run(script)
      #expect(outcome.messages > 0, "\(name)")
      consumed = max(consumed, outcome.samplesConsumed)
    }
    #expect(consumed >= 120)
  }

  @Test("random scripts never trap")
  func randomScripts() throws {
    let seed = TestSeed.next()
    print("SOLERIG_TEST_SEED=\(seed)")
    var random = TestRandom(seed: seed)
    for _ in 0..<300 {
      var script: [UInt8] = []
      for _ in 0..<60 { script += operation(&random) }
      _ = try AppScript.run(script)
    }
  }

  @Test("random bytes over the line never trap")
  func randomBytes() throws {
    let seed = TestSeed.next()
    print("SOLERIG_TEST_SEED=\(seed)")
    var random = TestRandom(seed: seed)
    let rig = Rig()
    _ = try rig.start(.realTime)
    for _ in 0..<200 {
      let messages = try rig.give(random.bytes(500))
      #expect(messages.isEmpty, "again with SOLERIG_TEST_SEED=\(seed)")
      _ = try rig.tick()
    }
    #expect(try rig.status() != nil)
  }

  /// Mostly requests that mean something, with values at and around their bounds.
  private func operation(_ random: inout TestRandom) -> [UInt8] {
    let index = UInt32.random(in: 0...400, using: &random)
    let first = Int.random(in: 0...9, using: &random) == 0 ? .max - index : index
    switch Int.random(in: 0...11, using: &random) {
    case 0: return [0, 40] + random.bytes(40)
    case 1: return [1, 3, 5] + [1, 0, 0, 0, UInt8.random(in: 0...1, using: &random)]
    case 2: return [1, 4, 8] + [1, 0, 0, 0] + bytes(first)
    case 3: return [1, UInt8.random(in: 0...13, using: &random), 8] + random.bytes(8)
    case 4: return [2, UInt8.random(in: .min ... .max, using: &random)]
    case 5: return [3, 3, 3, 3]
    case 6: return [4, UInt8.random(in: .min ... .max, using: &random)]
    case 7:
      let rate = [UInt8]([100, 0, 144, 1, 200, 0].shuffled(using: &random).prefix(2))
      return configure(rate, &random)
    case 8:
      // Records are asked for, fetched and erased; most of these find none.
      let record = [UInt8.random(in: 0...3, using: &random), 0, 0, 0]
      return [[1, 9, 4] + record, [1, 13, 4] + record, [1, 14, 4] + record, [1, 15, 0]]
        .randomElement(using: &random) ?? []
    case 9:
      let record = [UInt8.random(in: 0...3, using: &random), 0, 0, 0]
      return [1, 8, 10] + record + bytes(first) + [UInt8.random(in: 0...241, using: &random), 0]
    default:
      let count = Int.random(in: 1...20, using: &random)
      return [1, 5, UInt8(4 + 12 * count)] + bytes(first) + random.bytes(12 * count)
    }
  }

  /// Settings in which runs may be kept and everything told.
  private func configure(_ rate: [UInt8], _ random: inout TestRandom) -> [UInt8] {
    let mounting: [UInt8] = [0, 0x40, 0, 0, 0, 0, 0, 0]
    let shoe = (0..<4).map { _ in UInt8.random(in: 0...2, using: &random) }
    return [1, 2, 49] + rate + [0, 132, 3] + mounting + [0, 0] + shoe.prefix(2)
      + shoe.suffix(2).map { $0 % 2 } + random.bytes(3) + [188, 2] + random.bytes(25)
  }

  private func bytes(_ number: UInt32) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
