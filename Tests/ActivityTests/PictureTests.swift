import Foundation
import FoundationXML
import Testing

@testable import Activity

@Suite struct PictureTests {
  /// The words of an SVG, or nil where it is no XML.
  private final class Reader: NSObject, XMLParserDelegate {
    var words: [String] = []
    var names: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      names.append(name)
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if name == "text" { words.append(text) }
    }
  }

  private func read(_ svg: String) throws -> Reader {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reader
  }

  @Test func thePictureTellsTheRun() throws {
    let words = try read(RunPicture(ActivityRun.make()).svg).words.joined(separator: "\n")
    #expect(words.contains("2.50 km"))
    #expect(words.contains("11:40"))
    #expect(words.contains("4:40 /km"))
    #expect(words.contains("contact 250 ms"))
    #expect(words.contains("1 km  4:40"))
    #expect(words.contains("heel 100 %"))
    #expect(words.contains("1 sprint, up to 6.0 m/s"))
  }

  @Test func standingAtALightIsNoPartOfThePace() throws {
    let words = try read(RunPicture(ActivityRun.standing()).svg).words.joined(separator: "\n")
    #expect(words.contains("11:00"))
    #expect(words.contains("4:40 /km"))
  }

  /// A run of one pace is a level line, though seconds and parts of the way fit each other nowhere.
  @Test func aSteadyRunHasALevelLine() throws {
    let svg = try RunPicture(ActivityRun.make()).svg
    let path = try #require(svg.firstRange(of: "<path d=\"M")).upperBound
    let line = svg[path...].prefix { $0 != "\"" }
    let heights = line.split(separator: "L").compactMap {
      $0.split(separator: " ").last.flatMap { Double($0) }
    }
    #expect(heights.count == 140)
    // Of 280; the pace of 4:40 to within 4 s.
    let middle = heights.dropFirst(8).dropLast(8)
    #expect((middle.max() ?? 999) - (middle.min() ?? 0) < 56, "\(heights)")
  }

  @Test func aDevicesWordsStayWords() throws {
    let svg = try RunPicture(ActivityRun.make(device: "<script>alert(1)</script>\u{202E}")).svg
    let reader = try read(svg)
    #expect(!reader.names.contains("script"))
    #expect(!svg.unicodeScalars.contains("\u{202E}"))
  }

  @Test func aRunOfNothingHasAPicture() throws {
    _ = try read(RunPicture(ActivityRun.make(strides: 0)).svg)
  }
}
