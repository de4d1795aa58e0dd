/// What the doctor looks at of a machine, so that a test can make one up.
package protocol Machine {
  /// The text of a file; nil where it can't be read.
  func text(_ path: String) -> String?
  /// Names in a folder; none where there is no such folder.
  func names(in folder: String) -> [String]
  func exists(_ path: String) -> Bool
  /// Whether this user may read and write a device.
  func mayUse(_ path: String) -> Bool
  /// Whether a lock file was left behind by a program that is gone.
  func isLeftBehind(lock path: String) -> Bool
  /// Names of the programs that run, by their numbers.
  func processes() -> [Int32: String]
  /// The path of a program of PATH or the system's folders; nil where it is missing.
  func program(_ name: String) -> String?
  /// The running kernel's version, as its modules' folder is called.
  var kernel: String { get }
}
