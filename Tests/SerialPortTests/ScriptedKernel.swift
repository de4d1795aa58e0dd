import Glibc
import Synchronization

@testable import SerialPort

/// A kernel that answers as a test says, and remembers what it was asked.
final class ScriptedKernel: Sendable {
  struct Script {
    /// Answers to take in turn; a kernel that has run out of them succeeds.
    var open: [CInt] = []
    var read: [Result<[UInt8], KernelRefusal>] = []
    var write: [Int] = []
    var poll: [CInt] = []
    var flock: [CInt] = []
    var setSettings: [CInt] = []
    var close: [CInt] = []
    /// What the driver makes of the settings it is given.
    var settings = TerminalSettings()
    var driver: @Sendable (TerminalSettings) -> TerminalSettings = { $0 }
    /// The clock moves on by this much with every look at it.
    var tick: UInt64 = 0
    var now: UInt64 = 0

    /// Flags of the driver's `serial_struct`, and whether it keeps what it is told; nil: none.
    var latencyFlags: UInt32?
    var keepsLatency = true
    /// nil: the driver does not count.
    var counters: DriverCounters?
    /// DTR, RTS and their like; nil: there are no such lines.
    var lines: CInt?
    var isBreaking = false

    var written: [UInt8] = []
    var timeouts: [Int64] = []
    var lockOperations: [CInt] = []
    var exclusive = false
    var closeCount = 0
    var calls: [String] = []
  }

  struct KernelRefusal: Error {
    var errno: CInt
  }

  private let script: Mutex<Script>

  init(_ script: Script = Script()) {
    self.script = Mutex(script)
  }

  func see<Result: Sendable>(_ body: (borrowing Script) -> Result) -> Result {
    script.withLock { body($0) }
  }

  func change(_ body: (inout Script) -> Void) {
    script.withLock { body(&$0) }
  }

  var syscalls: Syscalls {
    Syscalls(
      open: { [self] _, _ in script.withLock { $0.answer("open", \.open) ?? 5 } },
      close: { [self] _ in
        script.withLock {
          $0.closeCount += 1
          return $0.answer("close", \.close) ?? 0
        }
      },
      read: { [self] _, buffer in read(buffer) },
      write: { [self] _, bytes in write(bytes) },
      poll: { [self] _, events, timeout in
        script.withLock {
          $0.timeouts.append(timeout)
          return $0.answer("poll", \.poll) ?? CInt(events)
        }
      },
      flock: { [self] _, operation in
        script.withLock {
          $0.lockOperations.append(operation)
          return $0.answer("flock", \.flock) ?? 0
        }
      },
      ioctl: { [self] _, request, argument in ioctl(request, argument) },
      now: { [self] in
        script.withLock {
          $0.now += $0.tick
          return $0.now
        }
      }, lockFolder: nil)
  }

  private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    script.withLock {
      switch $0.answer("read", \.read) {
      case .success(let bytes):
        buffer.copyBytes(from: bytes)
        return bytes.count
      case .failure(let refusal): return -Int(refusal.errno)
      case nil: return -Int(EAGAIN)
      }
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    script.withLock {
      let answer = $0.answer("write", \.write) ?? bytes.count
      if answer > 0 { $0.written += bytes.prefix(answer) }
      return answer
    }
  }

  private func ioctl(_ request: UInt, _ argument: UnsafeMutableRawPointer?) -> CInt {
    script.withLock { script in
      switch request {
      case TerminalSettings.get:
        argument?.storeBytes(of: script.settings, as: TerminalSettings.self)
      case TerminalSettings.setNow:
        script.calls.append("set")
        if let answer = script.next(\.setSettings), answer < 0 { return answer }
        if let wanted = argument?.load(as: TerminalSettings.self) {
          script.settings = script.driver(wanted)
        }
      case UInt(TIOCEXCL): script.exclusive = true
      case UInt(TIOCNXCL): script.exclusive = false
      default: return script.control(request, argument)
      }
      return 0
    }
  }
}

extension ScriptedKernel.Script {
  /// Where `flags` stands in `serial_struct`, in bytes.
  private static let flagsOffset = 16

  /// What only some drivers know.
  fileprivate mutating func control(_ request: UInt, _ argument: UnsafeMutableRawPointer?) -> CInt {
    switch (request, argument) {
    case (DriverLatency.get, let argument?):
      guard let latencyFlags else { return -ENOTTY }
      argument.storeBytes(of: latencyFlags, toByteOffset: Self.flagsOffset, as: UInt32.self)
    case (DriverLatency.set, let argument?):
      guard latencyFlags != nil else { return -ENOTTY }
      calls.append("latency")
      if keepsLatency {
        latencyFlags = argument.load(fromByteOffset: Self.flagsOffset, as: UInt32.self)
      }
    case (DriverCounters.get, let argument?):
      guard let counters else { return -ENOTTY }
      argument.storeBytes(of: counters, as: DriverCounters.self)
    case (UInt(TIOCMGET), let argument?):
      guard let lines else { return -ENOTTY }
      argument.storeBytes(of: lines, as: CInt.self)
    case (UInt(TIOCMSET), let argument?):
      calls.append("lines")
      lines = argument.load(as: CInt.self)
    case (UInt(TIOCSBRK), nil):
      isBreaking = true
      calls.append("break on")
    case (UInt(TIOCCBRK), nil):
      isBreaking = false
      calls.append("break off")
    default: return -EINVAL
    }
    return 0
  }

  mutating func next<Answer>(_ list: WritableKeyPath<Self, [Answer]>) -> Answer? {
    self[keyPath: list].isEmpty ? nil : self[keyPath: list].removeFirst()
  }

  /// The next answer to a call, which is noted.
  mutating func answer<Answer>(
    _ call: String, _ list: WritableKeyPath<Self, [Answer]>
  ) -> Answer? {
    calls.append(call)
    return next(list)
  }
}
