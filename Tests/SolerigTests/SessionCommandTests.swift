import Foundation
import TestSupport
import Testing

/// Runs that a board keeps, from the command line: kept, listed, fetched, exported, erased.
@Suite struct SessionCommandTests {
  private struct Listing: Decodable {
    struct Record: Decodable, Equatable {
      var record: Int
      var state: [String]
      var intervalSeconds: Int
      var strides: Int
      var metres: Double
    }
    var board: String
    var uniqueID: String
    var records: [Record]
  }

  private struct Fetched: Decodable {
    var file: String
    var record: Listing.Record
    var lostPages: Int
  }

  private func decoded<Value: Decodable>(_ ending: Child.Ending) throws -> Value {
    #expect(ending.code == 0, "\(ending.errors)")
    return try JSONDecoder().decode(Value.self, from: Data(ending.output.utf8))
  }

  /// A board that runs by itself, reached by its port.
  private func withBoard(_ body: (String) throws -> Void) throws {
    let board = try Solerig.start(["board", "native"])
    defer {
      board.send(SIGINT)
      _ = try? board.wait()
    }
    try body(try port(of: board))
  }

  /// The port that a board prints once it runs.
  private func port(of board: Child) throws -> String {
    for _ in 0..<2000 {
      if let line = board.outputSoFar.split(separator: "\n").first { return String(line) }
      usleep(10_000)
    }
    throw Child.Hung(output: board.outputSoFar)
  }

