import Glibc
import Testing

@testable import SerialPort

/// What the port makes of every answer that a kernel can give.
@Suite struct ScriptedSerialPortTests {
  private func open(
    _ kernel: ScriptedKernel, baud: UInt32 = 115_200
  ) throws(SerialError) -> SerialPort {
    try SerialPort.open(path: "/dev/ttyFAKE", baud: baud, syscalls: kernel.syscalls)
  }

  private func openError(_ script: ScriptedKernel.Script) -> SerialError? {
    #expect(throws: SerialError.self) { _ = try open(ScriptedKernel(script)) }
  }

  @Test func openingSetsRawModeAndClosingGivesTheSettingsBack() throws {
    var script = ScriptedKernel.Script()
    script.settings.localFlags = 0x8A3B
    script.settings.controlFlags = TerminalSettings.hangUpOnClose | 13
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    #expect(kernel.see { $0.settings.localFlags } == 0)
    #expect(kernel.see { $0.exclusive })
    try port.close()
    #expect(kernel.see { $0.settings.localFlags } == 0x8A3B)
    #expect(kernel.see { $0.closeCount } == 1)
    #expect(!kernel.see { $0.exclusive })
    #expect(kernel.see { $0.calls.suffix(3) } == ["set", "flock", "close"])
    #expect(kernel.see { $0.lockOperations.last } == LOCK_UN)
    // HUPCL stays cleared: set again, this very close would reset the board.
    #expect(kernel.see { $0.settings.controlFlags } == 13)
  }

  @Test func aPseudoterminalIsLockedWithoutTheFlagThatOutlivesUs() throws {
    let kernel = ScriptedKernel()
    let port = try SerialPort.open(path: "/dev/pts/5", baud: 9600, syscalls: kernel.syscalls)
    #expect(kernel.see { $0.calls }.contains("flock"))
    #expect(!kernel.see { $0.exclusive })
    try port.close()
  }

  @Test func aPortThatIsDroppedIsGivenBackToo() throws {
    var script = ScriptedKernel.Script()
    script.settings.localFlags = 0x8A3B
    let kernel = ScriptedKernel(script)
    do { _ = try open(kernel) }
    #expect(kernel.see { $0.settings.localFlags } == 0x8A3B)
    #expect(kernel.see { $0.closeCount } == 1)
  }

  @Test func interruptedCallsAreMadeAgain() throws {
    var script = ScriptedKernel.Script()
    script.open = [-EINTR, 5]
    script.flock = [-EINTR, 0]
    script.setSettings = [-EINTR, 0]
    script.read = [.failure(.init(errno: EINTR)), .success([1, 2, 3])]
    script.write = [-Int(EINTR), 2]
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(try port.read(into: &buffer) == 3)
    #expect(buffer.prefix(3) == [1, 2, 3])
    #expect(try port.write([7, 8, 9]) == 2)
    #expect(kernel.see { $0.written } == [7, 8])
  }

  @Test func aCloseThatIsInterruptedIsNotMadeAgain() throws {
    var script = ScriptedKernel.Script()
    script.close = [-EINTR]
    let kernel = ScriptedKernel(script)
    try open(kernel).close()
    #expect(kernel.see { $0.closeCount } == 1)
  }

  @Test func nothingToReadOrNoRoomIsZero() throws {
    var script = ScriptedKernel.Script()
    script.read = [.failure(.init(errno: EAGAIN))]
    script.write = [-Int(EAGAIN)]
    let port = try open(ScriptedKernel(script))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(try port.read(into: &buffer) == 0)
    #expect(try port.write([1]) == 0)
    #expect(try port.write([]) == 0)
  }

