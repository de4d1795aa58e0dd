/// A synthetic runner was asked for something the model does not cover.
package struct RunnerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The parameter, as written in a suite: `segments[1].speedMetresPerSecond`.
  package var parameter: String
  /// What is wrong with it and what to do.
  package var reason: String

  package init(parameter: String, reason: String) {
    self.parameter = parameter
    self.reason = reason
  }

  package var description: String { "cannot make the synthetic runner: \(parameter) \(reason)" }
}
