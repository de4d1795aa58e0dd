import Glibc

/// What can go wrong with a serial port: a closed set, each with operation, port and cause.
package enum SerialError: Error, Sendable, Hashable {
  /// What was being done when it went wrong.
  package enum Operation: String, Sendable, Hashable {
    case open, lock, configure, control, read, write, wait, close
  }

  /// Nothing of that name exists, or its device is gone.
  case noSuchPort(path: String, errno: CInt)
  /// This user may not open the port.
  case permissionDenied(path: String, errno: CInt)
  /// Another process holds the port: which, where the kernel tells.
  case busy(path: String, holder: PortHolder?)
  /// The path names something that is no serial port.
  case notATerminal(path: String, errno: CInt)
  /// The driver took the settings but reads back others.
  case settingsRefused(path: String, detail: String)
  /// The other end went away: unplugged, or the emulated chip's process ended.
  case hungUp(Operation, path: String, errno: CInt?)
  /// The line took no byte for that long.
  case timedOut(Operation, path: String, afterNanoseconds: UInt64)
  /// Any other refusal of the kernel.
  case failed(Operation, path: String, errno: CInt)

  /// What was being done.
  package var operation: Operation {
    switch self {
    case .noSuchPort, .permissionDenied, .notATerminal: .open
    case .busy: .lock
    case .settingsRefused: .configure
    case .hungUp(let operation, _, _), .timedOut(let operation, _, _),
      .failed(let operation, _, _):
      operation
    }
  }

  /// The port it happened on.
  package var path: String {
    switch self {
    case .noSuchPort(let path, _), .permissionDenied(let path, _), .busy(let path, _),
      .notATerminal(let path, _), .settingsRefused(let path, _), .hungUp(_, let path, _),
      .timedOut(_, let path, _), .failed(_, let path, _):
      path
    }
  }

  /// The kernel's error number, where the kernel refused.
  package var errorNumber: CInt? {
    switch self {
    case .noSuchPort(_, let errno), .permissionDenied(_, let errno),
      .notATerminal(_, let errno), .failed(_, _, let errno):
      errno
    case .hungUp(_, _, let errno): errno
    case .busy: EBUSY
    case .settingsRefused, .timedOut: nil
    }
  }

  /// The error of a failed call, sorted by what the errno means for a serial port.
  package init(_ operation: Operation, path: String, errno: CInt) {
    switch (operation, errno) {
    case (.open, ENOENT), (.open, ENODEV), (.open, ENXIO):
      self = .noSuchPort(path: path, errno: errno)
    case (.open, EACCES), (.open, EPERM):
      self = .permissionDenied(path: path, errno: errno)
    case (_, ENOTTY):
      self = .notATerminal(path: path, errno: errno)
    // ENXIO too: some USB drivers answer so once the device is gone.
    case (_, EIO), (_, ENODEV), (_, ENXIO):
      self = .hungUp(operation, path: path, errno: errno)
    default:
      self = .failed(operation, path: path, errno: errno)
    }
  }

  /// One paragraph for a person: operation, port, cause, and what to do.
  package var message: String {
    switch self {
    case .noSuchPort(let path, let errno):
      "Cannot open the serial port \(path): there is no such port (\(text(errno))). "
        + "Check that the board is plugged in and that the name is still right: "
        + "it can change with every plug."
    case .permissionDenied(let path, let errno):
      "Cannot open the serial port \(path): this user may not (\(text(errno))). "
        + "Add the user to the group that owns the port (on Debian: "
        + "`sudo adduser $USER dialout`, then log in again)."
    case .busy(let path, let holder?):
      "Cannot lock the serial port \(path): it is held by \(holder.description). "
        + "End that program, or use another board."
    case .busy(let path, nil):
      "Cannot lock the serial port \(path): another process holds it, and the kernel does not "
        + "tell this user which. `sudo fuser -v \(path)` does; end that program, "
        + "or use another board."
    case .notATerminal(let path, let errno):
      "Cannot use \(path) as a serial port: it is none (\(text(errno))). "
        + "Give the path of a serial device such as /dev/ttyACM0."
    case .settingsRefused(let path, let detail):
      "Cannot configure the serial port \(path): its driver did not keep the settings "
        + "(\(detail)). Choose a baud rate that the adapter supports."
    case .hungUp(let operation, let path, let errno):
      "The serial port \(path) hung up during \(operation.rawValue)"
        + (errno.map { " (\(text($0)))" } ?? "")
        + ": the other end is gone. Plug the board in again and check its cable; "
        + "of an emulated board, see why its process ended."
    case .timedOut(let operation, let path, let afterNanoseconds):
      "The serial port \(path) did not get ready during \(operation.rawValue) for "
        + "\(afterNanoseconds / 1_000_000) ms: the other end takes no bytes. "
        + "Check that the board runs; reset it if it does not."
    case .failed(let operation, let path, let errno):
      "The serial port \(path) failed during \(operation.rawValue): \(text(errno)). "
        + "If it stays so, plug the board in again."
    }
  }

  private func text(_ errno: CInt) -> String {
    "\(String(cString: strerror(errno))), errno \(errno)"
  }
}

extension SerialError: CustomStringConvertible {
  package var description: String { message }
}
