import Foundation
import RigModel
import TestRun

/// Where the project's rigs, suites and recordings lie.
struct Project {
  let folder: String

  /// By SOLERIG_HOME, or the nearest folder above the working one or above this program that has
  /// `rigs` and `protocols`; the working folder where there is none.
  init() {
    let current = FileManager.default.currentDirectoryPath
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    folder =
      ProcessInfo.processInfo.environment["SOLERIG_HOME"] ?? Self.project(above: current)
      ?? Self.project(above: program.deletingLastPathComponent().path) ?? current
  }

  var recordings: String {
    ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"] ?? folder + "/../shared/data"
  }

  /// Where approved snapshots lie.
  var snapshots: String { folder + "/protocols/goldens" }

  func rig(_ name: String) throws -> Rig {
    try asUsage { () throws(ModelError) in
      try RigCatalog.find(name, in: rigFolders)
    }
  }

  private var rigFolders: [String] { folders("rigs") }

  private var suiteFolders: [String] { folders("protocols/conformance") }

  /// Names of all suites.
  var suiteNames: [String] { SuiteCatalog.names(in: suiteFolders) }

  /// Names of all rigs.
  var rigNames: [String] { RigCatalog.names(in: rigFolders) }

  /// Rigs of real boards, and what each looks for; a file that can't be read is none of them.
  var serialRigs: [(name: String, search: Rig.Search)] {
    rigNames.compactMap { name in
      guard let rig = try? RigCatalog.find(name, in: rigFolders),
        case .serial(let board) = rig.board
      else { return nil }
      return (name, board.search)
    }
  }

  func suite(_ name: String, only: [String]) throws -> Suite {
    try asUsage { () throws(ModelError) in
      try SuiteCatalog.find(
        name, in: suiteFolders
      ).selecting(only)
    }
  }

  /// The folder of that name here and the project's, where they are two.
  private func folders(_ name: String) -> [String] {
    let here = FileManager.default.currentDirectoryPath
    let isElsewhere = here != folder && FileManager.default.fileExists(atPath: name)
    return isElsewhere
      ? [name, folder + "/" + name] : [here == folder ? name : folder + "/" + name]
  }

  /// What is wrong with a file or a name that a person wrote is a matter of usage.
  private func asUsage<Value>(_ body: () throws(ModelError) -> Value) throws -> Value {
    do throws(ModelError) {
      return try body()
    } catch {
      throw RunError(.usage, error.description)
    }
  }

  private static func project(above start: String) -> String? {
    var folder = URL(filePath: start)
    for _ in 0..<40 {
      let hasBoth = ["rigs", "protocols"].allSatisfy {
        FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
      }
      if hasBoth {
        return folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
      }
      if folder.path == "/" { return nil }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }
}
