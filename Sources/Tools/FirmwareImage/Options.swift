import BootWire

/// What the command line says; nil where it does not fit.
struct Options {
  let elf: String
  let bootloader: String
  let key: String
  let budgets: String
  let version: ImageVersion
  let output: String
  /// Whether the images leave the bench, for which the key that everyone has is none.
  let isShipped: Bool

  init?(_ arguments: [String]) {
    var values: [String: String] = [:]
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      values[name] = value
    }
    let numbers = (values["--version"] ?? "").split(separator: ".")
    guard values.count == 7, let elf = values["--elf"], let budgets = values["--budgets"],
      let bootloader = values["--bootloader"], let key = values["--key"],
      let output = values["--output"], let ship = values["--ship"], ["yes", "no"].contains(ship),
      numbers.count == 3, let major = UInt8(numbers[0]),
      let minor = UInt8(numbers[1]), let revision = UInt16(numbers[2])
    else { return nil }
    self.elf = elf
    self.bootloader = bootloader
    self.key = key
    self.budgets = budgets
    self.output = output
    isShipped = ship == "yes"
    version = ImageVersion(major: major, minor: minor, revision: revision)
  }
}
