import Foundation
import RigModel
import TestSupport
import Testing

struct CatalogTests {
  private func folder(_ names: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in names {
      let yaml = "{name: \(name), title: A, board: {kind: native}}"
      try folder.write(Data(yaml.utf8), to: "\(name).yaml")
    }
    return folder
  }

  private func said(_ name: String, _ directories: [String]) -> String {
    message { () throws(ModelError) in _ = try RigCatalog.find(name, in: directories) }
  }

  @Test func aNameIsFoundInTheFirstFolderThatHasIt() throws {
    let (first, second) = (try folder(["left"]), try folder(["left", "right"]))
    let folders = [first.path, second.path]
    #expect(try RigCatalog.find("left", in: folders).file == first.path("left.yaml"))
    #expect(try RigCatalog.find("right", in: folders).file == second.path("right.yaml"))
    #expect(RigCatalog.names(in: folders) == ["left", "right"])
  }

  @Test func aPathIsTakenAsItIs() throws {
    let folder = try folder(["left"])
    let path = folder.path("left.yaml")
    #expect(try RigCatalog.find(path, in: []).name == "left")
  }

  @Test func whatIsNotThereIsToldWithWhatIs() throws {
    let folder = try folder(["native", "virtual-microbit", "bench"])
    let place = folder.path
    #expect(
      said("virtal-microbit", [place])
        == "cannot find the rig: there is no rig `virtal-microbit`; did you mean "
        + "`virtual-microbit`? in \(place): virtual-microbit, native, bench")
    #expect(
      said("zzz", [place])
        == "cannot find the rig: there is no rig `zzz`; in \(place): bench, native, "
        + "virtual-microbit")
    #expect(
      said("rigs/nativ.yaml", [place])
        == "cannot find the rig: there is no file `rigs/nativ.yaml`; did you mean `native`? "
        + "in \(place): native, bench, virtual-microbit")
    #expect(
      said("native", ["/nowhere"])
        == "cannot find the rig: there is no rig `native`; looked for *.yaml in /nowhere, which "
        + "has none")
  }

  @Test func suitesAreFoundAlike() throws {
    #expect(
      SuiteCatalog.names(in: Shipped.suites)
        == ["default", "grid", "recorded", "regression", "shoe", "timing"])
    let said = message { () throws(ModelError) in
      _ = try SuiteCatalog.find("defualt", in: Shipped.suites)
    }
    #expect(
      said
        == "cannot find the suite: there is no suite `defualt`; did you mean `default`? "
        + "in \(Shipped.suites[0]): default, grid, recorded, shoe, timing, regression")
  }
}
