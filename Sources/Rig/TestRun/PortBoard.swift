package import Capture
package import Discovery
package import VirtualBoard

/// A board on a port that a person named: nothing else is known of it.
package final class PortBoard: RunBoard {
  package let portPath: String

  package init(path: String) { portPath = path }

  package var facts: [String: String] { [:] }
  package var remarks: [String] { [] }
  package func cableLog() -> CableLog { CableLog() }
  package func explained(_ failure: CaseFailure) -> CaseFailure { failure }

  package func waitForReturn(seconds: Double, isInterrupted: () -> Bool) throws(CaseFailure) {
    throw CaseFailure(
      .linkLost, "The port \(portPath) hung up, and nobody knows how to find its board again.")
  }

  package func stop() {}
}
