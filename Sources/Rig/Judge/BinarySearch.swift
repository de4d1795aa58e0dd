extension Array {
  /// Index of the first element for which a condition holds, or the count; those for which it does not all
  /// come before those for which it does.
  func firstIndexInOrder(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
