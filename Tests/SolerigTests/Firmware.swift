import Foundation

/// Images of the chip's firmware, as `scripts/firmware/build` leaves them.
enum Firmware {
  static let isPresent = isPresent(nil)
  /// What `solerig profile` runs, as `scripts/firmware/build-profile` leaves it.
  static let profile = Solerig.project + "/.build/firmware/solerig-profile.elf"
  static let elf = Solerig.project + "/.build/firmware/solerig-microbit.elf"

  /// - Parameter flavour: the kind of build; nil is the release.
  static func image(_ flavour: String?) -> String {
    let name = flavour.map { "solerig-microbit-\($0).bin" } ?? "solerig-microbit.bin"
    return Solerig.project + "/.build/firmware/" + name
  }

  static func isPresent(_ flavour: String?) -> Bool {
    FileManager.default.fileExists(atPath: image(flavour))
  }
}

/// Recordings, which are no part of the project.
enum Recordings {
  static let folder =
    ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"]
    ?? Solerig.project + "/../shared/data"

  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(name).csv")
  }
}
