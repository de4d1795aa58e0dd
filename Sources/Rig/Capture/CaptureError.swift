/// Why a capture can't be written or read.
package enum CaptureError: Error, Equatable, CustomStringConvertible {
  /// The file can't be begun: nothing was written.
  case create(path: String, cause: String)
  case write(path: String, cause: String)
  case read(path: String, cause: String)
  /// The file is no capture of solerig; the offset is where that shows.
  case foreign(path: String, offset: Int, cause: String)

  package var description: String {
    switch self {
    case .create(let path, let cause):
      "creating \(path) failed: \(cause). Nothing was written; choose another place with --output."
    case .write(let path, let cause):
      """
      writing the capture \(path) failed: \(cause). What was written before is kept and readable to \
      its last whole block; make room or choose another place with --output, and run again.
      """
    case .read(let path, let cause):
      "reading \(path) failed: \(cause). Check the path, and that the file may be read."
    case .foreign(let path, let offset, let cause):
      """
      reading \(path) as a capture failed at byte \(offset): \(cause). solerig reads captures and \
      traces that solerig wrote; other recordings come in by `solerig import`.
      """
    }
  }
}
