import Foundation
import RigModel
import Testing

/// Files that the project ships, found from this file's place.
enum Shipped {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let rigs = [root.appending(path: "rigs").path]
  static let suites = [root.appending(path: "protocols/conformance").path]
}

/// What the error of a body says; an empty text where it throws none.
func message(of body: () throws(ModelError) -> Void) -> String {
  do throws(ModelError) {
    try body()
    Issue.record("nothing was thrown")
    return ""
  } catch {
    return error.description
  }
}

func rig(_ yaml: String, file: String = "rigs/bench.yaml") throws(ModelError) -> Rig {
  try Rig.read(Data(yaml.utf8), file: file)
}

func suite(_ yaml: String, file: String = "gait.yaml") throws(ModelError) -> Suite {
  try Suite.read(Data(yaml.utf8), file: file)
}
