import BootWire
import FirmwarePack
import Foundation

/// Packs what the linker made into a flash image, and holds it against its budgets.
@main
enum FirmwareImage {
  private static let usage = """
    usage: FirmwareImage --elf FILE --bootloader FILE --key FILE --budgets FILE \\
        --version MAJOR.MINOR.REVISION --ship yes|no --output BASE

    Writes BASE.bin (the flash from address 0: bootloader and app), the same as BASE.hex (Intel HEX),
    and BASE.slot.bin (the app's image alone, signed with the key), prints what the firmware takes, and exits 1 where that is over a
    budget.

    """

  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      FileHandle.standardError.write(Data(usage.utf8))
      exit(64)
    }
    do throws(PackError) {
      exit(try pack(options) ? 0 : 1)
    } catch {
      FileHandle.standardError.write(Data("FirmwareImage: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func pack(_ options: Options) throws(PackError) -> Bool {
    let elf = try ElfImage(readFile(options.elf), name: options.elf)
    let bootloader = try ElfImage(readFile(options.bootloader), name: options.bootloader)
    let budgets = try Budgets(contentsOf: options.budgets)
    let key = try SigningKey(contentsOf: options.key)
    if options.isShipped, key.isDevelopment {
      throw PackError(
        "make images to ship",
        "\(options.key) is the development key, which everyone has; give --key one of your own, "
          + "which `imgtool keygen -t ed25519` makes")
    }
    let image = try FlashImage(
      app: elf, bootloader: bootloader, version: options.version, key: key)
    let stack = try StackBound(elf)
    let bootStack = try StackBound(bootloader, interrupts: [], fault: nil)
    let report = try SizeReport(
      app: .init(elf, stack), bootloader: .init(bootloader, bootStack), image, budgets)
    try writeFile(options.output + ".bin", image.merged)
    let hex = IntelHex(segments: [.init(address: 0, bytes: image.merged)])
    try writeFile(options.output + ".hex", hex.text)
    try writeFile(options.output + ".slot.bin", image.slot)
    print(report.text)
    if key.isDevelopment { print("image and bootloader: \(ImageInspection.developmentText)\n") }
    print("bootloader,", bootStack.text, "\n  app,", stack.text)
    if !report.keepsBudgets {
      FileHandle.standardError.write(
        Data("FirmwareImage: over a budget of \(options.budgets)\n".utf8))
    }
    return report.keepsBudgets
  }
}
