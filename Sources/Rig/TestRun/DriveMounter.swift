internal import Flash
internal import Foundation
internal import RigModel

/// Mounts drives that nobody has mounted.
protocol DriveMounter {
  /// The folder where the drive is now; nil where the drive has gone.
  ///
  /// - Parameter isReadOnly: whether nothing will be written. A mount for writing writes by itself,
  ///   and an interface that waits for the end of a copy then waits anew.
  func mount(_ device: String, isReadOnly: Bool) throws(FlashError) -> String?
  func unmount(_ device: String, _ folder: String)
}

/// By mount(8) for root, else by udisks, which lets users mount what is removable.
///
/// It is never interrupted in the middle: a drive would stay mounted. Its timeout bounds it.
struct SystemMounter: DriveMounter {
  let log: String

  private static let timeoutSeconds: UInt32 = 30

  private var isRoot: Bool { geteuid() == 0 }

  func mount(_ device: String, isReadOnly: Bool) throws(FlashError) -> String? {
    guard FileManager.default.fileExists(atPath: device) else { return nil }
    do throws(FlashError) {
      return isRoot
        ? try mountAsRoot(device, isReadOnly) : try mountByUdisks(device, isReadOnly)
    } catch {
      // It may have gone between the look and the mount.
      guard error.kind != .interrupted, !FileManager.default.fileExists(atPath: device) else {
        throw error
      }
      return nil
    }
  }

  func unmount(_ device: String, _ folder: String) {
    if isRoot {
      // Not lazily first: what was written has to be on the drive when this returns.
      let words = FileManager.default.fileExists(atPath: device) ? ["umount"] : ["umount", "-l"]
      if (try? run(words + [folder])) == nil { try? run(["umount", "-l", folder]) }
      rmdir(folder)
    } else {
      try? run(["udisksctl", "unmount", "--no-user-interaction", "-b", device])
    }
  }

  private func mountAsRoot(_ device: String, _ isReadOnly: Bool) throws(FlashError) -> String {
    var template = Array("/tmp/solerig-drive-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FlashError(
        .board,
        "Mounting \(device) failed: /tmp takes no folder (\(String(cString: strerror(errno)))).")
    }
    let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    do throws(FlashError) {
      let options = "nosuid,nodev,noexec" + (isReadOnly ? ",ro" : "")
      try run(["mount", "-t", "vfat", "-o", options, device, folder])
    } catch {
      rmdir(folder)
      throw error
    }
    return folder
  }

  private func mountByUdisks(
    _ device: String, _ isReadOnly: Bool
  ) throws(FlashError) -> String? {
    try run(
      ["udisksctl", "mount", "--no-user-interaction", "-b", device]
        + (isReadOnly ? ["-o", "ro"] : []))
    return MountedAt.folder(of: device)
  }

  private func run(_ words: [String]) throws(FlashError) {
    let tool = Rig.Tool(
      command: CommandTemplate(words: words.map { [.text($0)] }),
      timeoutSeconds: Self.timeoutSeconds)
    try ToolProcess(log: log, isInterrupted: { false }).run(
      tool, [:], "Mounting", said: { _ in })
  }
}

/// Where a device file is mounted, as /proc/self/mounts has it.
private enum MountedAt {
  static func folder(of device: String) -> String? {
    let table = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    let line = table.split(separator: "\n").first { $0.hasPrefix(device + " ") }
    return line?.split(separator: " ").dropFirst().first.map {
      $0.replacingOccurrences(of: "\\040", with: " ")
    }
  }
}
