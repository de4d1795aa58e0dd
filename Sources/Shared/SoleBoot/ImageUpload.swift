public import BootWire
public import SoleFlash

/// An image on its way into slot 1.
///
/// A value machine: a request gives flash operations to perform, one after the other, then an
/// answer. Slot 0 is never touched, and nothing before the first piece's header was found good.
public struct ImageUpload: Sendable {
  /// What to answer.
  public enum Answer: Equatable, Sendable {
    /// All before this offset is there; go on from here.
    case offset(UInt32)
    case refused(SMP.Result, Refusal?)
  }

  private enum State: Equatable {
    case idle
    case erasingRecord
    case erasing(UInt32)
    case storing
    case recording(UInt32)
    case answering(Answer)
  }

  private let policy: BootPolicy
  private var state = State.idle
  private var piece = 0..<0
  /// Length of the image under way; 0 for none.
  private var imageBytes: UInt32 = 0
  /// Bytes of it that were taken.
  private var offset: UInt32 = 0
  private var hash: ImageHash?
  private var allowsDowngrade = false
  private var allowsContract = false
  /// Up to three bytes that wait for the rest of their word.
  private var word: UInt32 = 0
  private var record: UpgradeRecord?

  public init(policy: BootPolicy) {
    self.policy = policy
  }

  private var layout: FlashLayout { policy.layout }

  /// Whether an image is under way.
  public var isOpen: Bool { imageBytes != 0 && offset != imageBytes }

  /// Takes a request; `next` then says what to do.
  public mutating func receive(
    _ request: UploadRequest, _ packet: RawSpan, running: ImageIdentity?
  ) {
    guard request.image <= 2 else { return answer(.refused(.invalid, nil)) }
    if request.offset == 0 {
      begin(request, packet, running)
    } else if imageBytes == 0 {
      answer(.refused(.badState, nil))
    } else if request.offset != offset || offset == imageBytes {
      answer(.offset(offset))  // a piece was lost, or came twice
    } else {
      take(request.data)
    }
  }

  private mutating func begin(
    _ request: UploadRequest, _ packet: RawSpan, _ running: ImageIdentity?
  ) {
    guard let length = request.imageBytes else { return answer(.refused(.invalid, nil)) }
    guard length <= layout.imageBytes else { return answer(.refused(.tooLarge, .tooLong)) }
    let told = request.hash.flatMap { Self.hash(packet, $0) }
    if isOpen, offset > 0, length == imageBytes, told != nil, told == hash {
      allowsDowngrade = allowsDowngrade || request.allowsDowngrade
      allowsContract = allowsContract || request.allowsContract
      return answer(.offset(offset))
    }
    if let refusal = earlyRefusal(packet.extracting(request.data), request, running) {
      return answer(.refused(.invalid, refusal))
    }
    imageBytes = length
    hash = told
    allowsDowngrade = request.allowsDowngrade
    allowsContract = request.allowsContract
    offset = 0
    word = 0
    piece = request.data
    state = .erasingRecord
  }

  /// Looks at an image's first bytes; what they do not tell is looked at once all are there.
  private func earlyRefusal(
    _ bytes: RawSpan, _ request: UploadRequest, _ running: ImageIdentity?
  ) -> Refusal? {
    guard let header = try? ImageHeader(parsing: bytes) else { return .notAnImage }
    if let refusal = policy.refusal(of: header) { return refusal }
    let target = ImageTarget(behindHeader: bytes)
    if let target, !policy.fits(target) { return .foreignBoard }
    guard let running else { return nil }
    if !request.allowsDowngrade, header.version < running.version { return .older }
    if let target, !request.allowsContract, target.contract != running.contract {
      return .otherContract
    }
    return nil
  }

  @inline(never)
  private mutating func answer(_ answer: Answer) { state = .answering(answer) }

  private mutating func take(_ data: Range<Int>) {
    piece = data
    state = .storing
  }

