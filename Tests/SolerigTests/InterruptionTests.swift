import Capture
import Foundation
import Glibc
import Testing

/// A run that is ended from outside: in order by Ctrl-C, at once by a kill. Neither leaves a chip's
/// process behind, and what was captured can be read.
struct InterruptionTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  enum Bench: String, CaseIterable, CustomTestStringConvertible {
    case native
    case emulated = "virtual-microbit"

    var testDescription: String { rawValue }
    static var present: [Bench] { Bench.allCases.filter { $0 == .native || Firmware.isPresent } }
  }

  /// A run in real time that would take a minute, once its case is well under way.
  private func longRun(_ bench: Bench) throws -> (child: Child, run: RunFiles) {
    let suite = try suites.suite(
      runner: "{segments: [{walk: {duration_s: 60, speed_m_per_s: 1.3}}]}", clock: "real-time")
    let child = try Solerig.start(
      ["test", suite, "--rig", bench.rawValue, "--output", suites.output])
    for _ in 0..<20_000 {
      if let run = try? RunFiles(in: suites.output),
        let records = try? CaptureReader.read(path: run.capture).records, records.count > 40
      {
        return (child, run)
      }
      usleep(5000)
    }
    child.send(SIGKILL)
    throw Child.Hung(output: try child.wait().errors)
  }

  @Test(arguments: Bench.present) func anInterruptEndsTheRunInOrder(bench: Bench) throws {
    let (child, run) = try longRun(bench)
    #expect(!child.descendants.isEmpty, "the chip's process is seen while it runs")
    child.send(SIGINT)
    let ending = try child.wait()
    #expect(ending.code == 3, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("interrupted"))
    #expect(ending.output.contains("only-case"))
    ending.expectPlain()
    #expect(child.leavesNoOrphan())
    let contents = try CaptureReader.read(path: run.capture)
    #expect(contents.tornBytes == 0)
    guard case .event(.runEnded(let end))? = contents.records.last?.body else {
      Issue.record("the run's end is not in the capture")
      return
    }
    #expect(end.failure?.kind == .interrupted)
    #expect(try Solerig.run(["judge", run.path]).code == 3)
    #expect(try run.data("run.json").isEmpty == false)
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func otherSignalsEndItInOrderToo(signal: CInt) throws {
    let (child, run) = try longRun(.native)
    child.send(signal)
    #expect(try child.wait().code == 3)
    #expect(child.leavesNoOrphan())
    #expect(try CaptureReader.read(path: run.capture).tornBytes == 0)
  }

  /// Of a window that closes, shell and kernel send one each.
  @Test func hangingUpAgainAndAgainLetsItEndInOrder() throws {
    let (child, run) = try longRun(.native)
    for _ in 0..<3 {
      child.send(SIGHUP)
      usleep(5000)
    }
    #expect(try child.wait().code == 3)
    #expect(child.leavesNoOrphan())
    #expect(try run.data("run.json").isEmpty == false)
  }

  /// One who presses it twice means it.
  @Test func aSecondInterruptEndsItAtOnce() throws {
    let (child, run) = try longRun(.native)
    // Stopped, so that it can't end in order between the two.
    child.send(SIGSTOP)
    child.send(SIGINT)
    child.send(SIGTERM)
    child.send(SIGCONT)
    let ending = try child.wait()
    #expect([128 + SIGINT, 128 + SIGTERM].contains(ending.code))
    #expect(child.leavesNoOrphan())
    #expect(try CaptureReader.read(path: run.capture).records.count > 40)
  }

  @Test(arguments: Bench.present) func aKilledRunLeavesItsCaptureAndNoOrphan(bench: Bench) throws {
    let (child, run) = try longRun(bench)
    child.send(SIGKILL)
    #expect(try child.wait().code == 128 + SIGKILL)
    #expect(child.leavesNoOrphan())
    let shown = try Solerig.run(["inspect", run.capture])
    #expect(shown.code == 0)
    #expect(shown.output.contains("only-case") && shown.output.contains("-> samples"))
    let judged = try Solerig.run(["judge", run.path])
    #expect(judged.code == 3, "\(judged.output)")
    #expect(judged.output.contains("only-case"))
    #expect(judged.output.contains("the capture ends"))
    judged.expectPlain()
  }

  @Test func aBoardAloneIsStoppedByAnInterruptAndByAKill() throws {
    for signal in [SIGINT, SIGKILL] {
      let child = try Solerig.start(["board", "native"])
      for _ in 0..<20_000 where !child.outputSoFar.contains("\n") { usleep(5000) }
      #expect(child.outputSoFar.hasPrefix("/dev/pts/"))
      #expect(child.descendants.count == 1)
      child.send(signal)
      #expect(try child.wait().code == (signal == SIGINT ? 0 : 128 + signal))
      #expect(child.leavesNoOrphan())
    }
  }
}
