import FirmwarePack

/// Who calls whom, and how deep that goes.
struct CallGraph {
  struct Path {
    var byteCount: UInt32
    var chain: [(name: String, byteCount: UInt32)]
  }

  private let functions: [UInt32: ThumbFunction]
  private var known: [UInt32: Path] = [:]
  private var open: Set<UInt32> = []

  init(functions: [ThumbFunction]) {
    var known = Dictionary(functions.map { ($0.address, $0) }) { first, _ in first }
    for function in functions where function.callsPointer && function.pointers.isEmpty {
      known[function.address]?.takePointers(of: functions)
    }
    self.functions = known
  }

  /// The deepest chain of calls that starts at a function.
  mutating func deepest(from name: String) throws(PackError) -> Path {
    guard let function = functions.values.first(where: { $0.names.contains(name) }) else {
      throw PackError("bound the stack", "there is no function \(name)")
    }
    return try deepest(function)
  }

  private mutating func deepest(_ function: ThumbFunction) throws(PackError) -> Path {
    if let path = known[function.address] { return path }
    guard open.insert(function.address).inserted else {
      throw PackError("bound the stack", "\(function.name) calls itself, directly or by others")
    }
    if let problem = function.problem {
      throw PackError("bound the stack", "\(function.name) \(problem)")
    }
    var deepest = Path(byteCount: 0, chain: [])
    for callee in function.callees.sorted() {
      guard let next = functions[callee] else {
        throw PackError("bound the stack", "\(function.name) calls \(hex(callee)), no function")
      }
      let path = try self.deepest(next)
      if path.byteCount > deepest.byteCount { deepest = path }
    }
    open.remove(function.address)
    let own = (name: function.name, byteCount: function.frameBytes)
    let path = Path(
      byteCount: own.byteCount + deepest.byteCount, chain: [own] + deepest.chain)
    known[function.address] = path
    return path
  }
}
