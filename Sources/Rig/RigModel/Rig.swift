/// One bench: which board, how it is reached, and over what line.
///
/// A file in `rigs/`, named after the rig.
package struct Rig: Equatable, Sendable {
  /// What the command line calls it.
  package var name: String
  /// What the report calls it.
  package var title: String
  package var board: Board
  package var link: Link
  /// What stands between the rig and a virtual board; ideal where the file says nothing.
  package var cable: Cable
  /// How an image gets onto the board.
  package var flash: FlashWay
  /// How the chip is made to start anew where it does not listen.
  package var reset: ResetWay
  /// The file it was read from, as the caller named it.
  package var file: String

  package init(
    name: String, title: String, board: Board, link: Link = Link(), cable: Cable = Cable(),
    flash: FlashWay = .smp, reset: ResetWay = .bootloader, file: String = ""
  ) {
    self.name = name
    self.title = title
    self.board = board
    self.link = link
    self.cable = cable
    self.flash = flash
    self.reset = reset
    self.file = file
  }

  /// The port, as the rig opens and times it.
  package struct Link: Equatable, Sendable {
    /// Bits a second the port is opened with.
    package var baud: UInt32 = 115_200
    /// How long the board may owe an answer before it counts as lost; the contract's limit.
    package var answerTimeoutMilliseconds: UInt32 = 2000

    package init() {}
  }
}
