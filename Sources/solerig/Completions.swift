import ArgumentParser
import Discovery
import RigModel

/// What a shell offers behind a word: `solerig --generate-completion-script bash`.
extension CompletionKind {
  /// Names of rigs, and files.
  static var rigs: CompletionKind { .custom { _, _, _ in Project().rigNames } }

  /// Names of suites, and files.
  static var suites: CompletionKind { .custom { _, _, _ in Project().suiteNames } }

  /// Serial ports of the boards that are plugged in.
  static var ports: CompletionKind {
    .custom { _, _, _ in (try? UdevBus().serialDevices().map(\.portPath)) ?? [] }
  }

  /// Cases of the suite that stands on the line, else of the default one.
  static var cases: CompletionKind {
    .custom { words, _, _ in
      let project = Project()
      let names = Set(project.suiteNames)
      let suite = words.first { names.contains($0) || $0.hasSuffix(".yaml") } ?? "default"
      return (try? project.suite(suite, only: []))?.cases.map(\.name) ?? []
    }
  }
}
