import ArgumentParser
import Capture
import Foundation
import Judge
import Report
import RigModel
import SoleLink
import TestRun

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make a run's report again, in a form of your choice; sign a run, or check who did.",
    discussion: """
      The page in the run's folder, made anew from run.json and the capture:
        solerig report runs/2026-11-20T19-40-11Z-virtual-microbit
      Earlier runs on it are those that the history had when the run ended: run.json keeps them.
      For a CI job's summary, for a consumer of JUnit's XML, for a spreadsheet (a row a stride):
        solerig report RUN --format markdown >> "$GITHUB_STEP_SUMMARY"
        solerig report RUN --format junit -o junit.xml
        solerig report RUN --format csv -o strides.csv
      Sign with your SSH key, and check a signature by an allowed_signers file (see ssh-keygen) or by
      one public key:
        solerig report RUN --sign --key ~/.ssh/id_ed25519
        solerig report RUN --verify --signers allowed_signers
        solerig report RUN --verify --key release.pub
      The signature is over SHA256SUMS, the hashes of run.json, capture.pcapng and suite.json; without
      solerig, `ssh-keygen -Y verify -n solerig-run` and `sha256sum --check` check the same.

      Exit codes: 0 made, signed, or the signature holds; 1 the signature does not hold, or whoever made
      it is not allowed; 3 no report, no signature, or it can't be checked; 64 usage.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case html, markdown, csv, junit
  }

  @Argument(help: ArgumentHelp("Folder of a run.", valueName: "run"), completion: .directory)
  var folder: String

  @Option(help: "Form of the report; it goes to standard output where no file is named.")
  var format: Format?

  @Option(name: [.short, .long], help: "File to write the report to.", completion: .file())
  var output: String?

  @Flag(help: "Sign the run with an SSH key.")
  var sign = false

  @Flag(help: "Check the run's signature.")
  var verify = false

  @Option(help: "The key to sign with, or the public key to check by.", completion: .file())
  var key: String?

  @Option(help: "Who may sign: an allowed_signers file.", completion: .file())
  var signers: String?

  func validate() throws {
    if sign, verify { throw ValidationError("Sign a run or check its signature, one at a time.") }
    if sign || verify, format != nil || output != nil {
      throw ValidationError(
        "--format and --output make a report, which --sign and --verify do not.")
    }
    if verify, (key == nil) == (signers == nil) {
      throw ValidationError(
        "--verify wants to know who may have signed: --signers FILE or --key PUBLIC_KEY.")
    }
    if !verify, signers != nil { throw ValidationError("--signers is for --verify.") }
    if !sign, !verify, key != nil { throw ValidationError("--key is for --sign and --verify.") }
  }

  func run() throws {
    let folder = RunFolder(existing: folder)
    let signer = RunSigner(folder: folder)
    if verify { return try check(folder, signer) }
    // Before anything is signed: nobody signs what does not belong together.
    var report = try report(folder)
    report.signature = try sign ? signer.sign(key: key) : signer.existing()
    try write(report, to: folder)
    if sign, let signature = report.signature {
      try Output.line(
        "signed:     \(signer.signature)\nkey:        \(signature.keyType) \(signature.fingerprint)"
      )
    }
  }

  private func write(_ report: RunReport, to folder: RunFolder) throws {
    let text =
      switch format {
      case .html?, nil: HTMLReport.render(report)
      case .markdown?: MarkdownReport.render(report.document)
      case .csv?: StrideTable.csv(report)
      case .junit?: JUnit.render(report.document)
      }
    guard format == nil || output != nil else { return try Output.write(text) }
    let path = output ?? folder.report
    try folder.write(Data(text.utf8), to: path)
    try Output.line("report:     \(path)")
  }

  private func report(_ folder: RunFolder) throws -> RunReport {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: folder.run))
    } catch {
      throw RunError(
        .setup,
        """
        Reading the run \(folder.path) failed: it has no run.json. A run that was killed leaves none: \
        `solerig judge` tells what its capture says.
        """)
    }
    let document: RunDocument
    do throws(RunDocumentError) {
      document = try RunDocument.decode(data, path: folder.run)
    } catch {
      throw RunError(.setup, error.description)
    }
    let reading = try RunReading(folder)
    try reading.expectCapture(of: folder)
    if sign { try expectWhole(document, reading, folder) }
    if reading.judged.judgement != document.judgement {
      Terminal.error(
        """
        solerig: run.json is not what this solerig makes of its capture: `solerig judge` shows the \
        verdict of today. The report tells run.json's.
        """)
    }
    return RunReport(
      document: document, documentHash: SHA256Text.of(data), series: reading.judged.series)
  }

  /// Makes sure that what is to be signed belongs together.
  private func expectWhole(
    _ document: RunDocument, _ reading: RunReading, _ folder: RunFolder
  ) throws(RunError) {
    let facts = document.run
    guard reading.suiteHash == facts.suiteHash else {
      throw RunError(
        .setup,
        """
        Signing the run \(folder.path) failed: the SHA-256 of its suite.json is \
        \(reading.suiteHash), run.json was made from \(facts.suiteHash). The suite is of another run, \
        or was changed since; restore it.
        """)
    }
    // Another solerig may judge otherwise.
    let isOwn =
      facts.tool == "solerig \(SolerigVersion.text)"
      && facts.contractHash == Wire.contractHash.hexadecimal
    guard !isOwn || reading.judged.judgement == document.judgement else {
      throw RunError(
        .setup,
        """
        Signing the run \(folder.path) failed: run.json is not what this solerig makes of the \
        capture. It was changed since, or another build of solerig made it; restore it, or run the \
        suite again. `solerig judge` shows what the capture says.
        """)
    }
  }

  private func check(_ folder: RunFolder, _ signer: RunSigner) throws {
    let allowed: RunSigner.Signers = signers.map { .file($0) } ?? .key(key ?? "")
    let good = try signer.verify(allowed)
    try Output.line(
      """
      The signature holds: run.json, capture.pcapng and suite.json are as they were signed.
      signer:     \(signers == nil ? "the holder of \(key ?? "")" : good.signer)
      key:        \(good.signature.keyType) \(good.signature.fingerprint)
      """)
    // Tells, too, where run.json is not what the capture says, be there a page or not.
    var report: RunReport
    do {
      report = try self.report(folder)
    } catch let error as RunError {
      return Terminal.error("solerig: \(error.description)")
    }
    guard let page = try? String(contentsOfFile: folder.report, encoding: .utf8) else { return }
    report.signature = good.signature
    if HTMLReport.render(report) != page {
      Terminal.error(
        """
        solerig: report.html is not the page that this solerig makes of the signed files; \
        `solerig report RUN` makes it anew.
        """)
    }
  }
}
