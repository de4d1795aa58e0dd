import ArgumentParser
import Capture
import Foundation
import SoleLink
import TestRun
import Wording

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in a capture or a trace.",
    discussion: """
      What a trace holds, with its truth; or a run's header, cases and messages:
        solerig inspect walk.pcapng
        solerig inspect RUN/capture.pcapng
      Every frame and event, field by field; or those of one message:
        solerig inspect RUN/capture.pcapng --frames
        solerig inspect RUN/capture.pcapng --frames --message stride --json
      Every device time on the host's clock, with its uncertainty, as CSV:
        solerig inspect RUN/capture.pcapng --times
      """)

  @Argument(help: "A capture or a trace.", completion: .file())
  var file: String

  @Flag(help: "Show every frame and event.")
  var frames = false

  @Flag(help: "Put every device time on the host's clock.")
  var times = false

  @Option(help: "With --frames or --times: this message only, such as stride.")
  var message: String?

  @Flag(help: "JSON: one object, or with --frames or --times one a line.")
  var json = false

  func validate() throws {
    guard !(frames && times) else {
      throw ValidationError("Frames or times: give --frames or --times.")
    }
    guard let message else { return }
    guard frames || times else {
      throw ValidationError("--message chooses among frames: give --frames or --times, too.")
    }
    let known = CaptureView.messageNames
    guard known.contains(message) else {
      throw ValidationError(
        "There is no message `\(message)`; "
          + NearestName.hint(for: message, among: known, called: "the messages are"))
    }
  }

  func run() throws {
    let contents: CaptureContents
    do {
      contents = try CaptureReader.read(path: file)
    } catch {
      throw RunError(.setup, error.description)
    }
    let (header, contract) = (contents.header, Wire.contractHash.hexadecimal)
    if header.contractHash != contract {
      Terminal.error(
        "the file was taken with contract \(header.contractHash), this solerig speaks "
          + "\(contract) and may read its messages wrongly; use the solerig that wrote it "
          + "(\(header.writer))")
    }
    let view = CaptureView(contents)
    if frames {
      try writeFrames(contents, view)
    } else if times {
      let view = DeviceTimesView(contents, message: message)
      try Output.write(json ? view.json : view.csv)
    } else {
      try Output.line(json ? view.overviewJSON : view.overview)
    }
    if contents.tornBytes > 0 {
      Terminal.error(
        "the file was cut off: \(contents.tornBytes) bytes behind the last whole block")
    }
  }

  /// Writes a line for each; many at a time, since a capture may have a million.
  private func writeFrames(_ contents: CaptureContents, _ view: CaptureView) throws {
    var text = ""
    for record in contents.records {
      guard let line = view.line(record, message: message, asJSON: json) else { continue }
      text += line + "\n"
      guard text.utf8.count > 1 << 16 else { continue }
      try Output.write(text)
      text = ""
    }
    try Output.write(text)
  }
}
