internal import Foundation

/// Says in the kernel's words why a call of Foundation failed: its own name a code at best.
package enum SystemCause {
  package static func of(_ error: any Error) -> String {
    guard let code = code(of: error as NSError) else {
      return (error as NSError).localizedDescription
    }
    return String(cString: strerror(code))
  }

  /// The kernel's number of an error, or of the one beneath it.
  private static func code(of error: NSError) -> CInt? {
    if error.domain == NSPOSIXErrorDomain { return CInt(error.code) }
    if let beneath = error.userInfo[NSUnderlyingErrorKey] as? any Error {
      return code(of: beneath as NSError)
    }
    guard error.domain == NSCocoaErrorDomain else { return nil }
    switch CocoaError.Code(rawValue: error.code) {
    case .fileNoSuchFile, .fileReadNoSuchFile: return ENOENT
    case .fileReadNoPermission, .fileWriteNoPermission: return EACCES
    case .fileWriteOutOfSpace: return ENOSPC
    case .fileWriteVolumeReadOnly: return EROFS
    default: return nil
    }
  }
}
