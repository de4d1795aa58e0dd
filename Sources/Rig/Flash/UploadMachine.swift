package import BootWire
internal import Crypto

/// Sends an image in pieces, as many of them under way as the board has buffers for.
///
/// A value machine: answers and times in, actions out. The first piece goes alone, since the board
/// erases on it. After that pieces follow each other without waiting; a board that missed one
/// answers the later ones with the offset it wants, and the machine goes on from there.
package struct UploadMachine: Sendable {
  package enum Action: Equatable, Sendable {
    /// Send a packet.
    case send([UInt8])
    /// All of it is there, and the board found nothing wrong with it.
    case end
    case fail(FlashError)
  }

  /// What a board takes at once.
  package struct Buffers: Equatable, Sendable {
    /// Longest packet, as MCUmgr counts: length and checksum included.
    package var byteCount: Int
    package var count: Int

    package init(byteCount: Int, count: Int) {
      self.byteCount = byteCount
      self.count = count
    }

    /// For a board that does not tell: MCUboot's and Zephyr's smallest default.
    package static let unknown = Buffers(byteCount: 256, count: 1)
  }

  /// So often may each of a board's buffers be answered for without progress: what was lost once on
  /// the line, and is sent again, needs it once.
  private static let mostIdleAnswers = 8

  private struct Piece: Equatable {
    var sequence: UInt8
    var end: Int
  }

  /// How long the board may take over each kind of piece.
  ///
  /// A line that is worth its name answers a piece at once, but for the time its bytes take. Over
  /// the first, a board erases: ours gives a sign of life with every page of 22 ms. Over the last,
  /// it checks the hash, up to 0.5 s on our chip, gives a sign, and checks the signature, 1.5 s.
  /// One that gave no sign within the silence of either did not hear the piece: it is sent again.
  /// Twice that silence, or the time behind a sign, ends within 2 s.
  package struct Patience: Equatable, Sendable {
    /// How long the first piece and the last wait for the first sign of life.
    package var longSilenceNanoseconds: UInt64 = 800_000_000
    /// How long they wait behind a sign.
    package var firstNanoseconds: UInt64 = 1_000_000_000
    package var pieceNanoseconds: UInt64 = 400_000_000
    package var lastNanoseconds: UInt64 = 1_850_000_000
    /// However lively a board is, its work ends within this, or a line's noise would be taken for it.
    package var workNanoseconds: UInt64 = 10_000_000_000
    /// How often the same place is tried, and how often where the board works for long. Behind a
    /// sign of life nothing is sent again there: the board is at it.
    package var attempts = 3
    package var longAttempts = 2

    package init() {}

    /// For a board that may work on its flash for that long, and gives no sign meanwhile.
    package static func foreign(workMilliseconds: UInt32) -> Patience {
      var patience = Patience()
      patience.firstNanoseconds = UInt64(workMilliseconds) * 1_000_000
      patience.lastNanoseconds = patience.firstNanoseconds
      patience.longSilenceNanoseconds = patience.firstNanoseconds
      patience.longAttempts = 1
      return patience
    }
  }

  /// What our own bootloader is asked for beyond SMP.
  package struct Wishes: Equatable, Sendable {
    /// Whether an older version may replace a newer one.
    package var downgrade = false
    /// Whether an image of another contract may replace one.
    package var contract = false

    package init(downgrade: Bool = false, contract: Bool = false) {
      self.downgrade = downgrade
      self.contract = contract
    }
  }

  private let image: [UInt8]
  private let hash: [UInt8]
  private let buffers: Buffers
  private let patience: Patience
  private let wishes: Wishes
  private let nanosecondsPerByte: UInt64

  private var underWay: [Piece] = []
  /// What was sent before it was sent again where the board works for long: its answer may still come.
  private var earlier: [Piece] = []
  private var next = 0
  private var sequence: UInt8
  private var attempts = 0
  private var hasBegun = false
  private var isOver = false
  /// Whether it ended because nothing came back.
  package private(set) var isSilence = false
  /// Whether that was where the board works for long: what time there was is gone then.
  package private(set) var wasLong = false
  /// Bytes of the image.
  package var byteCount: Int { image.count }
  /// Bytes that the board has.
  package private(set) var confirmed = 0
  /// The most that it has said it has, and how many answers since then told no more.
  private var most = 0
  private var idleAnswers = 0
  /// When the last pieces were sent, and whether the board gave a sign of life since.
  private var sentTime: UInt64 = 0
  private var isAtWork = false
  /// When the board's answer is overdue.
  package private(set) var deadline: UInt64 = .max
  /// Pieces that were sent again.
  package private(set) var repeats = 0
  /// Where the board went on with an upload that broke off; 0 for one from the start.
  package private(set) var resumedAt = 0

  /// - Parameters:
  ///   - baud: of the line, which bounds how soon an answer can come.
  ///   - sequence: of the first request.
  package init(
    image: [UInt8], buffers: Buffers, baud: UInt32, wishes: Wishes = Wishes(),
    patience: Patience = Patience(), sequence: UInt8 = 0
  ) {
    self.image = image
    self.buffers = buffers
    self.wishes = wishes
    self.patience = patience
    self.sequence = sequence
    hash = Array(SHA256.hash(data: image))
    nanosecondsPerByte = 10_000_000_000 / UInt64(max(baud, 1))
  }

  /// Starts: the first piece.
  package mutating func begin(at time: UInt64) -> [Action] {
    precondition(!hasBegun)
    hasBegun = true
    return sendMore(at: time)
  }

  /// Takes an answer; one that is not to this upload changes nothing.
  package mutating func receive(_ message: SMPMessage, at time: UInt64) -> [Action] {
    guard !isOver, message.header.operation == .writeAnswer,
      message.header.group == SMP.Group.image, message.header.command == SMP.ImageCommand.upload,
      let piece = (underWay + earlier).first(where: { $0.sequence == message.header.sequence })
    else { return [] }
    if let refusal = message.refusal {
      return over(
        .fail(
          FlashError(
            .board,
            "Uploading failed at byte \(confirmed) of \(image.count): the board refuses (\(refusal))."
              + (refusal.contains("older") && !wishes.downgrade
                ? " If an older version is meant to replace it, use --downgrade." : ""))))
    }
    guard let offset = message.body["off"]?.number.flatMap({ Int(exactly: $0) }),
      offset <= image.count
    else { return [] }
    if message.body["match"]?.truth == false {
      return over(
        .fail(
          FlashError(
            .board, "Uploading failed: the board has other bytes than were sent. Try again.")))
    }
    take(offset, answering: piece)
    if confirmed == image.count { return over(.end) }
    guard idleAnswers <= Self.mostIdleAnswers * buffers.count else {
      return over(
        .fail(
          FlashError(
            .board,
            """
            Uploading failed at byte \(most) of \(image.count): the board takes piece after piece, and \
            has no more of the image for it. Reset it and try again.
            """)))
    }
    return sendMore(at: time)
  }

  private mutating func take(_ offset: Int, answering piece: Piece) {
    if offset > confirmed {
      attempts = 0
      earlier = []
    }
    idleAnswers = offset > most ? 0 : idleAnswers + 1
    most = max(most, offset)
    if confirmed == 0, offset > piece.end { resumedAt = offset }
    if offset == piece.end {
      underWay.removeAll { $0.end <= offset }
    } else {
      // The board is elsewhere: what is still under way will be answered like this one.
      repeats += underWay.count
      underWay = []
      next = offset
    }
    confirmed = offset
  }

  /// Takes a sign of life: the board works on the first piece or the last, where it may take long.
  package mutating func noteLife(at time: UInt64) {
    guard !isOver, isLong, time > sentTime else { return }
    isAtWork = true
    deadline = max(deadline, min(time + work, sentTime + patience.workNanoseconds))
  }

  /// Whether what is under way makes the board work for long.
  private var isLong: Bool { confirmed == 0 || hasSentAll }

  /// Whether the last piece is under way, or there.
  package var hasSentAll: Bool { next == image.count }

  private var work: UInt64 {
    guard isLong else { return patience.pieceNanoseconds }
    guard isAtWork else { return patience.longSilenceNanoseconds }
    return confirmed == 0 ? patience.firstNanoseconds : patience.lastNanoseconds
  }

  /// Tells that time has passed.
  package mutating func timeOut(at time: UInt64) -> [Action] {
    guard !isOver, time >= deadline else { return [] }
    attempts += 1
    let tries = isLong ? (isAtWork ? 1 : patience.longAttempts) : patience.attempts
    guard attempts < tries else {
      isSilence = true
      wasLong = isLong
      return over(
        .fail(
          FlashError(
            .board,
            """
            Uploading failed at byte \(confirmed) of \(image.count): the board does not answer. Check \
            the cable; the board keeps its old image, and the next try goes on from here.
            """)))
    }
    repeats += underWay.count
    earlier = isLong ? underWay : []
    underWay = []
    next = confirmed
    return sendMore(at: time)
  }

  private mutating func over(_ action: Action) -> [Action] {
    isOver = true
    deadline = .max
    return [action]
  }

  private mutating func sendMore(at time: UInt64) -> [Action] {
    var actions: [Action] = []
    // The first piece, also when it is sent again, goes alone.
    let limit = confirmed == 0 ? 1 : buffers.count
    while underWay.count < limit, next < image.count {
      let packet = piece(from: next)
      underWay.append(Piece(sequence: sequence, end: next + packet.dataBytes))
      next += packet.dataBytes
      sequence &+= 1
      actions.append(.send(packet.bytes))
    }
    sentTime = time
    isAtWork = false
    let bytes = UInt64(underWay.count * buffers.byteCount * 3 / 2)
    deadline = time + work + bytes * nanosecondsPerByte
    return actions
  }

  /// The piece that starts at an offset, as long as a buffer takes.
  private func piece(from offset: Int) -> (bytes: [UInt8], dataBytes: Int) {
    var pairs: [(String, CBORValue)] = []
    if offset == 0 {
      pairs += [("image", .unsigned(0)), ("len", .unsigned(UInt64(image.count)))]
      if wishes.downgrade { pairs.append(("downgrade", .boolean(true))) }
      if wishes.contract { pairs.append(("contract", .boolean(true))) }
      // The hash lets a broken upload go on, but the image's header has to fit beside it.
      let hashed = pairs + [("sha", .bytes(hash))]
      if room(beside: hashed, offset) >= ImageHeader.byteCount { pairs = hashed }
    }
    let room = room(beside: pairs, offset)
    pairs.append(("off", .unsigned(UInt64(offset))))
    // Whole words: the board then writes each once.
    let count = min(image.count - offset, max(room & ~3, 4))
    let data = CBORValue.bytes(Array(image[offset..<(offset + count)]))
    return (request(pairs + [("data", data)]), count)
  }

  /// How many bytes of data fit a buffer beside other pairs: length and checksum share it, and the
  /// data's own length takes up to two bytes more.
  private func room(beside pairs: [(String, CBORValue)], _ offset: Int) -> Int {
    let empty = request(pairs + [("off", .unsigned(UInt64(offset))), ("data", .bytes([]))])
    return buffers.byteCount - SerialLine.aroundByteCount - empty.count - 2
  }

  private func request(_ pairs: [(String, CBORValue)]) -> [UInt8] {
    SMPMessage.request(
      .write, group: SMP.Group.image, command: SMP.ImageCommand.upload, sequence: sequence, pairs)
  }
}
