/// One function of the chip's code.
struct ThumbFunction {
  let address: UInt32
  let names: [String]
  /// What it takes of the stack.
  var frameBytes: UInt32 = 0
  var callees: Set<UInt32> = []
  /// Whether it calls through a register, and the functions whose addresses it makes.
  var callsPointer = false
  var pointers: Set<UInt32> = []
  /// Why nothing can be said of it.
  var problem: String?

  /// Adds what its callers may hand it, where it calls through a pointer that it was given: the
  /// compiler merges functions that differ in a callee only, and hands that over.
  mutating func takePointers(of functions: [ThumbFunction]) {
    for caller in functions where caller.callees.contains(address) {
      callees.formUnion(caller.pointers)
    }
    callees.remove(address)
    if callees.isEmpty { problem = "calls through a pointer, and no caller makes one" }
  }

  var name: String { names.first ?? hex(address) }
}
