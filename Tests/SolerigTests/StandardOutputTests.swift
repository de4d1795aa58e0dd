import Foundation
import Testing

/// Standard output and error that take nothing: no answer is lost without a word.
struct StandardOutputTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// Runs solerig through a shell, which sees to its descriptors.
  private func run(_ arguments: String, _ redirection: String) throws -> Child.Ending {
    let script = try suites.script(
      "redirected", "exec \(Solerig.program) \(arguments) \(redirection)")
    return try Child(
      script, [], environment: ProcessInfo.processInfo.environment, directory: Solerig.project
    ).wait()
  }

  private func makeRun() throws -> RunFiles {
    try Solerig.test(suites.suite(), output: suites.output).run
  }

  @Test(arguments: ["> /dev/full", ">&-"], ["", "--json"])
  func aVerdictThatCanNotBePrintedIsNone(redirection: String, format: String) throws {
    let run = try makeRun()
    let judged = try self.run("judge \(run.path) \(format)", redirection)
    judged.expectError(3, ["standard output"])
    let again = try Suites()
    let suite = try again.suite()
    let tested = try self.run(
      "test \(suite) --rig native --output \(again.output) \(format)", redirection)
    tested.expectError(3, ["standard output"])
    // What the run found is kept all the same.
    let files = try RunFiles(in: again.output)
    #expect(try files.data("run.json").isEmpty == false)
    #expect(try Solerig.run(["judge", files.path]).code == 0)
  }

  @Test(arguments: ["inspect --frames", "inspect", "inspect --json"])
  func anInspectionThatCanNotBePrintedFails(command: String) throws {
    let run = try makeRun()
    try self.run("\(command) \(run.capture)", "> /dev/full").expectError(3, ["standard output"])
  }

  @Test(arguments: ["2> /dev/full", "2>&-"])
  func aRunGoesOnWithoutStandardError(redirection: String) throws {
    let ending = try run(
      "test \(try suites.suite()) --rig native --output \(suites.output)", redirection)
    #expect(ending.code == 0)
    #expect(ending.output.contains("only-case"))
  }

  /// A reader that has had enough is no error to speak of.
  @Test func aReaderThatLeavesEndsItQuietly() throws {
    let run = try makeRun()
    let script = try suites.script(
      "left", "\(Solerig.program) inspect --frames \(run.capture) | head -n 1")
    let ending = try Child(
      script, [], environment: ProcessInfo.processInfo.environment, directory: Solerig.project
    ).wait()
    #expect(ending.output.split(separator: "\n").count == 1)
    #expect(ending.errors == "")
  }
}
