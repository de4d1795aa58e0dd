/// Why a rig or a suite can't be used: what was tried, on which file, where, why, and what to do.
package struct ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was tried.
  package enum Operation: String, Equatable, Sendable {
    case findRig = "cannot find the rig"
    case readRig = "cannot read the rig"
    case readMap = "cannot read the hardware map"
    case findSuite = "cannot find the suite"
    case readSuite = "cannot read the suite"
    case readRunner = "cannot read the runner"
    case selectCases = "cannot select the cases"
    case resolveSuite = "cannot resolve the suite"
    case writeResolvedSuite = "cannot write the resolved suite"
    case readResolvedSuite = "cannot read the resolved suite"
    case readSnapshot = "cannot read the snapshot"
    case writeSnapshot = "cannot write the snapshot"
  }

  package var operation: Operation
  /// The file, as the caller named it; nil where no file is to blame.
  package var file: String?
  package var position: SourcePosition?
  /// What is wrong, naming the thing.
  package var reason: String
  /// What was meant, or what to do about it.
  package var hint: String?

  package init(
    _ operation: Operation, file: String? = nil, at position: SourcePosition? = nil,
    _ reason: String, hint: String? = nil
  ) {
    self.operation = operation
    self.file = file
    self.position = position
    self.reason = reason
    self.hint = hint
  }

  /// One paragraph; the place comes first, as compilers write it, so that editors can jump there.
  package var description: String {
    let place = file.map { file in position.map { "\(file):\($0): " } ?? "\(file): " }
    return (place ?? "") + "\(operation.rawValue): \(reason)" + (hint.map { "; \($0)" } ?? "")
  }
}