  @Test("a run is kept by a board on a port, listed, fetched, exported and erased")
  func onAPort() throws {
    let folder = try TemporaryFolder()
    try withBoard { port in
      let board = ["--rig", "native", "--port", port, "--json"]
      let none: Listing = try decoded(Solerig.run(["session", "list"] + board))
      #expect(none.board == "native" && none.records.isEmpty)
      let kept: Listing = try decoded(
        Solerig.run(["session", "record", "stand:2", "run:3.2:40", "--mass", "70"] + board))
      try #require(kept.records.count == 1)
      #expect(kept.records[0].strides > 45 && abs(kept.records[0].metres - 128) < 6)
      #expect(kept.records[0].intervalSeconds == 0 && kept.records[0].state == [])
      _ =
        try decoded(
          Solerig.run(["session", "record", "walk:1.4:20", "--interval", "5"] + board)) as Listing

      let refused = try Solerig.run(["session", "erase", "--all"] + board)
      refused.expectError(64, ["nobody has fetched", "records 1, 2", "--unfetched"])

      let fetched: [Fetched] = try decoded(
        Solerig.run(["session", "fetch", "-o", folder.path("runs")] + board))
      #expect(fetched.map(\.record.record) == [1, 2] && fetched.allSatisfy { $0.lostPages == 0 })
      let again: [Fetched] = try decoded(
        Solerig.run(["session", "fetch", "-o", folder.path("runs")] + board))
      #expect(again.isEmpty, "both are marked as fetched")
      let list: Listing = try decoded(Solerig.run(["session", "list"] + board))
      #expect(list.records.map(\.state) == [["fetched"], ["fetched"]])

      // Another record's file is left alone, and the chip is not told.
      let file = try #require(fetched.first?.file)
      let taken = file.replacingOccurrences(of: "-1.json", with: "-3.json")
      try FileManager.default.copyItem(atPath: file, toPath: taken)
      _ = try decoded(Solerig.run(["session", "record", "run:3:15"] + board)) as Listing
      try Solerig.run(["session", "fetch", "-o", folder.path("runs")] + board)
        .expectError(64, [taken, "no earlier fetch of record 3", "--output"])
      #expect(
        FileManager.default.contents(atPath: taken) == FileManager.default.contents(atPath: file))
      let last: Listing = try decoded(Solerig.run(["session", "list"] + board))
      #expect(last.records.last?.state == [])
      // The same record again is no other one.
      _ =
        try decoded(Solerig.run(["session", "fetch", "1", "-o", folder.path("runs")] + board))
        as [Fetched]

      for item in fetched {
        let csv = try Solerig.run(["export", item.file, "--format", "csv"])
        #expect(csv.code == 0, "\(csv.errors)")
        let rows = csv.output.split(whereSeparator: \.isNewline).count - 1
        #expect(item.record.record == 1 ? rows == item.record.strides : rows >= 4)
      }

      let gone: [Listing.Record] = try decoded(
        Solerig.run(["session", "erase", "--through", "1"] + board))
      #expect(gone.map(\.record) == [1])
      let rest: Listing = try decoded(Solerig.run(["session", "list"] + board))
      #expect(rest.records.map(\.record) == [2, 3])
      let text = try Solerig.run(["session", "list", "--rig", "native", "--port", port])
      #expect(text.output.contains("every 5 s") && text.output.contains("fetched"))
      text.expectPlain()
    }
  }

  @Test("what can't be done is said, with what there is")
  func errors() throws {
    let folder = try TemporaryFolder()
    try withBoard { port in
      let board = ["--rig", "native", "--port", port]
      try Solerig.run(["session", "fetch", "7"] + board)
        .expectError(64, ["There is no record 7", "it has none"])
      _ = try Solerig.run(["session", "record", "run:3:15"] + board)
      try Solerig.run(["session", "fetch", "7"] + board)
        .expectError(64, ["There is no record 7", "it has record 1"])
      try Solerig.run(["session", "erase", "--through", "9"] + board)
        .expectError(64, ["There is no record 9"])
      // Where the file can't be written, the chip is not told.
      try folder.write(Data(), to: "file")
      try Solerig.run(["session", "fetch", "-o", folder.path("file")] + board)
        .expectError(3, ["Making the folder"])
      let blocked = try Solerig.run(["session", "fetch", "-o", "/proc"] + board)
      blocked.expectError(3, ["Writing /proc/", "keeps record 1"])
      let list: Listing = try decoded(Solerig.run(["session", "list", "--json"] + board))
      #expect(list.records.map(\.state) == [[]])
    }
    try Solerig.run(["session", "list", "--port", "/nonexistent/port"])
      .expectError(3, ["/nonexistent/port"])
    for words in [
      ["erase"], ["erase", "--all", "--through", "3"], ["record"],
      ["record", "run:3:9", "--mass", "3"],
      ["list", "--port", "x", "--flash", "y"],
    ] { #expect(try Solerig.run(["session"] + words).code == 64, "\(words)") }
    try Solerig.run(["session", "list", "--rig", "native", "--flash", folder.path("flash")])
      .expectError(64, ["has no flash"])
  }

  @Test(
    "an emulated chip's flash is kept in a file, from one command to the next",
    .enabled(if: Firmware.isPresent, "there is no image: scripts/firmware/build makes it"))
  func flashFile() throws {
    let folder = try TemporaryFolder()
    let flash = ["--flash", folder.path("shoe.flash"), "--json"]
    let kept: Listing = try decoded(
      Solerig.run(["session", "record", "stand:1", "run:3.2:15"] + flash))
    try #require(kept.records.count == 1)
    #expect(kept.board == "microbit_v1")
    let list: Listing = try decoded(Solerig.run(["session", "list"] + flash))
    #expect(list.records == kept.records)
    // A board that runs by itself goes on from the same file.
    let board = try Solerig.start(["board", "--flash", folder.path("shoe.flash")])
    let port = try port(of: board)
    _ =
      try decoded(
        Solerig.run(["session", "erase", "--all", "--unfetched", "--port", port, "--json"]))
      as [Listing.Record]
    board.send(SIGINT)
    #expect(try board.wait().code == 0)
    let empty: Listing = try decoded(Solerig.run(["session", "list"] + flash))
    #expect(empty.records.isEmpty)
    try folder.write(Data("no flash".utf8), to: "short")
    try Solerig.run(["session", "list", "--flash", folder.path("short")])
      .expectError(64, ["has 8 bytes"])
  }
}
