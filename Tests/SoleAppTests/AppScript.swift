import SoleApp
import SoleLink

/// Runs an app through a script of operations, each a byte and what it needs: the fuzzer's input.
///
///     0 n bytes       n raw bytes over the line
///     1 type n bytes  a good frame with a payload of n bytes
///     2 n             n ticks
///     3               one poll
///     4 n             the send queue has room for 4 n bytes
enum AppScript {
  /// What a run may be held against.
  struct Outcome {
    var messages = 0
    var samplesConsumed: UInt32 = 0
  }

  @discardableResult
  static func run(_ script: [UInt8]) throws -> Outcome {
    var app = SoleApp(identity: AppIdentity())
    var board = FakeBoard()
    var outcome = Outcome()
    var rest = script[...]
    var sequence: UInt8 = 0
    app.boot(&board)
    while let operation = rest.popFirst() {
      board.now += 1000
      switch operation % 5 {
      case 0:
        for byte in take(Int(rest.popFirst() ?? 0), &rest) { app.receive(byte, &board) }
      case 1:
        let type = rest.popFirst() ?? 0
        let payload = take(min(Int(rest.popFirst() ?? 0), 248), &rest)
        for byte in seal(type: type, sequence: sequence, payload: payload) {
          app.receive(byte, &board)
        }
        sequence &+= 1
      case 2: app.tick(UInt32(rest.popFirst() ?? 0), &board)
      case 3: _ = app.poll(&board)
      default:
        try take(&board, &outcome)
        board.freeBytes = Int(rest.popFirst() ?? 0) * 4
      }
    }
    try take(&board, &outcome)
    return outcome
  }

  private static func take(_ board: inout FakeBoard, _ outcome: inout Outcome) throws {
    let messages = try board.takeMessages()
    outcome.messages += messages.count
    for case .status(let status) in messages {
      outcome.samplesConsumed = max(outcome.samplesConsumed, status.samplesConsumed)
    }
  }

  private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  /// A frame on the wire, apart from the project's encoder.
  static func seal(type: UInt8, sequence: UInt8, payload: [UInt8]) -> [UInt8] {
    var decoded = [type, sequence] + payload
    var register = UInt32.max
    for byte in decoded {
      register ^= UInt32(byte)
      for _ in 0..<8 {
        register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1
      }
    }
    for shift in [0, 8, 16, 24] { decoded.append(UInt8(truncatingIfNeeded: ~register >> shift)) }
    // COBS: each zero becomes the distance to the next one.
    var wire: [UInt8] = [0]
    for block in decoded.split(separator: 0, omittingEmptySubsequences: false) {
      wire += [UInt8(block.count + 1)] + block
    }
    return wire + [0]
  }
}
