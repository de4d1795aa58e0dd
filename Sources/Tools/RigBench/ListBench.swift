import Foundation

/// How long `solerig list` takes with twenty devices, which umockdev makes up.
struct ListBench {
  struct Result: Codable {
    /// Of the whole process, the median of the runs; umockdev's own share is in it.
    var milliseconds: Double
    /// The same program's `--version`, under umockdev too.
    var startMilliseconds: Double
  }

  static let wantedMilliseconds = 20.0
  private static let devices = 20

  private enum Failure: Error {
    case missing(String)
    case ended(Int32)
  }

  let program: String
  let python: String

  func run() throws -> Result {
    let umockdev = "/usr/bin/umockdev-run"
    for path in [umockdev, python] where !FileManager.default.isExecutableFile(atPath: path) {
      throw Failure.missing(path)
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "solerig-list-\(getpid())")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(description.utf8).write(to: file)
    func milliseconds(_ word: String) throws -> Double {
      let process = Process()
      process.executableURL = URL(filePath: umockdev)
      process.arguments = ["--device", file.path, "--", python, "-c", Self.clock, program, word]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let data = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      let text = String(decoding: data, as: UTF8.self).trimmingCharacters(
        in: .whitespacesAndNewlines)
      guard process.terminationStatus == 0, let time = Double(text) else {
        throw Failure.ended(process.terminationStatus)
      }
      return time
    }
    return Result(
      milliseconds: try milliseconds("list"), startMilliseconds: try milliseconds("--version"))
  }

  /// Runs a command fifteen times, and prints the median in milliseconds.
  private static let clock = """
    import subprocess, sys, time
    times = []
    for _ in range(15):
        start = time.monotonic()
        subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
        times.append(time.monotonic() - start)
    print(sorted(times)[7] * 1000)
    """

  private var description: String {
    var text = "P: /devices/usb1\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\n\n"
    for number in 0..<Self.devices {
      let device = "/devices/usb1/1-\(number)"
      text += "P: \(device)\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\n\n"
      text += "P: \(device)/1-\(number):1.0\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n\n"
      text += """
        P: \(device)/1-\(number):1.0/tty/ttyACM\(number)
        N: ttyACM\(number)
        E: SUBSYSTEM=tty
        E: DEVNAME=/dev/ttyACM\(number)
        E: ID_VENDOR_ID=0d28
        E: ID_MODEL_ID=0204
        E: ID_SERIAL_SHORT=9900\(number)
        E: ID_USB_INTERFACE_NUM=00
        E: ID_PATH=usb-0:\(number)


        """
    }
    return text
  }
}
