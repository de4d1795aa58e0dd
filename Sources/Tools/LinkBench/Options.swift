/// What the benchmark was asked for.
struct Options {
  var isJSON = false
  var seconds = 2.0
  /// Where to write the stream instead of decoding it, for other decoders.
  var emitPath: String?

  static let usage = """
    LinkBench [--json] [--seconds S] [--emit FILE]
      decodes 100,000 frames with 48-byte payloads from memory, again and again
    """

  init?(_ arguments: some Sequence<String>) {
    var arguments = arguments.makeIterator()
    while let argument = arguments.next() {
      switch argument {
      case "--json": isJSON = true
      case "--seconds":
        guard let text = arguments.next(), let value = Double(text), value > 0 else { return nil }
        seconds = value
      case "--emit":
        guard let path = arguments.next() else { return nil }
        emitPath = path
      default: return nil
      }
    }
  }
}
