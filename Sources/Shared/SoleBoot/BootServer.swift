public import BootWire
public import SoleFlash

/// What the bootloader tells of itself and of the board.
public struct BootFacts: Sendable {
  public var version: ImageVersion
  public var uniqueID: UInt64
  /// The chip's own word for why it was reset, as its register has it.
  public var resetReason: UInt32
  public var stay: StayReason
  /// The public key that images are to be signed for.
  public var key: InlineArray<32, UInt8>
  /// Bytes of a packet, and how many packets may be under way at once.
  public var bufferBytes: UInt32
  public var bufferCount: UInt32

  public init(
    version: ImageVersion, uniqueID: UInt64, resetReason: UInt32, stay: StayReason,
    key: InlineArray<32, UInt8>, bufferBytes: UInt32, bufferCount: UInt32
  ) {
    self.version = version
    self.uniqueID = uniqueID
    self.resetReason = resetReason
    self.stay = stay
    self.key = key
    self.bufferBytes = bufferBytes
    self.bufferCount = bufferCount
  }
}

/// Answers SMP requests the way MCUboot's serial recovery does.
///
/// Echo, parameters and reset of the system group; state and upload of the image group; and in a
/// group of its own, who this is. As MCUboot's overwrite-only boot has it, what was uploaded and
/// found right is pending and permanent at once: "test" and "confirm" only say so again.
public struct BootServer<Check: SignatureCheck>: ~Copyable {
  /// What to do with a request that was handled.
  public enum Action: Equatable, Sendable {
    /// It was none.
    case nothing
    case answer
    case answerAndReset
  }

  /// The answer to send.
  public private(set) var packet = SMPPacket<384>()
  private var upload: ImageUpload
  private let policy: BootPolicy
  private let check: Check
  private let facts: BootFacts
  /// What slot 0 holds, where it may run.
  private let running: ImageIdentity?

  public init(policy: BootPolicy, check: Check, facts: BootFacts, running: ImageIdentity?) {
    self.policy = policy
    self.check = check
    self.facts = facts
    self.running = running
    upload = ImageUpload(policy: policy)
  }

  /// Handles a packet that came; does what it asks of the flash before it returns.
  public mutating func handle(
    _ request: RawSpan, _ flash: inout some FlashMemory
  ) -> Action {
    guard let header = SMPHeader(parsing: request),
      header.operation == .read || header.operation == .write
    else { return .nothing }
    packet.clear()
    packet.startMap()
    var action = Action.answer
    let isWrite = header.operation == .write
    switch (header.group, header.command) {
    case (SMP.Group.system, SMP.SystemCommand.echo): echo(request)
    case (SMP.Group.system, SMP.SystemCommand.reset) where isWrite:
      put(.done)
      action = .answerAndReset
    case (SMP.Group.system, SMP.SystemCommand.parameters) where !isWrite:
      packet.put("buf_size", facts.bufferBytes)
      packet.put("buf_count", facts.bufferCount)
    case (SMP.Group.image, SMP.ImageCommand.state):
      if isWrite { setState(request, flash) } else { list(flash) }
    case (SMP.Group.image, SMP.ImageCommand.upload) where isWrite: store(request, &flash)
    case (SMP.Group.own, SMP.OwnCommand.bootloader) where !isWrite: tellFacts()
    default: put(.notSupported)
    }
    finish(header)
    return action
  }

  private mutating func finish(_ header: SMPHeader) {
    packet.end()
    if packet.isFull {
      packet.clear()
      packet.startMap()
      put(.tooLarge)
      packet.end()
    }
    packet.finish(
      header.operation.answer, group: header.group, command: header.command,
      sequence: header.sequence)
  }

  private mutating func put(_ result: SMP.Result, _ refusal: Refusal? = nil) {
    packet.put("rc", UInt32(result.rawValue))
    guard let refusal else { return }
    packet.put("rsn")
    packet.put(refusal.text)
  }

  private mutating func echo(_ request: RawSpan) {
    guard case .text(let text) = try? request.value(of: "d") else { return put(.invalid) }
    packet.put("r")
    packet.put(text: request.extracting(text))
  }

  // MARK: - Images

  private mutating func list(_ flash: some FlashMemory) {
    packet.put("images")
    packet.startArray()
    if let running { put(running, slot: 0, isPending: false) }
    if let waiting = waiting(flash) { put(waiting, slot: 1, isPending: true) }
    packet.end()
  }

  /// The image that the record says was found right; its contract was looked at then.
  private func waiting(_ flash: some FlashMemory) -> ImageIdentity? {
    guard let record = UpgradeRecord(flash, policy.layout) else { return nil }
    let image = flash.read(at: policy.layout.slot1, count: policy.layout.imageBytes) { bytes in
      (try? SlotImage(parsing: bytes)).map { ImageIdentity($0, contract: 0) }
    }
    return image?.hash == record.hash ? image : nil
  }

  @inline(never)
  private mutating func put(_ image: ImageIdentity, slot: UInt32, isPending: Bool) {
    packet.startMap()
    packet.put("slot", slot)
    packet.put("version")
    packet.put(image.version)
    packet.put("hash")
    packet.put(image.hash)
    packet.put("bootable", true)
    packet.put("pending", isPending)
    packet.put("confirmed", !isPending)
    packet.put("active", !isPending)
    packet.put("permanent", isPending)
    packet.end()
  }

  private mutating func setState(_ request: RawSpan, _ flash: some FlashMemory) {
    // No hash, or null, is what runs.
    if case .bytes(let hash) = try? request.value(of: "hash") {
      let isKnown =
        Self.isHash(request, hash, of: running) || Self.isHash(request, hash, of: waiting(flash))
      guard isKnown else { return put(.noEntry) }
    }
    list(flash)
  }

  private static func isHash(_ bytes: RawSpan, _ range: Range<Int>, of image: ImageIdentity?)
    -> Bool
  {
    guard let image, range.count == ImageHash.byteCount else { return false }
    return ImageHash(bytes.extracting(range)) == image.hash
  }

  private mutating func store(_ request: RawSpan, _ flash: inout some FlashMemory) {
    let parsed: UploadRequest
    do throws(CBORError) {
      parsed = try UploadRequest(parsing: request)
    } catch {
      return put(.invalid)
    }
    upload.receive(parsed, request, running: running)
    while let operation = upload.next(request, flash, running: running, check: check) {
      flash.perform(operation)
    }
    switch upload.takeAnswer() {
    case .refused(let result, let refusal): put(result, refusal)
    case .offset(let offset):
      put(.done)
      packet.put("off", offset)
    }
  }

  // MARK: - Who this is

  private mutating func tellFacts() {
    packet.put("version")
    packet.put(facts.version)
    packet.put("board", UInt32(policy.board))
    packet.put("layout", UInt32(ImageTarget.layout))
    packet.put("id")
    let id: InlineArray<1, UInt64> = [facts.uniqueID.bigEndian]
    packet.put(bytes: id.span.bytes)
    packet.put("reset", facts.resetReason)
    packet.put("stay", UInt32(facts.stay.rawValue))
    packet.put("unsigned", policy.allowsUnsigned)
    packet.put("key")
    packet.put(bytes: facts.key.span.bytes)
  }
}