  @Test func shortWritesGoOnWhereTheyStopped() throws {
    var script = ScriptedKernel.Script()
    script.write = [1, -Int(EAGAIN), 3, -Int(EINTR), 2]
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    try port.writeAll([1, 2, 3, 4, 5, 6, 7], timeoutNanoseconds: 1_000_000)
    #expect(kernel.see { $0.written } == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func aLineThatTakesNothingTimesOut() throws {
    var script = ScriptedKernel.Script()
    script.write = [2, -Int(EAGAIN)]
    script.poll = [0]
    let port = try open(ScriptedKernel(script))
    #expect(throws: SerialError.timedOut(.write, path: "/dev/ttyFAKE", afterNanoseconds: 5)) {
      try port.writeAll([1, 2, 3], timeoutNanoseconds: 5)
    }
  }

  @Test(arguments: [EIO, ENODEV, ENXIO])
  func anUnpluggedDeviceIsAHangUp(errno: CInt) throws {
    var script = ScriptedKernel.Script()
    script.read = [.failure(.init(errno: errno))]
    script.write = [-Int(errno)]
    let port = try open(ScriptedKernel(script))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(throws: SerialError.hungUp(.read, path: "/dev/ttyFAKE", errno: errno)) {
      _ = try port.read(into: &buffer)
    }
    #expect(throws: SerialError.hungUp(.write, path: "/dev/ttyFAKE", errno: errno)) {
      _ = try port.write([1])
    }
  }

  @Test func aReadOfZeroBytesIsAHangUp() throws {
    var script = ScriptedKernel.Script()
    script.read = [.success([])]
    let port = try open(ScriptedKernel(script))
    var buffer = [UInt8](repeating: 0, count: 8)
    #expect(throws: SerialError.hungUp(.read, path: "/dev/ttyFAKE", errno: nil)) {
      _ = try port.read(into: &buffer)
    }
  }

  @Test func aHangUpWithBytesLeftIsReadableFirst() throws {
    var script = ScriptedKernel.Script()
    script.poll = [CInt(POLLIN | POLLHUP), CInt(POLLHUP), CInt(POLLOUT | POLLHUP)]
    let port = try open(ScriptedKernel(script))
    #expect(try port.wait(for: .readable, timeoutNanoseconds: 1))
    #expect(throws: SerialError.hungUp(.wait, path: "/dev/ttyFAKE", errno: nil)) {
      _ = try port.wait(for: .readable, timeoutNanoseconds: 1)
    }
    #expect(throws: SerialError.hungUp(.wait, path: "/dev/ttyFAKE", errno: nil)) {
      _ = try port.wait(for: .writable, timeoutNanoseconds: 1)
    }
  }

  @Test func signalsDoNotStretchAWait() throws {
    var script = ScriptedKernel.Script()
    script.poll = [-EINTR, -EINTR, -EINTR, 0]
    script.tick = 40
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    #expect(try !port.wait(for: .readable, timeoutNanoseconds: 100))
    #expect(kernel.see { $0.timeouts } == [100, 60, 20, 0])
  }

  @Test func aWaitWithoutLimitWaitsOn() throws {
    let kernel = ScriptedKernel()
    let port = try open(kernel)
    #expect(try port.wait(for: .readable, timeoutNanoseconds: nil))
    #expect(kernel.see { $0.timeouts } == [-1])
  }

  @Test(arguments: [
    (ENOENT, SerialError.noSuchPort(path: "/dev/ttyFAKE", errno: ENOENT)),
    (ENODEV, .noSuchPort(path: "/dev/ttyFAKE", errno: ENODEV)),
    (EACCES, .permissionDenied(path: "/dev/ttyFAKE", errno: EACCES)),
    (EBUSY, .busy(path: "/dev/ttyFAKE", holder: nil)),
    (EIO, .hungUp(.open, path: "/dev/ttyFAKE", errno: EIO)),
    (EMFILE, .failed(.open, path: "/dev/ttyFAKE", errno: EMFILE)),
  ])
  func aPortThatDoesNotOpenSaysWhy(errno: CInt, expected: SerialError) {
    var script = ScriptedKernel.Script()
    script.open = [-errno]
    #expect(openError(script) == expected)
    #expect(expected.message.contains("/dev/ttyFAKE"))
  }

  @Test func aPortThatFailsOnTheWayIsClosed() {
    var script = ScriptedKernel.Script()
    script.flock = [-EWOULDBLOCK]
    let kernel = ScriptedKernel(script)
    #expect(throws: SerialError.busy(path: "/dev/ttyFAKE", holder: nil)) {
      _ = try open(kernel)
    }
    #expect(kernel.see { $0.closeCount } == 1)
  }

  @Test func aDriverThatKeepsAnotherRateIsFoundOut() {
    var script = ScriptedKernel.Script()
    script.driver = { wanted in
      var actual = wanted
      actual.outputBaud = 9600
      return actual
    }
    guard case .settingsRefused(_, let detail) = openError(script) else {
      Issue.record("a wrong rate was taken")
      return
    }
    #expect(detail.contains("9600"))
  }

  @Test func aPortThatHungUpClosesWithoutComplaint() throws {
    var script = ScriptedKernel.Script()
    script.setSettings = [0, -EIO]
    try open(ScriptedKernel(script)).close()
  }

  @Test func aCloseThatFailsIsTold() throws {
    var script = ScriptedKernel.Script()
    script.close = [-ENOSPC]
    let kernel = ScriptedKernel(script)
    #expect(throws: SerialError.failed(.close, path: "/dev/ttyFAKE", errno: ENOSPC)) {
      try open(kernel).close()
    }
    #expect(kernel.see { $0.closeCount } == 1)
  }
}
