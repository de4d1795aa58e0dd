import Glibc
import Testing

@testable import SerialPort

/// What a port asks of its driver beside bytes.
struct DriverTests {
  private func open(_ kernel: ScriptedKernel) throws(SerialError) -> SerialPort {
    try SerialPort.open(path: "/dev/ttyFAKE", baud: 115_200, syscalls: kernel.syscalls)
  }

  @Test func lowLatencyIsSetReadBackAndGivenBack() throws {
    var script = ScriptedKernel.Script()
    script.latencyFlags = 0x10
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    #expect(port.lowLatency == .low)
    let lowered: UInt32 = 0x10 | 1 << 13
    #expect(kernel.see { $0.latencyFlags } == lowered)
    try port.close()
    #expect(kernel.see { $0.latencyFlags } == 0x10)
  }

  @Test func aDriverThatForgetsLowLatencyIsToldApart() throws {
    var script = ScriptedKernel.Script()
    script.latencyFlags = 0
    script.keepsLatency = false
    let refusing = try open(ScriptedKernel(script))
    #expect(refusing.lowLatency == .refused)
    let knowing = try open(ScriptedKernel())
    #expect(knowing.lowLatency == .unsupported)
  }

  @Test func aPortThatWasLowAlreadyStaysSo() throws {
    var script = ScriptedKernel.Script()
    script.latencyFlags = 1 << 13
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    #expect(port.lowLatency == .low)
    try port.close()
    #expect(kernel.see { $0.latencyFlags } == 1 << 13)
    #expect(!kernel.see { $0.calls.contains("latency") })
  }

  @Test func bothLinesChangeInOneCallAndTheOthersStay() throws {
    var script = ScriptedKernel.Script()
    script.lines = TIOCM_DTR | TIOCM_CTS
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    try port.setLines(dataTerminalReady: false, requestToSend: true)
    #expect(kernel.see { $0.lines } == TIOCM_RTS | TIOCM_CTS)
    #expect(kernel.see { $0.calls.count { $0 == "lines" } } == 1)
    try port.close()
    #expect(kernel.see { $0.lines } == TIOCM_RTS | TIOCM_CTS)
  }

  @Test func aPortWithoutLinesSaysSo() throws {
    let port = try open(ScriptedKernel())
    let error = #expect(throws: SerialError.self) {
      try port.setLines(dataTerminalReady: true, requestToSend: true)
    }
    #expect(error == .notATerminal(path: "/dev/ttyFAKE", errno: ENOTTY))
  }

  @Test func aBreakBeginsAndEnds() throws {
    let kernel = ScriptedKernel()
    let port = try open(kernel)
    try port.setBreak(true)
    #expect(kernel.see { $0.isBreaking })
    try port.setBreak(false)
    #expect(!kernel.see { $0.isBreaking })
  }

  /// A reset is a line held and let go, and nothing stays held.
  @Test func aPulseEndsAsItBegan() throws {
    var script = ScriptedKernel.Script()
    script.lines = TIOCM_DTR | TIOCM_RTS | TIOCM_CTS
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    try port.pulse(.serialBreak, microseconds: 1)
    #expect(kernel.see { $0.calls.suffix(2) } == ["break on", "break off"])
    try port.pulse(.dataTerminalReady, microseconds: 1)
    #expect(kernel.see { $0.calls.count { $0 == "lines" } } == 2)
    #expect(kernel.see { $0.lines } == TIOCM_DTR | TIOCM_RTS | TIOCM_CTS)
  }

  @Test func countersCountFromTheOpening() throws {
    var script = ScriptedKernel.Script()
    var counters = DriverCounters()
    counters.received = .max
    counters.overruns = 4
    script.counters = counters
    let kernel = ScriptedKernel(script)
    let port = try open(kernel)
    kernel.change {
      $0.counters?.received = .min + 9
      $0.counters?.overruns = 5
      $0.counters?.bufferOverruns = 2
    }
    var rise = DriverCounters()
    rise.received = 10
    rise.overruns = 1
    rise.bufferOverruns = 2
    #expect(port.driverCounters() == rise)
    let uncounted = try open(ScriptedKernel())
    #expect(uncounted.driverCounters() == nil)
  }
}
