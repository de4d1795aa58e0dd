import Foundation

/// Wireshark's command line, with the dissector of this project.
enum Tshark {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/tshark" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// A run that failed.
  struct Failure: Error {
    var status: Int32
    var output: String
  }

  /// The layers of every packet, as tshark's JSON has them.
  static func layers(_ capture: MinimalPcapng) throws -> [[String: Any]] {
    try layers(capture.bytes)
  }

  /// The layers of every packet of a file's bytes.
  static func layers(_ capture: [UInt8]) throws -> [[String: Any]] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "solerig-tshark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "vectors.pcapng")
    let output = folder.appending(path: "vectors.json")
    try Data(capture).write(to: file)
    try Data().write(to: output)

    let process = Process()
    process.executableURL = URL(filePath: path ?? "tshark")
    let script = Project.folder.appending(path: "protocols/wireshark/sole-link.lua").path
    process.arguments = [
      "-X", "lua_script:\(script)", "-r", file.path, "-T", "json", "--no-duplicate-keys",
    ]
    // Preferences of whoever runs this must not change what is shown.
    process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let json = try Data(contentsOf: output)
    guard process.terminationStatus == 0,
      let packets = try JSONSerialization.jsonObject(with: json) as? [[String: Any]]
    else {
      throw Failure(
        status: process.terminationStatus, output: String(decoding: json.prefix(500), as: UTF8.self)
      )
    }
    return packets.map {
      ($0["_source"] as? [String: Any])?["layers"] as? [String: Any] ?? [:]
    }
  }
}
