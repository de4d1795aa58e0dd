extension Rig {
  /// What to look for among the serial ports that udev sees.
  package struct Search: Equatable, Sendable {
    /// What has to hold, all of it, in the file's order.
    package var properties: [Wish]
    /// Whether any of several that fit will do: the first that is free.
    package var takesAny: Bool

    /// A udev property, and patterns of the shell of which its value has to match one.
    package struct Wish: Equatable, Sendable {
      package var name: String
      package var globs: [String]

      package init(_ name: String, _ globs: [String]) {
        self.name = name
        self.globs = globs
      }
    }

    package init(_ properties: [Wish], takesAny: Bool = false) {
      self.properties = properties
      self.takesAny = takesAny
    }
  }
}
