import Foundation
import Stimulus

/// Counts what the engine costs on an emulated Cortex-M0.
///
/// The ELF is a program of its own (`Sources/Chip/SoleGaitCost`): interrupts masked, it gives the
/// engine the samples that lie in its flash and tells over semihosting what each took. QEMU counts
/// instructions as time (`-icount shift=6`: 64 ns each), read by a timer of 62.5 ns.
struct CostMeter {
  let elf: String

  /// As many samples as the chip's upper flash holds.
  static let mostSamples = 6000

  func measure(_ samples: [TraceSample], sampleRateHertz: UInt16) throws -> Cost {
    let samples = samples.prefix(Self.mostSamples)
    let file = FileManager.default.temporaryDirectory.appending(
      path: "solerig-cost-\(ProcessInfo.processInfo.processIdentifier).bin")
    defer { try? FileManager.default.removeItem(at: file) }
    try image(samples, sampleRateHertz).write(to: file)
    let figures = try run(samples: file.path)
    func figure(_ name: String) throws -> Double {
      guard let value = figures[name] else {
        throw CostError(reason: "the program did not tell \(name): \(figures)")
      }
      return Double(value)
    }
    let reading = try figure("timer_ticks")
    let perTick = 62.5 / 64
    return Cost(
      samples: samples.count,
      meanInstructions: (try figure("total_ticks") / figure("samples") - reading) * perTick,
      worstInstructions: Int((try figure("worst_ticks") - reading) * perTick),
      stateBytes: Int(try figure("state_bytes")), codeBytes: try codeBytes())
  }

  private func image(_ samples: ArraySlice<TraceSample>, _ rate: UInt16) -> Data {
    var data = Data()
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    append(UInt32(rate))
    append(UInt32(samples.count))
    for sample in samples {
      for channel in Channel.allCases { append(sample[channel]) }
    }
    return data
  }

  /// The numbers that the program printed, by name.
  private func run(samples: String) throws -> [String: UInt32] {
    let text = try output(
      "qemu-system-arm",
      [
        "-M", "microbit", "-display", "none", "-kernel", elf, "-serial", "null", "-monitor",
        "none", "-icount", "shift=6", "-semihosting-config", "enable=on,target=native", "-device",
        "loader,file=\(samples),addr=0x2E000,force-raw=on",
      ])
    var figures: [String: UInt32] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { figures[String(words[0])] = UInt32(words[1]) }
    }
    return figures
  }

  /// Bytes of all functions of the engine's module that the program was linked with.
  private func codeBytes() throws -> Int {
    let text = try output("arm-none-eabi-nm", ["-S", elf])
    return text.split(separator: "\n").reduce(0) { sum, line in
      let words = line.split(separator: " ")
      guard words.count == 4, "tTrRwW".contains(words[2]), words[3].contains("8SoleGait"),
        !words[3].contains("12SoleGaitCost")
      else { return sum }
      return sum + (Int(words[1], radix: 16) ?? 0)
    }
  }

  private func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw CostError(reason: "\(program) ended with \(process.terminationStatus): \(text)")
    }
    return text
  }
}

/// The cost could not be counted.
struct CostError: Error, CustomStringConvertible {
  var reason: String
  var description: String { "counting the engine's cost failed: \(reason)" }
}
