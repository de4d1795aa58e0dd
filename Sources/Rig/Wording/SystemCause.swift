internal import Foundation

/// Says in the kernel's words why a call of Foundation failed: its own name a code at best.
package enum SystemCause {
  package static func of(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey]
    guard let cause = underlying as? POSIXError else {
      return (error as NSError).localizedDescription
    }
    return String(cString: strerror(cause.code.rawValue))
  }
}
