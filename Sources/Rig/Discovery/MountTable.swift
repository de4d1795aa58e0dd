internal import SerialPort

/// What is mounted where, from the text of /proc/self/mountinfo (proc(5)).
struct MountTable {
  private var points: [String: String] = [:]

  static func read() -> MountTable {
    MountTable(SystemFile.text("/proc/self/mountinfo") ?? "")
  }

  /// A line reads `36 35 98:0 /root /mount/point options …`; the first mount of a device counts.
  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count > 4, points[String(fields[2])] == nil else { continue }
      points[String(fields[2])] = Self.unescaped(fields[4])
    }
  }

  /// Where the device of these numbers, as in `8:1`, is mounted.
  func mountPoint(device: String) -> String? { points[device] }

  /// The kernel writes blanks and backslashes as three octal digits.
  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
