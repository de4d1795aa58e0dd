extension BinaryInteger {
  /// `1 frame`, `3 frames`; what does not take an s says so.
  func counting(_ one: String, _ many: String? = nil) -> String {
    "\(self) " + (self == 1 ? one : many ?? one + "s")
  }
}
