/// Which ports there are and who holds each, and what of that has changed between two looks.
package struct HolderWatch: Sendable {
  package struct Change: Sendable, Equatable {
    package let port: String
    /// nil: it is free now.
    package let holder: PortHolder?
  }

  private var holders: [String: PortHolder?] = [:]

  package init(ports: [String], holders: [String: PortHolder]) {
    for port in ports { add(port, heldBy: holders[port]) }
  }

  package var ports: [String] { holders.keys.sorted() }

  package mutating func add(_ port: String, heldBy holder: PortHolder?) {
    holders.updateValue(holder, forKey: port)
  }

  package mutating func remove(_ port: String) { holders.removeValue(forKey: port) }

  /// Takes who holds which port now; the changes, by port.
  package mutating func update(_ found: [String: PortHolder]) -> [Change] {
    ports.compactMap { port in
      guard let before = holders[port], before != found[port] else { return nil }
      add(port, heldBy: found[port])
      return Change(port: port, holder: found[port])
    }
  }
}
