package import Capture
package import VirtualBoard

/// The board of a run, from the moment it is acquired until it is given back.
package protocol RunBoard: AnyObject {
  /// Its serial port; another one may come with every plug.
  var portPath: String { get }
  /// What is known of its port, by name.
  var facts: [String: String] { get }
  /// What a person should know of how it was found.
  var remarks: [String] { get }
  /// What the cable of a virtual board did; nothing of a real one is known.
  func cableLog() -> CableLog
  /// A failure with what the board knows of its cause.
  func explained(_ failure: CaseFailure) -> CaseFailure
  /// Waits until a board that was unplugged is there again, on whatever port.
  func waitForReturn(
    seconds: Double, isInterrupted: () -> Bool
  ) throws(CaseFailure)
  /// Takes another board that fits where this one was taken by somebody in the meantime; false where
  /// there is none, or the rig wants this one.
  func takeAnother() -> Bool
  func stop()
}

extension RunBoard {
  package func takeAnother() -> Bool { false }
}
