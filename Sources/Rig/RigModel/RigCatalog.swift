/// The rigs of some folders.
package enum RigCatalog {
  /// The rig of a name or a path; a rig found by name is called like its file.
  package static func find(
    _ name: String, in directories: [String]
  ) throws(ModelError) -> Rig {
    try Rig.read(file: catalog(directories).find(name))
  }

  /// Names of the rigs there, in order.
  package static func names(in directories: [String]) -> [String] { catalog(directories).names }

  private static func catalog(_ directories: [String]) -> FileCatalog {
    FileCatalog(noun: "rig", operation: .findRig, directories: directories)
  }
}
