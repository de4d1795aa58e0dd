/// Another program's command line, word by word, with places for what only a run knows.
///
/// No shell reads it: a word stays one word, whatever is filled in.
package struct CommandTemplate: Equatable, Sendable {
  /// What is filled in, written `{image}` in a rig file.
  package enum Placeholder: String, CaseIterable, Sendable {
    /// The image's file, absolute.
    case image
    /// The serial number of the USB device.
    case serial
    /// The serial port, such as /dev/ttyACM0.
    case port
  }

  package enum Piece: Equatable, Sendable {
    case text(String)
    case value(Placeholder)
  }

  /// What a word is put together of.
  package let words: [[Piece]]

  package init(words: [[Piece]]) { self.words = words }

  package var placeholders: Set<Placeholder> {
    Set(
      words.joined().compactMap { piece in
        if case .value(let placeholder) = piece { placeholder } else { nil }
      })
  }

  /// The command line; a value that was not given is left empty.
  package func filled(_ values: [Placeholder: String]) -> [String] {
    words.map { word in
      word.map { piece in
        switch piece {
        case .text(let text): text
        case .value(let placeholder): values[placeholder] ?? ""
        }
      }.joined()
    }
  }

  /// Why a word is none.
  package enum Fault: Error, Equatable {
    case unknown(String)
    case loneBrace
  }

  /// Takes a word apart: `{name}` is a place, `{{` and `}}` are braces.
  package static func pieces(of word: String) throws(Fault) -> [Piece] {
    var pieces: [Piece] = []
    var text = ""
    var rest = word[...]
    while let character = rest.popFirst() {
      guard character == "{" || character == "}" else {
        text.append(character)
        continue
      }
      if rest.first == character {
        text.append(rest.removeFirst())
        continue
      }
      guard character == "{", let end = rest.firstIndex(of: "}") else { throw .loneBrace }
      let name = String(rest[..<end])
      guard let placeholder = Placeholder(rawValue: name) else { throw .unknown(name) }
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
      pieces.append(.value(placeholder))
      rest = rest[rest.index(after: end)...]
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    return pieces
  }
}
