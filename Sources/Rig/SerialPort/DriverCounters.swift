/// What a serial driver counts; the kernel's `serial_icounter_struct`.
///
/// Source: include/uapi/linux/serial.h, read by TIOCGICOUNT.
package struct DriverCounters: Sendable, Equatable {
  package var clearToSend: Int32 = 0
  package var dataSetReady: Int32 = 0
  package var ring: Int32 = 0
  package var carrier: Int32 = 0
  /// Bytes.
  package var received: Int32 = 0
  /// Bytes.
  package var sent: Int32 = 0
  package var framingErrors: Int32 = 0
  /// Bytes that the adapter lost.
  package var overruns: Int32 = 0
  package var parityErrors: Int32 = 0
  package var breaks: Int32 = 0
  /// Bytes that the kernel had no room for.
  package var bufferOverruns: Int32 = 0
  private var reserved: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32) =
    (0, 0, 0, 0, 0, 0, 0, 0, 0)

  package init() {}

  static let get: UInt = 0x545D

  /// What was counted since an earlier look; counters may run over.
  package func since(_ before: DriverCounters) -> DriverCounters {
    var rise = DriverCounters()
    for counter in Self.all {
      rise[keyPath: counter] = self[keyPath: counter] &- before[keyPath: counter]
    }
    return rise
  }

  private static var all: [WritableKeyPath<DriverCounters, Int32>] {
    [
      \.clearToSend, \.dataSetReady, \.ring, \.carrier, \.received, \.sent, \.framingErrors,
      \.overruns, \.parityErrors, \.breaks, \.bufferOverruns,
    ]
  }

  package static func == (left: Self, right: Self) -> Bool {
    all.allSatisfy { left[keyPath: $0] == right[keyPath: $0] }
  }
}
