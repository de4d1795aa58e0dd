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

  private let sections: [ElfImage.Section]
  private let lines: [Line]

  init(
    _ elf: ElfImage, _ image: FlashImage, _ stack: StackBound, _ budgets: Budgets
  ) throws(ToolError) {
    sections = elf.sections.filter { $0.takesMemory && $0.byteCount > 0 }
    let bottom = try elf.value(of: "__stack_bottom")
    let top = try elf.value(of: "__stack_top")
    let handoff = try elf.value(of: "__forward_word")
    let memoryEnd: UInt32 = 0x2000_4000
    let stub = sections.first { $0.name == ".stub" }?.byteCount ?? 0
    let size = top - bottom
    lines = [
      Line(
        name: "slot 0", actual: UInt32(image.slot.count), limit: budgets.slotBytes, isFloor: false),
      Line(name: "stub", actual: stub, limit: budgets.stubBytes, isFloor: false),
      Line(
        name: "static memory", actual: handoff - top + (memoryEnd - handoff),
        limit: budgets.staticMemoryBytes, isFloor: false),
      Line(name: "stack", actual: size, limit: budgets.stackBytes, isFloor: true),
      Line(
        name: "stack left at its deepest", actual: size - min(size, stack.byteCount),
        limit: budgets.stackMarginBytes, isFloor: true),
    ]
  }

  var keepsBudgets: Bool { lines.allSatisfy(\.isKept) }

  /// The table as text.
  var text: String {
    var text = "  section      address    bytes\n"
    for section in sections {
      text += "  \(pad(section.name, 10)) \(hex(section.address)) \(right(section.byteCount, 8))\n"
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
