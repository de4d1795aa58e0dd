package import BootWire
package import FirmwarePack
internal import SoleLink

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
  /// The board's number in the sole link's contract, as whoever flashes names it; nil for any.
  package var board: UInt8?
  /// The id that the chip has to have; nil where any will do.
  package var uniqueID: UInt64?
  /// How long the board may be silent while it owes an answer, in milliseconds: less than the 2 s
  /// within which a failure is to be known.
  package var answerMilliseconds: UInt32 = 1800
  /// How long a board that is not ours may work on its flash without a sign, in milliseconds: it may
  /// erase a whole slot at once, or hash it.
  package var foreignWorkMilliseconds: UInt32 = 10_000
  /// How long a board that is not ours may take from its reset until it lists the image, in
  /// milliseconds, where its bootloader has it to install: it may swap two slots page by page.
  package var foreignInstallMilliseconds: UInt32 = 60_000
  /// How long such a board is left alone after its reset, in milliseconds: whoever speaks SMP while
  /// MCUboot waits for that, or while a driver starts, would keep the app from it.
  package var foreignStartMilliseconds: UInt32 = 2000

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

extension FlashPlan {
  /// Makes sure that an image speaks this program's contract; `name` is what an error calls it.
  package static func checkContract(
    of target: ImageTarget, _ name: String
  ) throws(FlashError) {
    guard target.contract == Wire.contractHash else {
      throw FlashError(
        .refused,
        """
        Flashing failed: \(name) was built with contract 0x\(String(target.contract, radix: 16)), this \
        solerig speaks 0x\(String(Wire.contractHash, radix: 16)). Nothing was sent. Build both from \
        the same protocols/sole-link.yaml.
        """)
    }
  }

  /// What someone should know of the image.
  var notes: [String] {
    var notes: [String] = []
    if inspection.isDevelopmentSigned {
      notes.append("the image is signed \(ImageInspection.developmentText)")
    }
    if inspection.hasDependencies {
      notes.append("the image depends on others, which this bootloader does not look at")
    }
    return notes
  }
}

/// How far a flash is.
package enum FlashProgress: Sendable, Equatable {
  case connecting
  case entering
  /// Bytes that the board has, of how many, and bytes a second so far.
  case sent(Int, of: Int, bytesPerSecond: Double)
  case restarting
  /// That many bytes are being copied onto the board's drive.
  case copying(Int)
  /// The board's interface writes the chip; its drive is away meanwhile.
  case settling
  /// Another program is at work, and said this last.
  case tool(String)
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
  /// What our bootloader said of itself; nil where it was not asked, or is another's.
  package var bootloader: BootloaderFacts?
  /// What someone should know of image or board, though it is no failure: a sentence each.
  package var notes: [String] = []

  package init() {}
}
