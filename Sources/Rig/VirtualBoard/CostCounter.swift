internal import Foundation
package import Stimulus

/// Runs the profiling program (`Sources/Chip/SoleProfile`) on an emulated chip that counts
/// instructions as time: 64 ns each, read by a timer of 62.5 ns.
package struct CostCounter: Sendable {
  private let elf: String
  private let emulator: String

  /// - Parameter elf: the program with the app to be measured in it.
  package init(elf: String, emulator: String = "qemu-system-arm") throws(VirtualBoardError) {
    guard FileManager.default.isReadableFile(atPath: elf) else {
      throw .profile(
        program: elf, cause: "it can't be read. Build it with scripts/firmware/build-profile")
    }
    guard let found = ChipCommand.find(emulator) else {
      throw .programMissing(
        name: emulator, remedy: "Install it: `sudo apt-get install qemu-system-arm`.")
    }
    self.elf = URL(filePath: elf).path
    self.emulator = found
  }

  /// Ticks of the chip's timer that each sample took, and those that reading the timer takes.
  ///
  /// - Parameter everything: whether the chip is asked for all that the shoe tells beyond gait.
  package func count(
    _ samples: [TraceSample], sampleRateHertz: UInt16, everything: Bool = false
  ) throws(VirtualBoardError) -> (ticks: [UInt32], readingTicks: UInt32) {
    let folder = try PrivateFolder()
    do {
      try Self.image(samples, sampleRateHertz, everything)
        .write(to: URL(filePath: folder.path + "/samples.bin"))
      let figures = try run(in: folder.path)
      let told = try Data(contentsOf: URL(filePath: folder.path + "/ticks.bin"))
      guard figures["samples"] == UInt32(samples.count), told.count == samples.count * 4,
        let reading = figures["timer_ticks"]
      else { throw fault("it told of \(told.count / 4) samples of \(samples.count): \(figures)") }
      return (Self.words(told), reading)
    } catch let error as VirtualBoardError {
      throw error
    } catch {
      throw fault("\(error)")
    }
  }

  private func fault(_ cause: String) -> VirtualBoardError {
    .profile(program: elf, cause: cause)
  }

  private static func image(
    _ samples: [TraceSample], _ rate: UInt16, _ everything: Bool
  ) -> Data {
    var data = Data(capacity: samples.count * 12 + 8)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }
    append(UInt32(rate) | (everything ? 1 << 16 : 0))
    append(UInt32(samples.count))
    for sample in samples {
      for channel in Channel.allCases { append(sample[channel]) }
    }
    return data
  }

  private static func words(_ data: Data) -> [UInt32] {
    let bytes = [UInt8](data)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) }
    }
  }

  /// The numbers that the program printed, by name.
  private func run(in folder: String) throws -> [String: UInt32] {
    let process = Process()
    process.executableURL = URL(filePath: emulator)
    process.arguments = [
      "-M", "microbit", "-display", "none", "-kernel", elf, "-serial", "null", "-monitor", "none",
      "-icount", "shift=6", "-semihosting-config", "enable=on,target=native",
    ]
    process.currentDirectoryURL = URL(filePath: folder)
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self)
    guard process.terminationStatus == 0 else {
      throw fault("\(emulator) ended with \(process.terminationStatus): \(text)")
    }
    var figures: [String: UInt32] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { figures[String(words[0])] = UInt32(words[1]) }
    }
    return figures
  }
}
