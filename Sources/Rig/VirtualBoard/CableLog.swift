/// The way a byte goes.
package enum CableDirection: String, Sendable, Hashable, CaseIterable {
  case toChip, toHost
}

/// One thing the cable did.
package struct CableLogEntry: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The detail is the number of the bit.
    case flip
    case drop, duplicate
    /// The detail is how long, in nanoseconds.
    case stall
    /// Nothing passes from here on.
    case cut
    /// The chip did not read, and its FIFO was full.
    case overrun
    case unplug, plug
    /// New settings took effect.
    case settings
    /// The chip's process ended.
    case chipEnded
    /// Bytes handed to the far end from then on, only where the settings ask for it. Their offset
    /// counts the bytes that were handed over before.
    case forwarded
  }

  /// CLOCK_MONOTONIC_RAW.
  package var timeNanoseconds: UInt64
  /// `nil` for what concerns both ways.
  package var direction: CableDirection?
  package var kind: Kind
  /// The byte it happened to (the first of `count`), counted as sent, from the cable's start.
  package var offset: UInt64
  package var count: UInt64
  package var detail: UInt64

  package init(
    timeNanoseconds: UInt64, direction: CableDirection?, kind: Kind, offset: UInt64 = 0,
    count: UInt64 = 1, detail: UInt64 = 0
  ) {
    self.timeNanoseconds = timeNanoseconds
    self.direction = direction
    self.kind = kind
    self.offset = offset
    self.count = count
    self.detail = detail
  }

  /// One line of JSON, without the line's end.
  package var jsonLine: String {
    let direction = direction.map { "\"\($0.rawValue)\"" } ?? "null"
    return "{\"timeNanoseconds\":\(timeNanoseconds),\"direction\":\(direction),"
      + "\"kind\":\"\(kind.rawValue)\",\"offset\":\(offset),\"count\":\(count),"
      + "\"detail\":\(detail)}"
  }
}

/// What the cable did, bounded.
package struct CableLog: Sendable {
  /// Eleven megabytes; a run that exceeds it is a flood, and its first entries tell of it.
  package static let limit = 200_000

  package private(set) var entries: [CableLogEntry] = []
  /// Entries beyond the limit, counted and not kept.
  package private(set) var omittedCount = 0

  package init() {}

  mutating func append(_ new: [CableLogEntry]) {
    let room = Self.limit - entries.count
    entries += new.prefix(room)
    omittedCount += max(0, new.count - room)
  }

  /// Every entry on a line of its own.
  package var jsonLines: String {
    entries.map { $0.jsonLine + "\n" }.joined()
  }
}
