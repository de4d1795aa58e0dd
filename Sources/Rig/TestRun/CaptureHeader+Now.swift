package import Capture
internal import Foundation
internal import SerialPort

extension CaptureHeader {
  /// A header for a capture that starts now, on this machine.
  package static func now(environment: [String: String]) -> CaptureHeader {
    let monotonic = MonotonicClock.now()
    let epoch = UInt64(Date().timeIntervalSince1970 * 1_000_000_000)
    var kernel = utsname()
    uname(&kernel)
    let host = [text(&kernel.sysname), text(&kernel.release), text(&kernel.machine)]
    return CaptureHeader(
      writer: "solerig \(SolerigVersion.text)", host: host.joined(separator: " "),
      startedEpochNanoseconds: epoch, startedMonotonicNanoseconds: monotonic,
      environment: environment)
  }

  private static func text<Tuple>(_ field: inout Tuple) -> String {
    withUnsafeBytes(of: &field) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// The version of this program.
package enum SolerigVersion {
  package static let text = "0.1.0"
}
