import BootWire
import SoleBoot
import SoleFlash
import TestSupport
import Testing

private let old = SampleImage(version: ImageVersion(major: 1, minor: 2, revision: 3), seed: 1)
private let new = SampleImage(
  version: ImageVersion(major: 1, minor: 3, revision: 0), bodyBytes: 1100, seed: 90)

@Suite struct ServerTests {
  private var board = Board(flash: .holding(old))

  private func answer(_ request: Request) -> Answer {
    var board = board
    var server = board.server()
    return board.send(request, to: &server)
  }

  @Test func echoAnswers() {
    let answer = answer(
      Request(.write, 0, 0) {
        $0.put("d")
        $0.put("hello")
      })
    #expect(answer.items == ["map(nil)", "r", "hello", "end"])
    #expect(
      answer.header
        == SMPHeader(
          .writeAnswer, group: 0, command: 0, sequence: 77, payloadBytes: 10))
  }

  @Test func parametersTellTheBuffers() {
    #expect(
      answer(Request(.read, 0, 6)).items
        == ["map(nil)", "buf_size", "256", "buf_count", "8", "end"])
  }

  @Test func resetIsAnsweredFirst() {
    let answer = answer(Request(.write, 0, 5))
    #expect(answer.action == "answerAndReset" && answer.result == 0)
  }

  @Test func factsAreTold() {
    let items = answer(Request(.read, 64, 0)).items
    #expect(items.contains("9.8.7"))
    #expect(items.contains("1,2,3,4,5,6,7,8"))
    #expect(items.firstIndex(of: "reset").map { items[$0 + 1] } == "4")
    #expect(items.firstIndex(of: "unsigned").map { items[$0 + 1] } == "false")
    #expect(
      items.firstIndex(of: "key").map { items[$0 + 1] }
        == Array(repeating: "5", count: 32).joined(separator: ","))
  }

  @Test(arguments: [(2, 0, 9), (0, 9, 0), (0, 1, 1), (2, 0, 6), (0, 0, 5)])
  func whatIsNotThereIsNotSupported(operation: UInt8, group: UInt16, command: UInt8) throws {
    let operation = try #require(SMPHeader.Operation(rawValue: operation))
    #expect(answer(Request(operation, group, command)).result == 8)
  }

  @Test func noiseIsNotAnswered() {
    var board = board
    var server = board.server()
    for bytes in [[], [0, 0], [9, 0, 0, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0]] as [[UInt8]] {
      #expect(server.handle(bytes.span.bytes, &board.flash) == .nothing)
    }
  }

  @Test func imagesAreListed() {
    var board = board
    let before = answer(Request(.read, 1, 0)).items
    #expect(before.filter { $0 == "slot" }.count == 1)
    #expect(before.contains("1.2.3"))
    var server = board.server()
    _ = upload(new.bytes, to: &board, &server)
    let items = board.send(Request(.read, 1, 0), to: &server).items
    #expect(items.filter { $0 == "slot" }.count == 2)
    let second = items[(items.lastIndex(of: "slot") ?? 0)...]
    let flags = ["pending", "confirmed", "active", "permanent", "bootable"].map { name in
      second.firstIndex(of: name).map { second[$0 + 1] }
    }
    #expect(flags == ["true", "false", "false", "true", "true"])
    #expect(second.contains("1.3.0"))
  }

  private func upload(
    _ image: [UInt8], to board: inout Board, _ server: inout BootServer<FakeCheck>
  ) -> Answer {
    var last = Answer()
    for offset in stride(from: 0, to: image.count, by: 200) {
      let piece = Array(image[offset..<min(offset + 200, image.count)])
      last = board.send(
        .piece(piece, at: offset, of: offset == 0 ? image.count : nil), to: &server)
    }
    return last
  }

  /// Test and confirm, by hash or for what runs, change nothing: there is no way back to choose.
  @Test func stateAnswersAsOverwriteOnlyDoes() {
    var board = board
    var server = board.server()
    _ = upload(new.bytes, to: &board, &server)
    let before = board.flash.bytes
    let image = new.bytes
    let hash = Array(image[(image.count - 100)..<(image.count - 68)])
    for isConfirm in [true, false] {
      let answer = board.send(
        Request(.write, 1, 0) {
          $0.put("hash")
          $0.put(bytes: hash.span.bytes)
          $0.put("confirm")
          $0.put(isConfirm)
        }, to: &server)
      #expect(answer.items.contains("images") && answer.result == nil)
    }
    let unknown = board.send(
      Request(.write, 1, 0) {
        $0.put("hash")
        $0.put(bytes: [UInt8](repeating: 1, count: 32).span.bytes)
      }, to: &server)
    #expect(unknown.result == 5)
    #expect(board.flash.bytes == before)
  }
}

