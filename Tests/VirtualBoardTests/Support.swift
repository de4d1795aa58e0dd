import Glibc
import RigModel
import SerialPort
import Testing

@testable import VirtualBoard

/// Whether QEMU is here; without it its tests are skipped, visibly.
let hasQEMU = ChipCommand.find("qemu-system-arm") != nil

/// A folder for a test's files, gone with it; of a test that is killed, with the next board.
final class TestFolder {
  let path: String

  init() {
    var template = Array("/tmp/solerig-board-of-\(getpid())-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["image.bin", "image.elf", "line"] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let file = fopen("\(path)/\(name)", "w")
    precondition(file != nil)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    return "\(path)/\(name)"
  }
}

extension SerialPort {
  /// Reads exactly that many bytes; a test that waits longer than 20 s has hung.
  func readExactly(_ count: Int) throws(SerialError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while bytes.count < count {
      guard try wait(for: .readable, timeoutNanoseconds: 20_000_000_000) else {
        throw .timedOut(.read, path: path, afterNanoseconds: 20_000_000_000)
      }
      let read = try read(into: &buffer)
      bytes += buffer.prefix(read)
    }
    return bytes
  }
}

/// A board that runs a program in QEMU.
func startQEMU(
  _ program: [UInt8], mode: VirtualBoardConfiguration.Mode = .wall, uniqueID: UInt64 = 0,
  cable: CableSettings = .ideal
) throws -> VirtualBoard {
  let folder = TestFolder()
  let image = folder.write("image.bin", program)
  let configuration = VirtualBoardConfiguration(
    backend: .qemu(image: image, mode: mode, uniqueID: uniqueID), cable: cable)
  // The board has the image in its memory when start returns: the folder may go.
  defer { withExtendedLifetime(folder) {} }
  return try VirtualBoard.start(configuration)
}
