import Foundation

@testable import Activity

/// A run that can be reckoned by hand: 1000 strides of 2.5 m and 0.7 s, at 3.57 m/s for 700 s.
enum ActivityRun {
  static let start = Date(timeIntervalSince1970: 1_795_000_000)

  static func make(strides count: Int = 1000, device: String = "microbit_v1") throws -> RunActivity
  {
    var writer = RecordWriter()
    writer.addPart(4, 0, 1, 1 | 900 << 16)
    writer.addPart(4, 1, 700 | 10_000 << 16, 0)
    for _ in 0..<count { writer.addStride(sixteenths: 2240, milliseconds: 700, length: 2500) }
    let parts = [
      (count, 2500 * count), (700 * count, 700 * count), (count, 1501), (count, 0),
      (0, 1 | 6000 << 16), (112_000, 280_000), (0, 1),
    ]
    for (part, values) in parts.enumerated() { writer.addPart(5, part, values.0, values.1) }
    let entries = count + 9
    let pages = (entries + 81) / 82
    let begins = (0..<pages).map { UInt32(max(0, $0 * 82 - 2) * 2240) }
    return try activity(writer.pages(begin: begins), device)
  }

  /// Two kilometres of the same strides, 400 each, and 100 s at a red light between them.
  static func standing() throws -> RunActivity {
    let light = (280 + 100) * 3200
    var writer = RecordWriter()
    writer.addPart(4, 0, 1, 1 | 900 << 16)
    writer.addPart(4, 1, 700 | 10_000 << 16, 0)
    for _ in 0..<400 { writer.addStride(sixteenths: 2240, milliseconds: 700, length: 2500) }
    writer.add(kind: 3, [(light, 32)])
    for _ in 0..<400 { writer.addStride(sixteenths: 2240, milliseconds: 700, length: 2500) }
    let begins = (0..<10).map { page in
      let entries = page * 82
      return UInt32(
        entries > 402 ? light + (entries - 403) * 2240 : max(0, entries - 2) * 2240)
    }
    return try activity(writer.pages(begin: begins), "microbit_v1")
  }

  private static func activity(_ pages: [UInt8], _ device: String) throws -> RunActivity {
    let run = try KeptRun(pages: pages)
    let record = FetchedRecord(
      board: device, uniqueID: "10dc0aa50c60f4ac", firmwareVersion: "0.1.0", record: 7,
      fetchedAt: "2026-11-20T19:40:11Z", pages: Data())
    return RunActivity(run, of: record, start: start)
  }
}
