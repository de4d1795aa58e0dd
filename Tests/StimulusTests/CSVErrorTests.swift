import Foundation
import Stimulus
import Testing

/// Bad recordings: each gets one error that names file, line, column, cause and cure.
struct CSVErrorTests {
  static let good = CSVFixture.text(seconds: 0.1, rate: 200)

  /// The good recording with one row replaced; row 0 is on line 2.
  private func replacing(row: Int, with text: String) -> String {
    var lines = Self.good.split(separator: "\n").map(String.init)
    lines[row + 1] = text
    return lines.joined(separator: "\n") + "\n"
  }

  private func error(
    _ text: String, options: ImportOptions = CSVFixture.siOptions
  ) -> ImportError? {
    do throws(ImportError) {
      _ = try CSVFixture.load(text, options: options)
      return nil
    } catch {
      return error
    }
  }

  @Test func goodRecordingHasNoError() {
    #expect(error(Self.good) == nil)
  }

  @Test func missingColumnListsWhatIsThereNearestFirst() throws {
    let text = CSVFixture.text(seconds: 0.1, rate: 200, header: "t_s,ax,ay,az,gyro_x,gy,gz")
    let found = try #require(error(text))
    #expect(
      found
        == .missingColumn(
          path: "walk.csv", line: 1, name: "gx",
          found: ["ax", "gy", "gz", "ay", "az", "t_s", "gyro_x"]))
    #expect(found.description.contains("walk.csv:1: no column \"gx\""))
  }

  @Test func twoColumnsOfOneNameAreRefused() throws {
    let text = CSVFixture.text(seconds: 0.1, rate: 200, header: "t_s,ax,ax,az,gx,gy,gz,ay")
    #expect(error(text) == .repeatedColumn(path: "walk.csv", line: 1, name: "ax"))
  }

  @Test func twoChannelsOfOneColumnAreRefused() throws {
    var options = CSVFixture.siOptions
    options.columns = [.accelerationX: "ay"]
    let found = try #require(error(Self.good, options: options))
    #expect(found == .sharedColumn(path: "walk.csv", name: "ay", uses: ["ax", "ay"]))
    #expect(found.description.contains("column \"ay\" is to be ax and ay"))
    // Whether or not there is such a column.
    options.columns = [.angularRateX: "gyro", .angularRateZ: "gyro"]
    #expect(
      error(Self.good, options: options)
        == .sharedColumn(path: "walk.csv", name: "gyro", uses: ["gx", "gz"]))
  }

  @Test func aChannelIsNotTheTime() {
    var options = CSVFixture.siOptions
    options.timeColumn = "ax"
    #expect(
      error(Self.good, options: options)
        == .sharedColumn(path: "walk.csv", name: "ax", uses: ["time", "ax"]))
  }

  @Test func channelsThatChangePlacesAreNotShared() {
    var options = CSVFixture.siOptions
    options.columns = [.accelerationX: "ay", .accelerationY: "ax"]
    #expect(error(Self.good, options: options) == nil)
  }

  /// A file that is no text has a header of thousands of columns, or one that is thousands long.
  @Test func aHeaderThatIsNoneIsShownInPart() throws {
    let many = try #require(error((0..<5000).map { "c\($0)" }.joined(separator: ",") + "\n1\n"))
    #expect(many.description.count < 600 && many.description.contains("and 4992 more"))
    let long = try #require(error(String(repeating: "x", count: 5000) + "\n1\n"))
    #expect(long.description.count < 400)
  }

  @Test func aGapThatCanNotBeBridgedIsRefused() throws {
    let late = replacing(row: 20, with: "1.2,0,0,9.8,0,0,0")
    let position = ImportPosition(path: "walk.csv", line: 22, column: "t_s")
    guard case .gap(position, let seconds)? = error(late) else {
      Issue.record("\(String(describing: error(late)))")
      return
    }
    #expect(abs(seconds - 1.105) < 1e-9)
    #expect(error(replacing(row: 20, with: "1.0,0,0,9.8,0,0,0")) == nil)
  }

  @Test(arguments: [
    "nan", "NaN", "inf", "-inf", "", "1.2.3", "0x1g", "1e999", "1e300", "--1", "12 3",
  ])
  func badNumberNamesLineAndColumn(_ field: String) throws {
    let found = try #require(error(replacing(row: 5, with: "0.025,0,0,9.8,0,\(field),0")))
    let position = ImportPosition(path: "walk.csv", line: 7, column: "gy")
    #expect(found == .badNumber(position: position, text: field))
    #expect(found.description.hasPrefix("cannot import walk.csv:7:gy: "))
  }

  @Test func linesCountBlanksAndComments() throws {
    let text = "# a note\n\n" + replacing(row: 5, with: "0.025,x,0,9.8,0,0,0")
    let position = ImportPosition(path: "walk.csv", line: 9, column: "ax")
    #expect(error(text) == .badNumber(position: position, text: "x"))
  }

  @Test(arguments: [("0.02", "repeats"), ("0.019", "runs backwards")])
  func timeMustRise(_ time: String, _ words: String) throws {
    let found = try #require(error(replacing(row: 5, with: "\(time),0,0,9.8,0,0,0")))
    let position = ImportPosition(path: "walk.csv", line: 7, column: "t_s")
    let current = try #require(Double(time))
    #expect(found == .timeNotRising(position: position, previous: 0.02, current: current))
    #expect(found.description.contains(words))
  }

  @Test func cutLastRowIsTold() throws {
    let text = String(Self.good.dropLast(8))
    let position = ImportPosition(path: "walk.csv", line: 22, column: "gy")
    #expect(error(text) == .shortRow(position: position, fields: 5, header: 7))
  }

  @Test(arguments: ["", "\n\n", "# nothing\n"])
  func nothingIsEmpty(_ text: String) {
    #expect(error(text) == .empty(path: "walk.csv"))
  }

  @Test func headerAloneIsEmpty() {
    #expect(error(CSVFixture.header + "\n") == .empty(path: "walk.csv"))
  }

  @Test func fewRowsHaveNoRate() {
    #expect(
      error(CSVFixture.text(seconds: 0.02, rate: 200)) == .tooFewRows(path: "walk.csv", rows: 5))
  }

  @Test func timeInMillisecondsIsNoRate() throws {
    let text = CSVFixture.text(seconds: 20, rate: 0.2)
    // 5 s a row is what 200 Hz in milliseconds looks like.
    let long = text + (5...20).map { "\($0 * 5),0,0,9.8,0,0,0\n" }.joined()
    let found = try #require(error(long))
    #expect(found == .rateOutOfRange(path: "walk.csv", hertz: 0.2))
    #expect(found.description.contains("in seconds?"))
  }

  @Test func unitsMustBeKnown() {
    #expect(
      error(Self.good, options: ImportOptions())
        == .unknownUnits(path: "walk.csv", quantity: "acceleration", text: nil))
  }

  /// A thousandth of a unit is another unit.
  @Test(arguments: [
    ("acc mm/s^2 (+1 g at rest along up), gyro rad/s", "acceleration"),
    ("acc cm/s², gyro rad/s", "acceleration"), ("acc mg, gyro rad/s", "acceleration"),
    ("acc m/s^2, gyro mrad/s", "angular rate"), ("acc m/s^2, gyro mdps", "angular rate"),
    ("acc m/s^2, gyro mdeg/s", "angular rate"), ("acc m/s^2, gyro m°/s", "angular rate"),
  ])
  func unitsWithAPrefixAreNotKnown(_ units: String, _ quantity: String) throws {
    let sidecar = try Sidecar.read(Data(#"{"units":"\#(units)"}"#.utf8), path: "walk.json")
    #expect(throws: ImportError.unknownUnits(path: "walk.csv", quantity: quantity, text: units)) {
      try CSVFixture.load(Self.good, options: ImportOptions(), sidecar: sidecar)
    }
  }

  @Test func timesMustNotSpanDays() throws {
    let found = error(Self.good + "90000,0,0,9.8,0,0,0\n")
    #expect(found == .tooLong(path: "walk.csv", seconds: 90000))
  }

  @Test func missingFileIsNamed() throws {
    let path = "/nowhere/walk.csv"
    #expect {
      try CSVImporter.importFile(path: path)
    } throws: { error in
      guard case .unreadable(let found, let cause)? = error as? ImportError else { return false }
      return found == path && !cause.isEmpty
    }
  }

  @Test func badSidecarNamesTheKey() {
    let json = Data(#"{"strides":[{"start_midstance_s":1},{"start_midstance_s":"x"}]}"#.utf8)
    #expect(
      throws: ImportError.badSidecar(
        path: "walk.json", cause: "\"strides[0].end_midstance_s\" is missing; add it")
    ) {
      try Sidecar.read(json, path: "walk.json")
    }
  }

  @Test func aStrideThatEndsBeforeItBeginsIsNamed() {
    let json = Data(
      #"""
      {"strides":[{"start_midstance_s":1,"end_midstance_s":2},
                  {"start_midstance_s":3,"end_midstance_s":2}]}
      """#.utf8)
    #expect(
      throws: ImportError.badSidecar(
        path: "walk.json",
        cause: "\"strides[1]\" ends before it begins; mend it or leave it out")
    ) {
      try Sidecar.read(json, path: "walk.json")
    }
  }
}
