import FirmwarePack

/// The deepest the stack can get, from the machine code: what each function takes, and whom it
/// calls.
///
/// Every function of the chip has a frame of fixed size, so the bound holds as long as nothing calls
/// itself, and nothing is called through a pointer that came from elsewhere; both are errors here.
/// Encodings: ARMv6-M Architecture Reference Manual, A6.7.
struct StackBound {
  /// The bound, in bytes: the main program, and an interrupt of each priority on top.
  let byteCount: UInt32
  /// The functions of the deepest chain, with what each takes.
  let chain: [(name: String, byteCount: UInt32)]

  /// What an exception pushes, with the word that may align it.
  private static let exceptionFrameBytes: UInt32 = 36

  /// - Parameters:
  ///   - interrupts: handlers that may come on top of the main program and of each other.
  ///   - fault: the handler that starts over at the top of the stack; nil for a program without.
  init(
    _ elf: ElfImage,
    interrupts: [String] = ["microbit_uart0_interrupt", "microbit_timer0_interrupt"],
    fault: String? = "microbit_fault"
  ) throws(PackError) {
    var graph = CallGraph(functions: try ThumbCode(elf).functions)
    let main = try graph.deepest(from: "microbit_reset")
    var total = main.byteCount
    for interrupt in interrupts {
      total += try graph.deepest(from: interrupt).byteCount + Self.exceptionFrameBytes
    }
    // A fault starts over at the top of the stack, so it comes beside the rest, not on top.
    let last = try fault.map { name throws(PackError) in try graph.deepest(from: name) }
    byteCount = max(total, last?.byteCount ?? 0)
    chain = byteCount == total ? main.chain : last?.chain ?? []
  }

  /// The chain as text.
  var text: String {
    var text = "  the stack at its deepest: \(byteCount) bytes, interrupts included\n"
    for function in chain {
      text += "    \(function.byteCount)\t\(function.name)\n"
    }
    return text
  }
}
