import ArgumentParser
import Discovery
import Foundation
import RigModel
import TestRun
import Wording

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Find what stands between this machine and a run, and the command that mends it.",
    discussion: """
        solerig doctor                     for the emulated board
        solerig doctor --rig microbit-v1   for a real one
        solerig doctor --udev-rule | sudo tee \(UdevRule.path)
      Exit 0 when a run could start.
      """)

  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Flag(help: "Print the udev rule for boards, and nothing else.")
  var udevRule = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    if udevRule {
      try Output.write(UdevRule.text)
      return
    }
    let findings = try findings()
    if json {
      try Output.json(findings)
    } else {
      for finding in findings { try show(finding) }
    }
    if findings.contains(where: { $0.severity == .blocking }) { throw ExitCode(3) }
  }

  private func findings() throws -> [Finding] {
    let project = Project()
    let rig = try project.rig(rig)
    var devices: [SerialDevice] = []
    if case .serial = rig.board {
      do throws(DiscoveryError) {
        devices = try UdevBus().serialDevices()
      } catch {
        throw RunError(.setup, error.description)
      }
    }
    return Doctor(
      machine: LinuxMachine(), devices: devices, rig: rig,
      image: BoardStarter.image(of: rig, project: project.folder)
    ).findings()
  }

  private func show(_ finding: Finding) throws(RunError) {
    let mark =
      switch finding.severity {
      case .good: "ok   "
      case .warning: "warn "
      case .blocking: "STOP "
      }
    try Output.line(SafeText.printable("\(mark) \(finding.subject): \(finding.statement)"))
    if let remedy = finding.remedy {
      try Output.line(SafeText.printable("        mend it: \(remedy)"))
    }
  }
}
