/// The last lines of what a program says, bounded.
struct OutputTail: Sendable {
  static let lineLimit = 20
  static let lengthLimit = 500

  private(set) var lines: [String] = []
  private var partial: [UInt8] = []

  /// Takes bytes in: the lines they complete.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> [String] {
    var complete: [String] = []
    for byte in bytes {
      if byte == 0x0A {
        complete.append(endLine())
      } else if partial.count < Self.lengthLimit && byte != 0x0D {
        partial.append(byte)
      }
    }
    complete.removeAll(where: \.isEmpty)
    return complete
  }

  /// All lines, with the one that has no end yet.
  var all: [String] {
    partial.isEmpty ? lines : lines + [String(decoding: partial, as: UTF8.self)]
  }

  private mutating func endLine() -> String {
    let line = String(decoding: partial, as: UTF8.self)
    partial.removeAll(keepingCapacity: true)
    if line.isEmpty { return line }
    lines.append(line)
    if lines.count > Self.lineLimit { lines.removeFirst() }
    return line
  }
}
