import FirmwarePack

/// What the firmware takes, by section and against its budgets.
struct SizeReport {
  private struct Line {
    let name: String
    let actual: UInt32
    let limit: UInt32
    /// Whether the limit is the least, not the most.
    let isFloor: Bool

    var isKept: Bool { isFloor ? actual >= limit : actual <= limit }
  }

  /// A program of the flash: what the linker made, and the depth of its stack.
  struct Program {
    let elf: ElfImage
    let stack: StackBound

    init(_ elf: ElfImage, _ stack: StackBound) {
      self.elf = elf
      self.stack = stack
    }
  }

  private let sections: [(program: String, section: ElfImage.Section)]
  private let lines: [Line]

  init(
    app: Program, bootloader: Program, _ image: FlashImage, _ budgets: Budgets
  ) throws(PackError) {
    var sections: [(program: String, section: ElfImage.Section)] = []
    for (name, program) in [("boot", bootloader), ("app", app)] {
      for section in program.elf.sections where section.takesMemory && section.byteCount > 0 {
        sections.append((name, section))
      }
    }
    self.sections = sections
    lines =
      [
        Line(
          name: "bootloader", actual: UInt32(image.bootloader.count),
          limit: budgets.bootloaderBytes, isFloor: false),
        Line(
          name: "slot 0", actual: UInt32(image.slot.count), limit: budgets.slotBytes,
          isFloor: false),
        Line(
          name: "gait engine: code", actual: app.elf.codeBytes(ofModule: "8SoleGait"),
          limit: budgets.gaitCodeBytes, isFloor: false),
      ] + (try Self.memory("boot", bootloader, budgets)) + (try Self.memory("app", app, budgets))
  }

  private static func memory(
    _ name: String, _ program: Program, _ budgets: Budgets
  ) throws(PackError) -> [Line] {
    let bottom = try program.elf.value(of: "__stack_bottom")
    let top = try program.elf.value(of: "__stack_top")
    let memoryEnd: UInt32 = 0x2000_4000
    let size = top - bottom
    return [
      Line(
        name: "\(name): static memory", actual: memoryEnd - top, limit: budgets.staticMemoryBytes,
        isFloor: false),
      Line(name: "\(name): stack", actual: size, limit: budgets.stackBytes, isFloor: true),
      Line(
        name: "\(name): stack left, deepest", actual: size - min(size, program.stack.byteCount),
        limit: budgets.stackMarginBytes, isFloor: true),
    ]
  }

  var keepsBudgets: Bool { lines.allSatisfy(\.isKept) }

  /// The table as text.
  var text: String {
    var text = "       section      address    bytes\n"
    for (program, section) in sections {
      text +=
        "  \(pad(program, 4)) \(pad(section.name, 10)) \(hex(section.address)) \(right(section.byteCount, 8))\n"
    }
    text += "\n  budget                        bytes       limit\n"
    for line in lines {
      text += "  \(pad(line.name, 26)) \(right(line.actual, 8)) "
      text += "\(line.isFloor ? "at least" : " at most") \(right(line.limit, 6))"
      text += line.isKept ? "\n" : "  EXCEEDED\n"
    }
    return text
  }
}

private func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

private func right(_ number: UInt32, _ width: Int) -> String {
  let text = String(number)
  return String(repeating: " ", count: max(0, width - text.count)) + text
}

func hex(_ number: UInt32) -> String {
  let digits = String(number, radix: 16)
  return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
}
