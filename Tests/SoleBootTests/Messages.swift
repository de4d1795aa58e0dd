import BootWire
import SoleBoot

/// A request as a client writes it.
struct Request {
  let bytes: [UInt8]

  init(
    _ operation: SMPHeader.Operation, _ group: UInt16, _ command: UInt8,
    _ body: (inout SMPPacket<700>) -> Void = { _ in }
  ) {
    var packet = SMPPacket<700>()
    packet.startMap()
    body(&packet)
    packet.end()
    packet.finish(operation, group: group, command: command, sequence: 77)
    bytes = packet.bytes.withUnsafeBytes { Array($0) }
  }

  static func piece(
    _ data: [UInt8], at offset: Int, of length: Int?, hash: [UInt8]? = nil, image: UInt32 = 0,
    allowsDowngrade: Bool = false, allowsContract: Bool = false
  ) -> Request {
    Request(.write, 1, 1) { packet in
      if let length {
        packet.put("len")
        packet.put(UInt32(length))
        packet.put("image")
        packet.put(image)
      }
      if let hash {
        packet.put("sha")
        packet.put(bytes: hash.span.bytes)
      }
      if allowsDowngrade {
        packet.put("downgrade")
        packet.put(true)
      }
      if allowsContract {
        packet.put("contract")
        packet.put(true)
      }
      packet.put("off")
      packet.put(UInt32(offset))
      packet.put("data")
      packet.put(bytes: data.span.bytes)
    }
  }
}

/// An answer as a client reads it: texts for what has no field of its own.
struct Answer: Equatable {
  var action: String = "nothing"
  var header: SMPHeader?
  var result: UInt32?
  var offset: Int?
  var reason: String?
  /// Every item, in order.
  var items: [String] = []

  init() {}

  init(_ action: BootServer<FakeCheck>.Action, _ bytes: [UInt8]) {
    self.action = "\(action)"
    header = SMPHeader(parsing: bytes.span.bytes)
    var cursor = CBORCursor(offset: SMPHeader.byteCount)
    var key: String?
    while cursor.offset < bytes.count, let item = try? cursor.next(in: bytes.span.bytes) {
      items.append(Self.text(item, bytes))
      if case .unsigned(let number) = item {
        if key == "rc" { result = UInt32(number) }
        if key == "off" { offset = Int(number) }
      }
      if key == "rsn" { reason = items.last }
      key = items.last
    }
  }

  private static func text(_ item: CBORItem, _ bytes: [UInt8]) -> String {
    switch item {
    case .text(let range): String(decoding: bytes[range], as: UTF8.self)
    case .bytes(let range): bytes[range].map { String($0, radix: 16) }.joined(separator: ",")
    case .unsigned(let number): "\(number)"
    case .boolean(let value): "\(value)"
    default: "\(item)"
    }
  }
}
