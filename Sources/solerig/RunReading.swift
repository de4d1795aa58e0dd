import Capture
import Crypto
import Foundation
import Judge
import Report
import RigModel
import SoleLink
import TestRun
import Wording

/// A run as its folder holds it: the capture and the suite, read once, and what they say.
struct RunReading {
  let judged: JudgedRun
  let header: CaptureHeader
  /// SHA-256 of the files, hexadecimal.
  let captureHash: String
  let suiteHash: String

  init(_ folder: RunFolder) throws {
    do {
      let suiteData = try Data(contentsOf: URL(filePath: folder.suite))
      let suite = try ResolvedSuite.decode(suiteData, file: folder.suite)
      suiteHash = SHA256Text.of(suiteData)
      captureHash = SHA256Text.of(try Self.contents(folder.capture))
      (judged, header) = try Judge.examine(
        captureFile: folder.capture, suite: suite, suiteHash: suiteHash)
    } catch let error as CaptureError {
      throw RunError(.setup, error.description)
    } catch let error as ModelError {
      throw RunError(.setup, error.description)
    } catch {
      throw RunError(
        .setup,
        """
        Reading the run \(folder.path) failed: \(SystemCause.of(error)). A run's folder holds \
        suite.json and capture.pcapng; name such a folder.
        """)
    }
  }

  private static func contents(_ path: String) throws -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    } catch {
      throw CaptureError.read(path: path, cause: SystemCause.of(error))
    }
  }

  /// Makes sure that the capture is the one that the folder's run.json, if there is one, was made from.
  func expectCapture(of folder: RunFolder) throws(RunError) {
    guard let data = try? Data(contentsOf: URL(filePath: folder.run)) else { return }
    guard let document = try? JSONDecoder().decode(HashOnly.self, from: data) else {
      return Terminal.error(
        "solerig: \(folder.run) can't be read, so the capture was not held to the hash in it.")
    }
    guard let expected = document.run.captureHash, expected != captureHash else { return }
    throw RunError(
      .setup,
      """
      Judging \(folder.capture) failed: its SHA-256 is \(captureHash), run.json beside it was made from \
      \(expected). The capture is of another run, or was changed since; restore it, or take run.json \
      away to judge the capture for what it is.
      """)
  }

  /// Of any version of run.json.
  private struct HashOnly: Decodable {
    struct Run: Decodable { var captureHash: String? }
    var run: Run
  }
}
