import Foundation
import Testing

@testable import Activity

/// What others make of the file: Garmin's own reader and fitdecode, in the project's Python.
@Suite struct FITTests {
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path
  static let python = project + "/.build/venv/bin/python3"

  static let isThere: Bool = {
    guard FileManager.default.isExecutableFile(atPath: python) else { return false }
    return (try? run(["-c", "import garmin_fit_sdk, fitdecode"], Data())) != nil
  }()

  struct Failed: Error { var words: String }

  @discardableResult static func run(_ arguments: [String], _ input: Data) throws -> Data {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).fit")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = arguments + [file.path]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    let words = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(words: String(decoding: words, as: UTF8.self))
    }
    return data
  }

  private static let script = project + "/Tests/ActivityTests/Peers/read-fit.py"

  private func read(_ reader: String, _ activity: RunActivity) throws -> [String: [[String: Any]]] {
    let data = try Self.run([Self.script, reader], Data(FITActivity.encode(activity)))
    return try #require(
      JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
  }

  @Test(
    .enabled(if: isThere, "scripts/setup test installs garmin-fit-sdk and fitdecode"),
    arguments: ["garmin", "fitdecode"])
  func othersReadTheRun(reader: String) throws {
    let activity = try ActivityRun.make()
    let messages = try read(reader, activity)
    let file = try #require(messages["file_id"]?.first, "\(messages.mapValues(\.count))")
    #expect(file["type"] as? String == "activity")
    #expect(file["manufacturer"] as? String == "development")
    #expect(file["product_name"] as? String == "solerig smart shoe")
    #expect(file["serial_number"] as? Int == 0x0C60_F4AC)
    #expect(messages["device_info"]?.first?["product_name"] as? String == "solerig smart shoe")

    let session = try #require(messages["session"]?.first)
    #expect(session["sport"] as? String == "running")
    #expect(session["total_distance"] as? Double == 2500)
    #expect(session["total_elapsed_time"] as? Double == 700)
    #expect(session["total_calories"] as? Int == 150)
    #expect(session["num_laps"] as? Int == 3)
    #expect(session["avg_stance_time"] as? Double == 250)
    #expect(session["avg_step_length"] as? Double == 1250)
    #expect(session["enhanced_max_speed"] as? Double == 6)

    let laps = try #require(messages["lap"])
    #expect(laps.map { $0["total_distance"] as? Double } == [1000, 1000, 500])
    #expect(laps.map { $0["total_elapsed_time"] as? Double } == [280, 280, 140])
    #expect(laps.map { $0["lap_trigger"] as? String } == ["distance", "distance", "session_end"])

    let records = try #require(messages["record"])
    #expect(records.count == 701)
    let middle = records[350]
    #expect(abs((middle["distance"] as? Double ?? 0) - 1250) < 0.02)
    #expect(abs((middle["enhanced_speed"] as? Double ?? 0) - 3.571) < 0.001)
    #expect(middle["cadence"] as? Double == 85)
    #expect(abs((middle["fractional_cadence"] as? Double ?? 0) - 0.714) < 0.01)
    #expect(middle["stance_time"] as? Double == 250)
    #expect(middle["step_length"] as? Double == 1250)
    #expect(messages["activity"]?.count == 1)
    #expect(messages["event"]?.count == 2)
  }

  @Test(
    .enabled(if: isThere, "scripts/setup test installs garmin-fit-sdk and fitdecode"),
    arguments: ["garmin", "fitdecode"])
  func theTimerStandsStillWhereTheRunnerDoes(reader: String) throws {
    let messages = try read(reader, ActivityRun.standing())
    let session = try #require(messages["session"]?.first)
    #expect(session["total_elapsed_time"] as? Double == 660)
    #expect(session["total_timer_time"] as? Double == 560)
    #expect(abs((session["enhanced_avg_speed"] as? Double ?? 0) - 3.571) < 0.001)
    let laps = try #require(messages["lap"])
    #expect(laps.map { $0["total_elapsed_time"] as? Double } == [280, 380])
    #expect(laps.map { $0["total_timer_time"] as? Double } == [280, 280])
    for lap in laps {
      #expect(abs((lap["enhanced_avg_speed"] as? Double ?? 0) - 3.571) < 0.001)
    }
    #expect(messages["activity"]?.first?["total_timer_time"] as? Double == 560)
  }

  /// The check value of CRC-16/ARC.
  @Test func theChecksumIsThatOfTheCatalogue() {
    #expect(FITFile.checksum(Array("123456789".utf8)) == 0xBB3D)
  }
}
