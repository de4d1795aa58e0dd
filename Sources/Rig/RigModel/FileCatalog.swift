import Foundation
internal import Wording

/// Finds a file by the name a person gave: a path, or the name alone in some folders.
struct FileCatalog {
  /// `rig` or `suite`.
  let noun: String
  let operation: ModelError.Operation
  let directories: [String]

  /// Names of what is there, in order, each once.
  var names: [String] {
    var names: Set<String> = []
    for directory in directories {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      for entry in entries where entry.hasSuffix(".yaml") {
        names.insert(String(entry.dropLast(5)))
      }
    }
    return names.sorted()
  }

  /// The path of the file; a name is a path where it has a slash or ends in `.yaml`.
  func find(_ name: String) throws(ModelError) -> String {
    let isPath = name.contains("/") || name.hasSuffix(".yaml")
    if isPath, exists(name) { return name }
    if !isPath {
      for directory in directories {
        let path = (directory.hasSuffix("/") ? directory : directory + "/") + name + ".yaml"
        if exists(path) { return path }
      }
    }
    throw ModelError(operation, "there is no \(isPath ? "file" : noun) `\(name)`", hint: hint(name))
  }

  private func hint(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let bare = last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
    let there = NearestName.sorted(names, near: bare)
    let places = directories.joined(separator: ", ")
    if there.isEmpty { return "looked for *.yaml in \(places), which has none" }
    let meant = NearestName.suggestion(for: bare, among: there).map { "did you mean `\($0)`? " }
    return (meant ?? "") + "in \(places): \(there.joined(separator: ", "))"
  }

  private func exists(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && !isDirectory.boolValue
  }
}
