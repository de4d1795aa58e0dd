import Foundation
import Glibc
import Testing

@testable import SerialPort

/// The lock files that older programs know, for real.
struct DeviceLockTests {
  private let folder: String

  /// A device that every machine has, and whose name is a serial port's.
  private let device = "/dev/tty"

  init() throws {
    folder = NSTemporaryDirectory() + "/solerig-lock-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private var file: String { folder + "/LCK..tty" }

  private func write(_ text: String, age: TimeInterval = 0) throws {
    try Data(text.utf8).write(to: URL(filePath: file))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: file)
  }

  private func refusal() -> SerialError? {
    #expect(throws: SerialError.self) { _ = try DeviceLock.take(path: device, folder: folder) }
  }

  @Test func theLockHoldsThisProcessAndGoesWithIt() throws {
    let lock = try #require(try DeviceLock.take(path: device, folder: folder))
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.utf8.count == 11)
    #expect(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) == getpid())
    lock.release()
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func theLockOfALivingProcessIsHonoured() throws {
    try write("         1\n")
    guard case .busy(device, let holder?) = refusal() else {
      Issue.record("it was not busy")
      return
    }
    #expect(holder.processIdentifier == 1)
    #expect(FileManager.default.fileExists(atPath: file))
  }

  @Test func theLockOfADeadProcessIsReplaced() throws {
    // Above the largest number that Linux gives out.
    try write("  99999999\n")
    let lock = try #require(try DeviceLock.take(path: device, folder: folder))
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\(getpid())"))
    lock.release()
  }

  @Test func anEmptyLockIsHonouredOnlyWhileItIsNew() throws {
    try write("")
    #expect(refusal()?.errorNumber == EBUSY)
    try write("", age: 60)
    let lock = try #require(try DeviceLock.take(path: device, folder: folder))
    lock.release()
  }

  @Test func aFolderThatTakesNoLocksIsNoReasonToStop() throws {
    #expect(try DeviceLock.take(path: device, folder: folder + "/none") == nil)
    #expect(try DeviceLock.take(path: device, folder: nil) == nil)
  }

  @Test(arguments: ["/dev/null", "/dev/pts/0", "/dev/ttyNONE", "/etc/hostname"])
  func whatIsNoSerialDeviceHasNoLock(path: String) {
    #expect(DeviceLock.name(path) == nil)
  }
}
