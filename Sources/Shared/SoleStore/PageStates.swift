/// What each page of the records is good for.
struct PageStates: Sendable {
  enum State: UInt8, Sendable {
    /// To be erased before it is of use.
    case dead
    case blank
    case live
    /// It did not become blank when it was erased.
    case bad
  }

  private var states = InlineArray<70, State>(repeating: .bad)
  private(set) var blanks: UInt32 = 0
  private(set) var deads: UInt32 = 0

  subscript(index: UInt32) -> State {
    mutating get { states[Int(index)] }
  }

  mutating func set(_ index: UInt32, _ state: State) {
    let before = states[Int(index)]
    if before == .blank { blanks -= 1 }
    if before == .dead { deads -= 1 }
    if state == .blank { blanks += 1 }
    if state == .dead { deads += 1 }
    states[Int(index)] = state
  }

  /// The first page of a state behind one, around the end: every page gets its turn, so all wear
  /// alike.
  mutating func next(_ state: State, behind index: UInt32, of pages: UInt32) -> UInt32? {
    for offset in 1...pages {
      let candidate = (index + offset) % pages
      if states[Int(candidate)] == state { return candidate }
    }
    return nil
  }
}
