internal import FirmwarePack
internal import Foundation
package import Stimulus
internal import Synchronization

/// Runs the profiling program (`Sources/Chip/SoleProfile`) on an emulated chip that counts
/// instructions as time: 64 ns each, read by a timer of 62.5 ns.
package struct CostCounter: Sendable {
  private let elf: String
  private let emulator: String
  private let patienceSeconds: Double

  /// - Parameters:
  ///   - elf: the program with the app to be measured in it.
  ///   - patienceSeconds: what the emulator may take, beside what the samples do: a busy machine's start.
  package init(
    elf: String, emulator: String = "qemu-system-arm", patienceSeconds: Double = 30
  ) throws(VirtualBoardError) {
    guard FileManager.default.isReadableFile(atPath: elf) else {
      throw .profile(
        program: elf, cause: "it can't be read. Build it with scripts/firmware/build-profile")
    }
    try Self.checkProfiles(elf)
    guard let found = ChipCommand.find(emulator) else {
      throw .programMissing(
        name: emulator, remedy: "Install it: `sudo apt-get install qemu-system-arm`.")
    }
    self.elf = URL(filePath: elf).path
    self.emulator = found
    self.patienceSeconds = patienceSeconds
  }

  /// Refuses what is no profiling program: it would run for ever, as a chip does.
  private static func checkProfiles(_ elf: String) throws(VirtualBoardError) {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(filePath: elf)))
    } catch {
      throw .profile(program: elf, cause: "it can't be read")
    }
    do throws(PackError) {
      guard try ElfImage(bytes, name: elf).codeBytes(ofModule: module) == 0 else { return }
    } catch {
      throw .profile(
        program: elf, cause: "\(error). Build a profiling image with scripts/firmware/build-profile"
      )
    }
    throw .profile(
      program: elf,
      cause: "it is no profiling image; build it with scripts/firmware/build-profile")
  }

  /// The program's module as Swift mangles it.
  private static let module = "11SoleProfile"

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
      let figures = try run(in: folder.path, for: samples.count)
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
  private func run(in folder: String, for sampleCount: Int) throws -> [String: UInt32] {
    let path = folder + "/output.txt"
    let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else {
      throw VirtualBoardError.system(operation: "open", object: path, errno: errno)
    }
    let ended = Latch()
    let cause = Mutex<ChipTermination.Cause?>(nil)
    let process = ChildProcess(
      program: emulator,
      arguments: [
        "-M", "microbit", "-display", "none", "-kernel", elf, "-serial", "null", "-monitor", "none",
        "-icount", "shift=6", "-semihosting-config", "enable=on,target=native",
      ], folder: folder, output: output
    ) { end in
      cause.withLock { $0 = end }
      ended.open()
    }
    let seconds = patienceSeconds + Double(sampleCount) * Self.patienceSecondsPerSample
    let isOver = ended.wait(nanoseconds: UInt64(seconds * 1e9))
    process.terminate()
    guard isOver else {
      throw fault(
        "it did not come to its end within \(Int(seconds)) s, for \(sampleCount) samples")
    }
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    let end = cause.withLock { $0 }
    guard case .exited(code: 0)? = end else {
      throw fault("\(emulator) ended, \(end.map { "\($0)" } ?? "nobody knows how"): \(text)")
    }
    var figures: [String: UInt32] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { figures[String(words[0])] = UInt32(words[1]) }
    }
    return figures
  }

  /// Some hundred times what a sample takes.
  private static let patienceSecondsPerSample = 0.01
}
