import FirmwarePack
import Foundation

func readFile(_ path: String) throws(PackError) -> [UInt8] {
  do {
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  } catch {
    throw PackError("read \(path)", error.localizedDescription)
  }
}

func writeFile(_ path: String, _ bytes: [UInt8]) throws(PackError) {
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw PackError("write \(path)", error.localizedDescription)
  }
}
