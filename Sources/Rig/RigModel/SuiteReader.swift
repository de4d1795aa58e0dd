package import Foundation
internal import Stimulus

extension Suite {
  /// Reads a suite from its file.
  package static func read(file: String) throws(ModelError) -> Suite {
    let reader = YAMLReader(operation: .readSuite, file: file)
    return try read(reader.bytes(), file: file)
  }

  /// Reads a suite from bytes; `file` is what errors call them.
  package static func read(_ data: Data, file: String) throws(ModelError) -> Suite {
    let reader = YAMLReader(operation: .readSuite, file: file)
    var suite = try Suite(reader.root(of: data))
    suite.fileSHA256 = SHA256Text.of(data)
    return suite
  }

  private enum Key: String, YAMLKey {
    case name, title, cases
    case onUnplug = "on_unplug"
  }

  private init(_ root: YAMLValue) throws(ModelError) {
    let keys = try root.object(Key.self)
    self.init(
      name: try keys.required(.name).identifierOfFile(), title: try keys.required(.title).text(),
      cases: [], file: root.reader.file)
    onUnplug = try keys.optional(.onUnplug, UnplugPolicy.init(yaml:))
    let list = try keys.required(.cases)
    var lines: [String: Int] = [:]
    for item in try list.items() {
      let (made, name) = try SuiteCase.read(item)
      if let line = lines[made.name] {
        throw name.fail(
          "is `\(made.name)`, as is that of the case in line \(line)", hint: "give each its own")
      }
      lines[made.name] = name.position.line
      cases.append(made)
    }
    if cases.isEmpty { throw list.fail("is empty", hint: "a suite has at least one case") }
  }
}

extension UnplugPolicy {
  private enum Key: String, YAMLKey {
    case wait = "wait_s"
    case retries
  }

  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    self.init(
      waitSeconds: try keys.required(.wait).number(0.1...3600, "s"),
      retries: try keys[.retries]?.integer(1...100) ?? 1)
  }
}

extension SuiteCase {
  private enum Key: String, YAMLKey {
    case name, requirement, runner, trace, recording, slice, clock, configure, faults, checks
  }

  /// The case, and its name with the place where it was written.
  fileprivate static func read(
    _ yaml: YAMLValue
  ) throws(ModelError) -> (case: SuiteCase, name: YAMLValue) {
    var item = yaml
    item.name = "case"
    let keys = try item.object(Key.self)
    let name = try keys.required(.name)
    let clock = keys[.clock]
    var made = SuiteCase(
      name: try name.identifier(), requirement: try keys.required(.requirement).text(),
      stimulus: Located(.recording(name: ""), at: item.position),
      slice: try keys.optional(.slice, StimulusSlice.init(yaml:)),
      clock: try clock?.choice(SampleClock.self) ?? .asFastAsPossible,
      configure: try keys.optional(.configure, ChipConfiguration.init(yaml:))
        ?? ChipConfiguration(),
      position: item.position)
    made.stimulus = try stimulus(keys, made.configure)
    made.faults = try LineFault.read(keys[.faults])
    made.checks = try Check.read(keys.required(.checks))
    if made.clock != .realTime {
      for check in made.checks where check.value.needsRealTime {
        throw item.reader.fail(
          check.position,
          "`\(check.value.name)` means nothing where samples come as fast as possible",
          hint: "give the case `clock: real-time`, or leave the check out")
      }
    }
    if made.clock == .realTime,
      let check = made.checks.first(where: { $0.value.kind == .throughput })
    {
      throw item.reader.fail(
        check.position, "`throughput` means nothing where the chip keeps the samples' own time",
        hint: "leave `clock` or the check out")
    }
    return (made, name)
  }

  private static func stimulus(
    _ keys: YAMLObject<Key>, _ configure: ChipConfiguration
  ) throws(ModelError) -> Located<StimulusSource> {
    let (key, value) = try keys.exactlyOne(of: [.runner, .trace, .recording])
    let source: StimulusSource
    switch key {
    case .runner: source = .runner(try RunnerReader.read(value, configure))
    case .trace: source = .trace(file: try value.text())
    default:
      let name = try value.text()
      guard !name.contains("/"), !name.hasSuffix(".csv") else {
        throw value.fail(
          "is `\(name)`, a file", hint: "give a recording's name alone, or `trace` and a file")
      }
      source = .recording(name: name)
    }
    return Located(source, at: value.position)
  }
}

extension StimulusSlice {
  private enum Key: String, YAMLKey {
    case from = "from_s"
    case to = "to_s"
  }

  fileprivate init(yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    self.init(
      fromSeconds: try keys[.from]?.number(0...86_400, "s") ?? 0,
      toSeconds: try keys.optional(.to) { value throws(ModelError) in
        try value.number(0...86_400, "s")
      })
    if let to = toSeconds, to <= fromSeconds {
      throw yaml.fail(
        "ends at \(YAMLValue.format(to)) s, before it begins",
        hint: "`to_s` has to be more than `from_s`")
    }
  }
}
