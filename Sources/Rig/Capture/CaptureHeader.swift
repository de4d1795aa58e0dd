internal import Foundation
internal import SoleLink

/// What a capture says of itself, in its section header.
package struct CaptureHeader: Codable, Equatable, Sendable {
  /// Version of the capture's own format.
  package var format = CaptureHeader.currentFormat
  /// Contract that its frames follow, sixteen hexadecimal digits.
  package var contractHash: String
  /// Program and version that wrote it.
  package var writer: String
  /// Kernel and machine of the host.
  package var host: String
  /// Nanoseconds since 1970 and on CLOCK_MONOTONIC_RAW, read together at the start: packets carry
  /// the first clock's epoch and the second one's pace.
  package var startedEpochNanoseconds: UInt64
  package var startedMonotonicNanoseconds: UInt64
  /// Anything else about the machine and the rig that a reader years later would ask for.
  package var environment: [String: String]

  package static let currentFormat = "solerig-capture/1"

  package init(
    writer: String, host: String, startedEpochNanoseconds: UInt64,
    startedMonotonicNanoseconds: UInt64, environment: [String: String]
  ) {
    contractHash = Wire.contractHash.hexadecimal
    self.writer = writer
    self.host = host
    self.startedEpochNanoseconds = startedEpochNanoseconds
    self.startedMonotonicNanoseconds = startedMonotonicNanoseconds
    self.environment = environment
  }
}
