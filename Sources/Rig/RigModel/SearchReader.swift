internal import Yams

extension Rig.Search {
  /// Reads `find`: names of udev properties with a pattern or a list of them, and `any`.
  init(yaml: YAMLValue) throws(ModelError) {
    self.init([])
    guard case .mapping(let mapping) = yaml.node else {
      throw yaml.fail("wants a mapping", hint: "as in `ID_VENDOR_ID: 0d28`")
    }
    for (key, content) in mapping {
      let name = key.string ?? ""
      let value = YAMLValue(node: content, reader: yaml.reader, name: name)
      if name == "any" {
        takesAny = try value.flag()
      } else {
        try Self.checkName(name, YAMLValue(node: key, reader: yaml.reader))
        properties.append(Wish(name, try Self.globs(value)))
      }
    }
    if properties.isEmpty {
      throw yaml.fail(
        "names no property: every port would fit", hint: "`solerig list --suggest` prints some")
    }
  }

  /// udev's names are in capitals, so that a slip of the pen is not one more property.
  private static func checkName(_ name: String, _ key: YAMLValue) throws(ModelError) {
    let fits = name.utf8.allSatisfy {
      (65...90).contains($0) || (48...57).contains($0) || $0 == 95
    }
    guard fits, !name.isEmpty else {
      throw key.reader.fail(
        key.position, "`\(name)` is no property of udev",
        hint: "they are in capitals, as in ID_SERIAL_SHORT; beside them there is `any`")
    }
  }

  private static func globs(_ value: YAMLValue) throws(ModelError) -> [String] {
    guard case .sequence = value.node else { return [try value.text()] }
    var globs: [String] = []
    for item in try value.items() { globs.append(try item.text()) }
    if globs.isEmpty { throw value.fail("is an empty list", hint: "give a pattern") }
    return globs
  }
}
