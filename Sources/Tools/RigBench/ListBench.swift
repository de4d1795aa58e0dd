import Foundation

/// How long `solerig list` takes with twenty devices, on a /sys, /dev and /run/udev that are made up.
///
/// They are folders, bound over the real ones in a mount namespace of the program's own: libudev and
/// the program make the system calls that they make on any machine, and nothing stands between.
/// umockdev would triple them.
struct ListBench {
  struct Result: Codable {
    /// Of the whole process, the median of the runs.
    var milliseconds: Double
    /// The same program's `--version`, in the same place.
    var startMilliseconds: Double
    /// Descriptors that other processes had open: each is looked at for who holds a port.
    var openDescriptors: Int
  }

  static let wantedMilliseconds = 20.0
  private static let devices = 20

  private enum Failure: Error {
    case missing(String)
    case ended(Int32, String)
  }

  let program: String
  let python: String

  func run() throws -> Result {
    for path in ["/usr/bin/unshare", python]
    where !FileManager.default.isExecutableFile(atPath: path) {
      throw Failure.missing(path)
    }
    let root = FileManager.default.temporaryDirectory.appending(path: "solerig-list-\(getpid())")
    defer { try? FileManager.default.removeItem(at: root) }
    try makeDevices(in: root)
    return Result(
      milliseconds: try milliseconds("list", root),
      startMilliseconds: try milliseconds("--version", root),
      openDescriptors: Self.openDescriptors)
  }

  private func milliseconds(_ word: String, _ root: URL) throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/unshare")
    process.arguments =
      (geteuid() == 0 ? [] : ["--map-root-user"])
      + [
        "--mount", "sh", "-ec", Self.mounts, "sh", root.path, python, "-c", Self.clock, program,
        word,
      ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard process.terminationStatus == 0, let time = Double(text) else {
      throw Failure.ended(process.terminationStatus, text)
    }
    return time
  }

  /// libudev asks whether /sys is the kernel's own, unless it is told not to.
  private static let mounts = """
    root=$1; shift
    mkdir -p /run/udev
    mount --bind "$root/sys" /sys
    mount --bind "$root/run/udev" /run/udev
    mount --bind "$root/dev" /dev
    SYSTEMD_DEVICE_VERIFY_SYSFS=0 exec "$@"
    """

  /// Runs a command thirty-one times, and prints the median in milliseconds. Its output goes to a pipe:
  /// there is no /dev/null there.
  private static let clock = """
    import subprocess, sys, time
    times = []
    for _ in range(31):
        start = time.monotonic()
        found = subprocess.run(sys.argv[1:], check=True, stdout=subprocess.PIPE, stdin=subprocess.PIPE)
        times.append(time.monotonic() - start)
    assert sys.argv[2] != "list" or found.stdout.count(b"fits rig microbit-v1") == 20, found.stdout
    print(sorted(times)[15] * 1000)
    """

  private static var openDescriptors: Int {
    let files = FileManager.default
    let processes =
      (try? files.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
    return processes.reduce(0) { count, process in
      count + ((try? files.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?.count ?? 0)
    }
  }

  // MARK: - The devices

  private func makeDevices(in root: URL) throws {
    for folder in ["sys/class/tty", "dev", "run/udev/data"] {
      try FileManager.default.createDirectory(
        at: root.appending(path: folder), withIntermediateDirectories: true)
    }
    try add("devices/usb1", "bus/usb", "DEVTYPE=usb_device\n", root)
    for number in 0..<Self.devices {
      let device = "devices/usb1/1-\(number)"
      let interface = "\(device)/1-\(number):1.0"
      let port = "\(interface)/tty/ttyACM\(number)"
      try add(device, "bus/usb", "DEVTYPE=usb_device\n", root)
      try add(interface, "bus/usb", "DEVTYPE=usb_interface\n", root)
      try add(port, "class/tty", "MAJOR=166\nMINOR=\(number)\nDEVNAME=ttyACM\(number)\n", root)
      try FileManager.default.createSymbolicLink(
        atPath: root.appending(path: "sys/class/tty/ttyACM\(number)").path,
        withDestinationPath: "../../" + port)
      try write("", root.appending(path: "dev/ttyACM\(number)"))
      try write(
        """
        S:serial/by-id/usb-9900\(number)
        I:1
        E:ID_VENDOR_ID=0d28
        E:ID_MODEL_ID=0204
        E:ID_SERIAL_SHORT=9900\(number)
        E:ID_USB_INTERFACE_NUM=00
        E:ID_PATH=usb-0:\(number)
        V:1

        """, root.appending(path: "run/udev/data/c166:\(number)"))
    }
  }

  private func add(_ path: String, _ subsystem: String, _ uevent: String, _ root: URL) throws {
    let folder = root.appending(path: "sys").appending(path: path)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(uevent, folder.appending(path: "uevent"))
    let up = String(repeating: "../", count: path.split(separator: "/").count)
    try FileManager.default.createSymbolicLink(
      atPath: folder.appending(path: "subsystem").path, withDestinationPath: up + subsystem)
  }

  private func write(_ text: String, _ file: URL) throws { try Data(text.utf8).write(to: file) }
}
