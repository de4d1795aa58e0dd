import Foundation
import Judge

/// How long a program takes from a cold start to its help, beside others of its kind.
struct StartBench {
  struct Result: Codable {
    var name: String
    /// Milliseconds: the median of the runs.
    var milliseconds: Double
  }

  /// Programs by name, as command lines; those that are not there are left out.
  let programs: [(name: String, command: [String])]

  private static let rounds = 15
  /// Of solerig's own, the most that is wanted.
  static let wantedMilliseconds = 20.0

  /// In turns, so that a busy moment of the machine does not fall on one of them alone.
  func run() -> [Result] {
    let present = programs.filter { FileManager.default.isExecutableFile(atPath: $0.command[0]) }
    var times = present.map { _ in [Double]() }
    for _ in 0..<Self.rounds {
      for (index, program) in present.enumerated() {
        if let time = Self.time(program.command) { times[index].append(time) }
      }
    }
    return zip(present, times).compactMap { program, times in
      guard !times.isEmpty else { return nil }
      return Result(
        name: program.name, milliseconds: Statistics.nearestRank(times, share: 0.5) ?? .nan)
    }
  }

  /// Spawned and waited for directly: Foundation's Process looks for the end every 50 ms.
  private static func time(_ command: [String]) -> Double? {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var child: pid_t = 0
    var status: CInt = 0
    let start = ContinuousClock.now
    guard posix_spawn(&child, command[0], &actions, nil, &arguments, environ) == 0,
      waitpid(child, &status, 0) == child, status == 0
    else { return nil }
    let elapsed = ContinuousClock.now - start
    return Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3
  }
}
