internal import CLinux
internal import Discovery
internal import Flash
internal import Foundation
internal import Wording

/// The drive beside a board's port, found anew at every look: used where it is mounted, else mounted
/// for as long as it is needed.
final class MountedDrive: BoardDrive {
  private let bus: any DeviceBus
  private let device: () -> SerialDevice
  private let mounter: any DriveMounter

  /// Longer texts are none that an interface writes.
  private static let textBytes = 4096
  /// What a desktop takes to have a drive mounted.
  private static let settleMicroseconds: UInt32 = 500_000
  private var hasWritten = false

  /// - Parameter device: the board's port, as it is known now.
  init(bus: any DeviceBus, mounter: any DriveMounter, device: @escaping () -> SerialDevice) {
    self.bus = bus
    self.mounter = mounter
    self.device = device
  }

  func look() throws(FlashError) -> DriveMachine.Look {
    let volumes = try volumes()
    var seen = DriveMachine.Look.nothing
    for volume in volumes {
      let found: DriveMachine.Look?
      do throws(FlashError) {
        found = try with(volume, isReadOnly: true) { Self.look(in: $0) }
      } catch {
        // An interface takes the medium out while it writes its chip, and a desktop may have
        // mounted the drive just now: a later look tells more.
        guard error.kind != .interrupted else { throw error }
        found = DriveMachine.Look(isThere: false, obstacle: error.description)
      }
      guard let look = found else { continue }
      // Of several drives the one that is an interface's counts.
      if look.details != nil { return look }
      if look.isThere || !seen.isThere { seen = look }
    }
    return seen
  }

  func copy(_ bytes: [UInt8], as name: String) throws(FlashError) -> Bool {
    do throws(FlashError) {
      return try copyOnce(bytes, as: name)
    } catch {
      // A desktop's mount was faster, or one of a look is left: nothing was written yet.
      guard error.kind != .interrupted, !hasWritten else { throw error }
      usleep(Self.settleMicroseconds)
      return try copyOnce(bytes, as: name)
    }
  }

  private func copyOnce(_ bytes: [UInt8], as name: String) throws(FlashError) -> Bool {
    for volume in try volumes() {
      let outcome = try with(volume, isReadOnly: false) { folder in
        Self.look(in: folder).details == nil
          ? nil : Self.write(bytes, to: "\(folder)/\(name)")
      }
      guard let outcome = outcome ?? nil else { continue }
      switch outcome {
      case .whole: return false
      case .cut: return true
      case .readOnly:
        if let folder = volume.mountPoint { mounter.unmount(volume.devicePath, folder) }
        throw FlashError(
          .board,
          "Copying to the board's drive \(volume.devicePath) failed: it is mounted read-only. "
            + "Unmount it and try again.")
      case .failed(let cause):
        hasWritten = true
        throw FlashError(
          .board, "Copying to the board's drive \(volume.devicePath) failed: \(cause).")
      }
    }
    return true
  }

  private func volumes() throws(FlashError) -> [StorageVolume] {
    do throws(DiscoveryError) {
      return try bus.volumes(beside: device())
    } catch {
      throw FlashError(.board, error.description)
    }
  }

  /// Does something with a volume's folder; nil where it went before it could be mounted.
  private func with<Result>(
    _ volume: StorageVolume, isReadOnly: Bool, _ body: (String) -> Result
  ) throws(FlashError) -> Result? {
    if let folder = volume.mountPoint { return body(folder) }
    guard let folder = try mounter.mount(volume.devicePath, isReadOnly: isReadOnly)
    else { return nil }
    defer { mounter.unmount(volume.devicePath, folder) }
    return body(folder)
  }

  private static func look(in folder: String) -> DriveMachine.Look {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return .nothing
    }
    func text(_ name: String) -> String? {
      guard let found = names.first(where: { $0.uppercased() == name }),
        let file = FileHandle(forReadingAtPath: "\(folder)/\(found)"),
        let data = try? file.read(upToCount: textBytes)
      else { return nil }
      try? file.close()
      return String(decoding: data, as: UTF8.self)
    }
    func words(_ name: String) -> String? {
      text(name).map { text in
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.isEmpty }
        return SafeText.printable(lines.joined(separator: " "))
      }
    }
    return DriveMachine.Look(
      isThere: true, details: text("DETAILS.TXT").map { DriveDetails(parsing: $0) },
      failure: words("FAIL.TXT"), assertion: words("ASSERT.TXT"))
  }

  private enum Outcome {
    case whole, cut, readOnly
    case failed(String)
  }

  /// Writes a file through to the drive. An interface takes it as it comes, and may well be gone
  /// before the last of it is acknowledged.
  private static func write(_ bytes: [UInt8], to path: String) -> Outcome {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { return outcome(errno) }
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress! + done, $0.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return outcome(errno) }
      done += count
    }
    guard fsync(file) == 0, clinux_syncfs(file) == 0 else { return outcome(errno) }
    return .whole
  }

  private static func outcome(_ errno: CInt) -> Outcome {
    switch errno {
    case EROFS: .readOnly
    case EIO, ENODEV, ENXIO, ENOENT, ENOMEDIUM, ESHUTDOWN: .cut
    default: .failed(String(cString: strerror(errno)))
    }
  }
}