@Suite struct UploadTests {
  /// Pieces of every length install the same image: words are put together across pieces.
  @Test(arguments: [32, 33, 34, 35, 63, 100, 255, 600])
  func piecesOfAnyLength(pieceBytes: Int) {
    var board = Board(flash: .holding(old))
    #expect(board.upload(new.bytes, pieceBytes: pieceBytes).result == 0)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: new))
  }

  @Test func aLostPieceIsAskedForAgain() {
    var board = Board(flash: .holding(old))
    var server = board.server()
    let image = new.bytes
    let first = board.send(.piece(Array(image[..<100]), at: 0, of: image.count), to: &server)
    #expect(first.offset == 100)
    let gap = board.send(.piece(Array(image[200..<300]), at: 200, of: nil), to: &server)
    #expect(gap.result == 0 && gap.offset == 100)
    let doubled = board.send(.piece(Array(image[50..<100]), at: 50, of: nil), to: &server)
    #expect(doubled.offset == 100)
  }

  /// A break of the line: the same image goes on where it was, another starts anew.
  @Test func aBrokenUploadIsResumed() {
    var board = Board(flash: .holding(old))
    var server = board.server()
    let image = new.bytes
    let hash = [UInt8](repeating: 7, count: 32)
    let start = Request.piece(Array(image[..<100]), at: 0, of: image.count, hash: hash)
    #expect(board.send(start, to: &server).offset == 100)
    #expect(
      board.send(.piece(Array(image[100..<300]), at: 100, of: nil), to: &server).offset == 300)
    #expect(board.send(start, to: &server).offset == 300)
    let other = Request.piece(
      Array(image[..<100]), at: 0, of: image.count, hash: [UInt8](repeating: 8, count: 32))
    #expect(board.send(other, to: &server).offset == 100)
  }

  @Test func aPieceWithoutABeginningIsRefused() {
    var board = Board(flash: .holding(old))
    var server = board.server()
    let answer = board.send(.piece([1, 2, 3, 4], at: 100, of: nil), to: &server)
    #expect(answer.result == 6)
  }

  @Test func moreThanTheLengthToldIsRefused() {
    var board = Board(flash: .holding(old))
    var server = board.server()
    let image = new.bytes
    _ = board.send(.piece(Array(image[..<100]), at: 0, of: 120), to: &server)
    #expect(board.send(.piece(Array(image[100..<140]), at: 100, of: nil), to: &server).result == 3)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: old))
  }

  /// What its first piece tells is refused before anything is erased.
  @Test(arguments: [
    "not an image", "flags", "too long", "older", "no length", "cut header", "another board",
    "another layout", "another contract",
  ])
  func isRefusedBeforeAnythingIsErased(what: String) {
    var board = Board(flash: .holding(old))
    var server = board.server()
    board.flash.restorePower()
    var image = new
    if what == "flags" { image.flags = 4 }
    if what == "another board" { image.target?.board = 2 }
    if what == "another layout" { image.target?.layout = 2 }
    if what == "another contract" { image.target?.contract = 9 }
    if what == "older" { image.version = ImageVersion(major: 1, minor: 2, revision: 2) }
    var bytes = image.bytes
    if what == "not an image" { bytes[0] ^= 1 }
    let length: Int? =
      switch what {
      case "no length": nil
      case "too long": 3 * 1024 + 1
      default: bytes.count
      }
    let piece = Array(bytes[..<(what == "cut header" ? 20 : 100)])
    let answer = board.send(.piece(piece, at: 0, of: length), to: &server)
    #expect((answer.result ?? 0) != 0)
    #expect(board.flash.operations == 0)
  }

  @Test func anOlderImageIsTakenWhereAskedFor() {
    var board = Board(flash: .holding(new))
    #expect(board.upload(old.bytes).reason == "older than what runs")
    #expect(board.upload(old.bytes, allowsDowngrade: true).result == 0)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: old))
  }

  /// A board moves on to another contract where the client asks for that, wherever the image shows
  /// what it is for; and one that runs nothing takes any.
  @Test(arguments: [true, false])
  func anotherContractIsTakenWhereAskedFor(showsTarget: Bool) {
    var image = new
    image.target?.contract = 9
    image.showsTarget = showsTarget
    var board = Board(flash: .holding(old))
    #expect(board.upload(image.bytes).reason == "of another contract than what runs")
    #expect(board.boot().step == .run && board.flash.slot0(holds: old))
    #expect(board.upload(image.bytes, allowsContract: true).result == 0)
    #expect(board.boot().step == .run && board.flash.slot0(holds: image))
    var empty = Board(flash: .holding(nil))
    #expect(empty.upload(image.bytes).result == 0)
  }

  /// What stands behind the header is only a copy: the protected entry is what counts.
  @Test func aCopyThatLiesChangesNothing() {
    var image = new
    image.target?.board = 2
    var bytes = image.bytes
    #expect(bytes[36] == 2)
    bytes[36] = 1
    var board = Board(flash: .holding(old))
    // The copy is hashed, too.
    #expect(board.upload(bytes).reason == "its SHA-256 is wrong")
    #expect(board.boot().step == .run && board.flash.slot0(holds: old))
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var name: String
    var reason: String
    var change: @Sendable (inout SampleImage) -> Void
    var spoil: @Sendable (inout [UInt8]) -> Void = { _ in }

    var testDescription: String { name }
  }

  /// Whatever is wrong with an image that is complete, the old one stays and the client is told.
  @Test(arguments: [
    Bad(name: "no signature", reason: "not signed", change: { $0.signature = nil }),
    Bad(
      name: "wrong signature", reason: "not signed with this board's key",
      change: { $0.signature = { _ in [UInt8](repeating: 0, count: 64) } }),
    Bad(
      name: "short signature", reason: "not signed with this board's key",
      change: { $0.signature = { _ in [1, 2, 3] } }),
    Bad(
      name: "another board", reason: "for another board or flash layout",
      change: {
        $0.target = ImageTarget(board: 2, contract: 0)
        $0.showsTarget = false
      }),
    Bad(
      name: "another layout", reason: "for another board or flash layout",
      change: {
        $0.target = ImageTarget(board: 1, layout: 2, contract: 0)
        $0.showsTarget = false
      }),
    Bad(
      name: "no target", reason: "does not say which board it is for", change: { $0.target = nil }),
    Bad(
      name: "start outside the slot", reason: "not an MCUboot image for this slot",
      change: { $0.start = 0x101 }),
    Bad(
      name: "start in no Thumb code", reason: "not an MCUboot image for this slot",
      change: { $0.start = SampleImage.layout.slot0 + 0x140 }),
    Bad(
      name: "a bit of the body", reason: "its SHA-256 is wrong", change: { _ in },
      spoil: { $0[500] ^= 1 }),
    Bad(
      name: "cut", reason: "not an MCUboot image for this slot", change: { _ in },
      spoil: { $0.removeLast(200) }),
    Bad(
      name: "a length that lies", reason: "not an MCUboot image for this slot", change: { _ in },
      spoil: { $0[12] ^= 0x10 }),
  ])
  func aBadImageIsRefused(_ bad: Bad) {
    var image = new
    bad.change(&image)
    var bytes = image.bytes
    bad.spoil(&bytes)
    var board = Board(flash: .holding(old))
    let answer = board.upload(bytes)
    #expect((answer.result ?? 0) != 0)
    #expect(answer.reason == bad.reason)
    #expect(board.boot().step == .run)
    #expect(board.flash.slot0(holds: old))
    board.upload(new.bytes)
    #expect(board.boot().step == .run && board.flash.slot0(holds: new))
  }

  @Test func aDevelopmentBuildTakesAnUnsignedImage() {
    var image = new
    image.signature = nil
    var board = Board(flash: .holding(old))
    board.policy.allowsUnsigned = true
    #expect(board.upload(image.bytes).result == 0)
    image.signature = { _ in [UInt8](repeating: 0, count: 64) }
    #expect(board.upload(image.bytes).reason == "not signed with this board's key")
  }

  /// Random requests: whatever comes, slot 0 stays as it is, and no rule of the flash is broken.
  @Test func randomRequestsLeaveSlot0Alone() {
    var random = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &random)
    var state = seed | 1
    func draw(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
    var board = Board(flash: .holding(old))
    var server = board.server()
    let image = new.bytes
    for _ in 0..<2000 {
      let start = draw(image.count)
      let piece = Array(image[start..<min(image.count, start + draw(200))])
      var request = Request.piece(
        piece, at: draw(3) == 0 ? 0 : start, of: draw(2) == 0 ? draw(4000) : nil
      ).bytes
      if draw(3) == 0 { request[draw(request.count)] = UInt8(draw(256)) }
      _ = server.handle(request.span.bytes, &board.flash)
    }
    #expect(board.flash.slot0(holds: old), "seed \(seed)")
    #expect(board.flash.rulesBroken == [], "seed \(seed)")
  }
}
