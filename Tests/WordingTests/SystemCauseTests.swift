import Foundation
import Testing
import Wording

struct SystemCauseTests {
  @Test(arguments: [
    ("/nonexistent/x", "No such file or directory"), ("/proc", "Is a directory"),
  ])
  func theKernelsWordsAreGiven(path: String, words: String) {
    let error = #expect(throws: (any Error).self) { _ = try Data(contentsOf: URL(filePath: path)) }
    #expect(error.map(SystemCause.of) == words)
  }

  @Test func anErrorOfItsOwnSpeaksForItself() {
    let error = NSError(domain: "x", code: 1, userInfo: [NSLocalizedDescriptionKey: "out of tea"])
    #expect(SystemCause.of(error) == "out of tea")
  }
}
