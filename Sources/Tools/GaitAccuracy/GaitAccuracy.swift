import ArgumentParser
import Foundation
import Stimulus

/// How exact the engine is, on recordings and on synthetic runners; `scripts/accuracy` calls it.
@main
struct GaitAccuracy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Measures the gait engine on recordings and on synthetic runners.",
    discussion: """
      Reads only the IMU's columns while the engine runs, the references after it is done. Exits \
      with 1 where a board does not say what the host says.
      """)

  @Argument(help: "A folder of recordings; SOLERIG_RECORDINGS by default.")
  var recordings: String?

  @Option(help: "Write all figures to this file.")
  var json: String?

  @Option(help: "Run on this rig's board too, and compare what it says with the host.")
  var board: String?

  @Option(help: "Sample rate in hertz: recordings are resampled.")
  var rate: UInt16 = 200

  @Flag(inversion: .prefixedNo, help: "Run the synthetic grid.")
  var synthetic = true

  @Flag(
    inversion: .prefixedNo,
    help: "Run the recordings at other rates, turned, mirrored and disturbed.")
  var variants = true

  @Option(help: "List the strides of the subjects whose name has this in it, with their errors.")
  var strides: String?

  @Flag(help: "Choose the constants on some sets of data, judge them on the others, and stop.")
  var crossValidate = false

  @Option(
    help: ArgumentHelp("Strides that gaitmap told of the recordings.", visibility: .hidden))
  var gaitmap: String?

  @Option(help: ArgumentHelp("Firmware ELF whose engine's cost is counted.", visibility: .hidden))
  var costElf: String?

  func validate() throws {
    guard 100...400 ~= rate else {
      throw ValidationError("--rate is \(rate): the chip takes 100 to 400 Hz.")
    }
  }

  func run() throws {
    let subjects = try subjects()
    if crossValidate {
      print(try CrossValidation(subjects).text(), terminator: "")
      return
    }
    var survey = Survey(sampleRateHertz: rate)
    var answers: [ChipAnswer] = []
    for subject in subjects {
      var chip = HostChip()
      answers.append(chip.play(subject))
      try survey.take(answers[answers.count - 1], of: subject)
      if let strides, subject.name.contains(strides) {
        print(try StrideList(answers[answers.count - 1], of: subject).text, terminator: "")
      }
    }
    var findings = survey.finished()
    if let gaitmap {
      findings.peer = try Peer(name: "gaitmap", path: gaitmap).findings(subjects)
    }
    if variants, let folder { findings.variants = try Variant.findings(folder) }
    if let costElf { findings.cost = try cost(costElf) }
    if let board {
      let chip = BoardChip(project: FileManager.default.currentDirectoryPath, rig: board)
      findings.board = BoardComparison(
        board, subjects, host: answers, board: try chip.play(subjects))
    }
    print(Table(findings: findings).text, terminator: "")
    if let json { try write(findings, to: json) }
    if let comparison = findings.board, !comparison.differences.isEmpty { throw ExitCode(1) }
  }

  /// Half a minute of walking, then of running.
  private func cost(_ elf: String) throws -> Cost {
    var runner = RunnerParameters(
      segments: [
        .stand(seconds: 2), .walk(metresPerSecond: 1.4, seconds: 13),
        .run(metresPerSecond: 3.2, seconds: 15),
      ])
    runner.sampleRateHertz = rate
    let trace = try SyntheticRunner(runner).makeTrace(name: "cost")
    return try CostMeter(elf: elf).measure(trace.samples, sampleRateHertz: rate)
  }

  private func subjects() throws -> [Subject] {
    var subjects: [Subject] = []
    if let path = folder {
      let recordings = RecordingFolder(path: path, sampleRateHertz: rate)
      for name in try recordings.names() { subjects.append(try recordings.subject(name)) }
    }
    if synthetic { subjects += try SyntheticGrid(sampleRateHertz: rate).subjects() }
    return subjects
  }

  /// The folder asked for, or the variable's, or the one beside the project where there is one.
  private var folder: String? {
    if let named = recordings ?? ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"] {
      return named
    }
    let beside = "../shared/data"
    if FileManager.default.fileExists(atPath: beside) { return beside }
    FileHandle.standardError.write(
      Data("no recordings: name a folder, or set SOLERIG_RECORDINGS\n".utf8))
    return nil
  }

  private func write(_ findings: Findings, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(findings).write(to: URL(filePath: path))
  }
}

extension BoardComparison {
  init(_ rig: String, _ subjects: [Subject], host: [ChipAnswer], board: [ChipAnswer]) {
    self.init(rig: rig, subjects: subjects.count, payloads: 0, differences: [])
    for (index, subject) in subjects.enumerated() {
      let (left, right) = (host[index].payloads, index < board.count ? board[index].payloads : [])
      payloads += left.count
      guard left != right else { continue }
      let first = zip(left, right).prefix { $0 == $1 }.count
      differences.append(
        "\(subject.name): payload \(first) of \(left.count) differs, the board sent \(right.count)")
    }
  }
}
