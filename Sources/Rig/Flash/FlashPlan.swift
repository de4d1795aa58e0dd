package import BootWire
package import FirmwarePack

/// What is to be flashed, and how strictly.
package struct FlashPlan: Sendable {
  /// The image as it is sent: header, body, trailers.
  package var image: [UInt8]
  package var inspection: ImageInspection
  package var allowsDowngrade = false
  /// Whether an image is sent although it runs already.
  package var isForced = false
  /// Bits a second of the line.
  package var baud: UInt32
  /// How long the board may owe an answer, in milliseconds.
  package var answerMilliseconds: UInt32 = 2000

  /// Reads an image and holds against it what can be said without a board.
  package init(image: [UInt8], name: String, baud: UInt32) throws(FlashError) {
    do throws(PackError) {
      inspection = try ImageInspection(image, name: name)
    } catch {
      throw FlashError(.refused, "Flashing \(name) failed: \(error.cause).")
    }
    guard inspection.isHashRight else {
      throw FlashError(
        .refused,
        "Flashing \(name) failed: its SHA-256 is wrong, the file is damaged. Build it anew.")
    }
    guard inspection.byteCount <= image.count else {
      throw FlashError(.refused, "Flashing \(name) failed: it is cut.")
    }
    self.image = Array(image[..<inspection.byteCount])
    self.baud = baud
  }
}

/// How far a flash is.
package enum FlashProgress: Sendable, Equatable {
  case connecting
  case entering
  /// Bytes that the board has, of how many, and bytes a second so far.
  case sent(Int, of: Int, bytesPerSecond: Double)
  case restarting
}

/// How a flash went.
package struct FlashReport: Sendable, Equatable {
  /// Whether the board had the image already.
  package var wasSkipped = false
  package var byteCount = 0
  /// Bytes of the image that went over the line; fewer after a resumed upload.
  package var sentBytes = 0
  package var resumedAt = 0
  package var repeats = 0
  /// From the first piece to the board's last answer.
  package var uploadSeconds = 0.0
  /// Bytes of the image a second between the board's first answer and its last but one: what the line
  /// carried, without the board's own work before (erasing) and after (checking).
  package var lineBytesPerSecond = 0.0
  /// From the reset to the new image's identity.
  package var restartSeconds = 0.0
  /// Board, id and version that answered afterwards; nil for a board whose app is not ours.
  package var identity: String?

  package init() {}
}
