import Capture
import Foundation
import Judge
import RigModel
import SoleLink
import Stimulus
import TestRun
import Wording

/// What a person names to be compared or sent again: a run's folder, a capture, a trace.
enum ComparisonSource {
  /// The sessions of a run's folder or a capture, read record by record.
  static func side(_ name: String) throws(RunError) -> ComparedSide {
    let path = try capturePath(name)
    var side = ComparedSide(name: name)
    let header: CaptureHeader
    do {
      header = try CaptureReader.scan(path: path) { side.take($0) }.header
    } catch {
      throw RunError(.setup, error.description)
    }
    side.finish()
    try expectContract(header, of: path)
    return side
  }

  /// Frames of another contract mean something else.
  static func expectContract(_ header: CaptureHeader, of path: String) throws(RunError) {
    let contract = Wire.contractHash.hexadecimal
    guard header.contractHash == contract else {
      throw RunError(
        .setup,
        """
        Reading \(path) failed: it was taken with contract \(header.contractHash), this solerig speaks \
        \(contract). Use the solerig that wrote it (\(header.writer)).
        """)
    }
  }

  /// What to send again, and the side to hold the new capture against: nil for a trace.
  static func replay(
    _ name: String, speed: ReplaySpeed, only: [String]
  ) throws(RunError) -> (replay: Replay, old: ComparedSide?) {
    let path = try capturePath(name)
    let opening = try opening(path)
    if opening.isTrace {
      let trace: Trace
      do {
        trace = try TraceFile.read(path: path)
      } catch {
        throw RunError(.setup, error.description)
      }
      guard only.isEmpty else {
        throw RunError(.usage, "\(name) is a trace: it has no cases for --only to choose from.")
      }
      return (try Replay(trace: trace, speed: speed), nil)
    }
    var old = try side(name)
    let replay = try Replay(
      sessions: old.sessions, of: try suite(path, hash: opening.suiteHash), named: name,
      speed: speed, only: only)
    if !only.isEmpty { old.sessions.removeAll { !only.contains($0.name) } }
    return (replay, old)
  }

  /// A capture's own path, or that of the capture in a run's folder.
  static func capturePath(_ name: String) throws(RunError) -> String {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: name, isDirectory: &isFolder)
    guard exists else {
      throw RunError(
        .setup,
        "Reading \(name) failed: there is no such file or folder. Name a run's folder or a capture."
      )
    }
    guard isFolder.boolValue else { return name }
    let capture = RunFolder(existing: name).capture
    guard FileManager.default.fileExists(atPath: capture) else {
      throw RunError(
        .setup,
        """
        Reading \(name) failed: the folder holds no capture.pcapng, so it is no run's. Name a run's \
        folder or a capture.
        """)
    }
    return capture
  }

  /// The engine on this host, fed with what a side's chip was fed.
  static func engine(for side: ComparedSide) throws(RunError) -> ComparedSide {
    guard side.sessions.contains(where: \.hasStimulus) else {
      throw RunError(
        .usage,
        """
        Comparing \(side.name) with the engine failed: the capture does not tell what the chip was fed. \
        One that only listened has the chip's side alone; compare it with another capture of the same \
        footsteps.
        """)
    }
    return .engine(for: side)
  }

  /// The suite that a run's capture was taken with, where it lies beside it.
  private static func suite(_ path: String, hash: String?) throws(RunError) -> ResolvedSuite? {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let file = RunFolder(existing: folder).suite
    guard let data = FileManager.default.contents(atPath: file) else { return nil }
    guard SHA256Text.of(data) == hash else {
      Terminal.error(
        "solerig: \(file) is not the suite that the capture was taken with, and is left aside.")
      return nil
    }
    do {
      return try ResolvedSuite.decode(data, file: file)
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  /// What a capture says of itself: whether it is a trace, and the hash of the suite that was played.
  private static func opening(
    _ path: String
  ) throws(RunError) -> (isTrace: Bool, suiteHash: String?) {
    var isTrace: Bool?
    var suiteHash: String?
    do {
      _ = try CaptureReader.scan(path: path) { record in
        if case .event(.trace) = record.body, isTrace == nil { isTrace = true }
        isTrace = isTrace ?? false
        if case .event(.runStarted(let start)) = record.body { suiteHash = start.suiteHash }
      }
    } catch {
      throw RunError(.setup, error.description)
    }
    return (isTrace ?? false, suiteHash)
  }
}