  /// What to do to the flash next; nil once `answer` stands.
  public mutating func next(
    _ packet: RawSpan, _ flash: some FlashMemory, running: ImageIdentity?,
    check: some SignatureCheck
  ) -> FlashOperation? {
    while true {
      switch state {
      case .idle, .answering: return nil
      case .erasingRecord:
        state = .erasing(0)
        return .erase(page: layout.record)
      case .erasing(let page):
        guard page * FlashLayout.pageBytes < imageBytes else {
          take(piece)
          continue
        }
        // Blank or not: a page whose erase was cut may read blank today and not tomorrow.
        state = .erasing(page + 1)
        return .erase(page: layout.slot1 + page * FlashLayout.pageBytes)
      case .storing:
        if let operation = store(packet) { return operation }
        finish(flash, running, check)
      case .recording(let index):
        guard let record, index < UpgradeRecord.wordCount else {
          answer(.offset(offset))
          continue
        }
        state = .recording(index + 1)
        return .write(record.word(index), at: layout.record + index * 4)
      }
    }
  }

  /// The answer, once `next` has nothing more to do.
  public mutating func takeAnswer() -> Answer {
    guard case .answering(let answer) = state else { return .refused(.unknown, nil) }
    state = .idle
    return answer
  }

  /// Puts bytes together to the next word that is complete; erased ones are not written.
  private mutating func store(_ packet: RawSpan) -> FlashOperation? {
    while !piece.isEmpty {
      guard offset < imageBytes else {
        answer(.refused(.invalid, nil))
        imageBytes = 0
        return nil
      }
      let byte = unsafe packet.unsafeLoad(fromByteOffset: piece.lowerBound, as: UInt8.self)
      piece = (piece.lowerBound + 1)..<piece.upperBound
      let place = offset & 3
      if place == 0 { word = .max }
      word = word & ~(0xFF << (place * 8)) | UInt32(byte) << (place * 8)
      offset += 1
      if (place == 3 || offset == imageBytes) && word != .max {
        return .write(word, at: layout.slot1 + (offset - 1) & ~3)
      }
    }
    return nil
  }

  /// The piece is stored; where it was the last, the image is looked at as a whole.
  private mutating func finish(
    _ flash: some FlashMemory, _ running: ImageIdentity?, _ check: some SignatureCheck
  ) {
    if case .answering = state { return }
    guard offset == imageBytes else { return answer(.offset(offset)) }
    approve(flash, running, check)
  }

  /// Looks at what slot 1 holds, and has the record made where it may be installed.
  private mutating func approve(
    _ flash: some FlashMemory, _ running: ImageIdentity?, _ check: some SignatureCheck
  ) {
    switch examine(flash, running, check) {
    case .failure(let error):
      imageBytes = 0
      answer(.refused(.corrupt, error.refusal))
    case .success(let image):
      record = UpgradeRecord(imageBytes: image.byteCount, hash: image.hash)
      state = .recording(0)
    }
  }

  private func examine(
    _ flash: some FlashMemory, _ running: ImageIdentity?, _ check: some SignatureCheck
  ) -> Result<ImageIdentity, RefusedImage> {
    let found = policy.image(at: layout.slot1, in: flash)
    guard case .success(let image) = found else { return found }
    if let running {
      if !allowsDowngrade, image.version < running.version {
        return .failure(RefusedImage(.older))
      }
      if !allowsContract, image.contract != running.contract {
        return .failure(RefusedImage(.otherContract))
      }
    }
    if let refusal = policy.refusal(ofSignatureAt: layout.slot1, in: flash, by: check) {
      return .failure(RefusedImage(refusal))
    }
    return found
  }

  private static func hash(_ packet: RawSpan, _ range: Range<Int>) -> ImageHash? {
    range.count == ImageHash.byteCount ? ImageHash(packet.extracting(range)) : nil
  }
}
