import BootWire
import SoleBoot
import SoleFlash
import TestSupport

/// A board whose bootloader runs over a model of the flash: from reset to reset.
struct Board {
  var flash: ModelFlash
  var policy = SampleImage.policy

  /// What a reset comes to.
  mutating func boot() -> (step: InstallStep, image: ImageIdentity?) {
    var installer = Installer(policy: policy)
    for _ in 0..<20_000 {
      switch installer.next(flash) {
      case .perform(let operation): flash.perform(operation)
      case let end: return (end, installer.image)
      }
    }
    return (.stay(.copyFailed), nil)
  }

  /// A server as the bootloader would run it now.
  mutating func server() -> BootServer<FakeCheck> {
    let (_, image) = boot()
    return BootServer(
      policy: policy, check: FakeCheck(),
      facts: BootFacts(
        version: ImageVersion(major: 9, minor: 8, revision: 7), uniqueID: 0x0102_0304_0506_0708,
        resetReason: 4, stay: .asked, key: InlineArray(repeating: 5), bufferBytes: 256,
        bufferCount: 8), running: image)
  }

  /// Uploads an image in pieces; the last answer's map as text.
  @discardableResult
  mutating func upload(
    _ image: [UInt8], pieceBytes: Int = 128, allowsDowngrade: Bool = false,
    allowsContract: Bool = false
  ) -> Answer {
    var server = server()
    var offset = 0
    var last = Answer()
    while offset < image.count {
      let piece = Array(image[offset..<min(offset + pieceBytes, image.count)])
      last = send(
        .piece(
          piece, at: offset, of: offset == 0 ? image.count : nil, allowsDowngrade: allowsDowngrade,
          allowsContract: allowsContract),
        to: &server)
      guard last.result == 0, let next = last.offset, next > offset else { return last }
      offset = next
    }
    return last
  }

  mutating func send(_ request: Request, to server: inout BootServer<FakeCheck>) -> Answer {
    let bytes = request.bytes
    let action = server.handle(bytes.span.bytes, &flash)
    return Answer(action, server.packet.bytes.withUnsafeBytes { Array($0) })
  }
}
