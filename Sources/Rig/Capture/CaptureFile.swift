internal import Foundation
internal import Glibc
package import SoleLink

/// A capture on disk, written as it happens: what was flushed survives a kill to the last block.
package struct CaptureFile: ~Copyable {
  package let path: String
  private let descriptor: CInt
  private var writer: CaptureWriter
  private var lastFlush: UInt64
  /// Why writing failed. Nothing is written from then on, even where there is room again: the file
  /// may end within a block, and what stood behind that could not be read.
  private var failure: CaptureError?

  /// Blocks wait at most this long, or until this much has gathered.
  private static let flushNanoseconds: UInt64 = 100_000_000
  private static let flushBytes = 64 * 1024

  /// Creates the file; it must not exist.
  package static func create(
    path: String, header: CaptureHeader
  ) throws(CaptureError) -> CaptureFile {
    let made: CaptureWriter
    do {
      made = try CaptureWriter(header)
    } catch {
      throw CaptureError.write(path: path, cause: "its header can't be encoded: \(error)")
    }
    let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard opened >= 0 else {
      throw CaptureError.create(path: path, cause: String(cString: strerror(errno)))
    }
    let start = header.startedMonotonicNanoseconds
    var file = CaptureFile(path: path, descriptor: opened, writer: made, lastFlush: start)
    try file.flush(at: start)
    return file
  }

  deinit { Glibc.close(descriptor) }

  package mutating func append(
    _ kind: ChunkKind, _ encoded: RawSpan, length: Int, _ direction: Direction, at time: UInt64
  ) throws(CaptureError) {
    writer.append(kind, encoded, length: length, direction, at: time)
    try flushIfDue(at: time)
  }

  package mutating func append(_ frame: borrowing WireFrame, at time: UInt64) throws(CaptureError) {
    writer.append(frame, at: time)
    try flushIfDue(at: time)
  }

  /// Adds an event, and flushes: events are rare, and what explains an end must not be lost by it.
  package mutating func append(_ event: RigEvent, at time: UInt64) throws(CaptureError) {
    do {
      try writer.append(event, at: time)
    } catch {
      throw CaptureError.write(path: path, cause: "an event can't be encoded: \(error)")
    }
    try flush(at: time)
  }

  /// Flushes what has waited long enough.
  package mutating func flushIfDue(at time: UInt64) throws(CaptureError) {
    guard writer.pendingByteCount > 0 else { return }
    let isDue = time &- lastFlush >= Self.flushNanoseconds
    if isDue || writer.pendingByteCount >= Self.flushBytes { try flush(at: time) }
  }

  package mutating func flush(at time: UInt64) throws(CaptureError) {
    lastFlush = time
    if let failure { throw failure }
    var cause: CInt?
    writer.drain { bytes in
      var offset = 0
      while offset < bytes.count {
        let written = Glibc.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else {
          cause = errno
          return
        }
        offset += written
      }
    }
    guard let cause else { return }
    let error = CaptureError.write(path: path, cause: String(cString: strerror(cause)))
    failure = error
    throw error
  }
}
