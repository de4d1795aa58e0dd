/// The suites of some folders.
package enum SuiteCatalog {
  /// The suite of a name or a path.
  package static func find(
    _ name: String, in directories: [String]
  ) throws(ModelError) -> Suite {
    try Suite.read(file: catalog(directories).find(name))
  }

  /// Names of the suites there, in order.
  package static func names(in directories: [String]) -> [String] { catalog(directories).names }

  private static func catalog(_ directories: [String]) -> FileCatalog {
    FileCatalog(noun: "suite", operation: .findSuite, directories: directories)
  }
}
