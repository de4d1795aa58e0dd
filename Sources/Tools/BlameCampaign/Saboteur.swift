import Foundation
import Glibc
import Synchronization
import TestRun

/// Does something to the chip's process or to this host once some samples have been sent.
///
/// A run tells how far it is on the thread that owns its port: what is done here is done at that
/// very place, however fast the machine is.
final class Saboteur: RunObserver {
  private let fault: ProcessFault
  private let atSample: Int
  private let isDone = Atomic(false)

  init(_ fault: ProcessFault, atSample: Int) {
    self.fault = fault
    self.atSample = fault == .hostStall ? 300 : atSample
  }

  var isInterrupted: Bool { fault == .interruption && isDone.load(ordering: .relaxed) }

  func report(_ progress: RunProgress) {
    guard case .samplesSent(let sent, _) = progress, sent >= atSample,
      !isDone.exchange(true, ordering: .relaxed)
    else { return }
    switch fault {
    case .killed: Self.signalChip(SIGKILL)
    case .stopped: Self.signalChip(SIGSTOP)
    case .crashed: Self.signalChip(atSample % 2 == 0 ? SIGSEGV : SIGILL)
    // Longer than the chip's queue of samples lasts.
    case .hostStall: usleep(1_200_000)
    default: break
    }
  }

  /// The chip's process is the only child of this one.
  private static func signalChip(_ signal: CInt) {
    let own = getpid()
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let number = pid_t(name),
        let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
        // Behind the name, which may hold anything: state, then the parent.
        let rest = status.split(separator: ")").last?.split(separator: " "), rest.count > 1,
        pid_t(rest[1]) == own
      else { continue }
      kill(number, signal)
    }
  }
}
