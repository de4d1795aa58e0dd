import BootWire
import Foundation

/// Packs what the linker made into a flash image, and holds it against its budgets.
@main
enum FirmwareImage {
  private static let usage = """
    usage: FirmwareImage --elf FILE --budgets FILE --version MAJOR.MINOR.REVISION --output BASE

    Writes BASE.bin (the flash from address 0) and BASE.slot.bin (slot 0 alone), prints what the
    firmware takes, and exits 1 where that is over a budget. Example:
      FirmwareImage --elf SoleMicrobit --budgets scripts/firmware/budgets.json \\
        --version 0.1.0 --output .build/firmware/solerig-microbit

    """

  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      FileHandle.standardError.write(Data(usage.utf8))
      exit(64)
    }
    do throws(ToolError) {
      exit(try pack(options) ? 0 : 1)
    } catch {
      FileHandle.standardError.write(Data("FirmwareImage: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func pack(_ options: Options) throws(ToolError) -> Bool {
    let elf = try ElfImage(contentsOf: options.elf)
    let budgets = try Budgets(contentsOf: options.budgets)
    let image = try FlashImage(elf, version: options.version)
    let stack = try StackBound(elf)
    let report = try SizeReport(elf, image, stack, budgets)
    try writeFile(options.output + ".bin", image.merged)
    try writeFile(options.output + ".slot.bin", image.slot)
    print(report.text)
    print(stack.text)
    if !report.keepsBudgets {
      FileHandle.standardError.write(
        Data("FirmwareImage: over a budget of \(options.budgets)\n".utf8))
    }
    return report.keepsBudgets
  }
}
