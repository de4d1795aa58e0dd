import Foundation

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
      return Result(name: program.name, milliseconds: times.sorted()[times.count / 2])
    }
  }

  private static func time(_ command: [String]) -> Double? {
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let start = ContinuousClock.now
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    let elapsed = ContinuousClock.now - start
    return Double(elapsed.components.attoseconds) / 1e15 + Double(elapsed.components.seconds) * 1e3
  }
}
