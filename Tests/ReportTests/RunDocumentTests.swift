import Foundation
import Judge
import Report
import Testing

@Suite struct RunDocumentTests {
  @Test func holdsTheJudgementByteForByte() throws {
    let document = try Documents.mixed()
    let data = document.encode()
    let judgement = document.judgementJSON
    #expect(judgement == document.judgement.encode())
    #expect(data.range(of: judgement.dropLast()) != nil)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(object?["schema"] as? String == "solerig-run/1")
    #expect(
      Set(object?.keys.map(\.self) ?? []) == ["firstDivergences", "judgement", "run", "schema"])
  }

  @Test func comesBackAsItWas() throws {
    let document = try Documents.poisoned()
    let data = document.encode()
    let again = try RunDocument.decode(data, path: "run.json")
    #expect(again == document)
    #expect(again.encode() == data)
  }

  @Test(arguments: [
    ("", "no run.json"), ("{}", "no run.json"), ("{\"schema\":\"solerig-run/9\"}", "solerig-run/9"),
    ("{\"schema\":\"solerig-run/1\"}", "damaged"),
  ])
  func foreignFilesAreRefused(_ text: String, _ cause: String) {
    let error = #expect(throws: RunDocumentError.self) {
      try RunDocument.decode(Data(text.utf8), path: "runs/x/run.json")
    }
    #expect(error?.description.contains("runs/x/run.json") == true)
    #expect(error?.description.contains(cause) == true)
  }
}
