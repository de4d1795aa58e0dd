/// A stride's displacement, split by gravity as it was measured at its two ends.
struct StrideShape: Equatable, Sendable {
  let horizontalMillimetres: UInt32
  let verticalMillimetres: Int32

  /// Gravities are in 1/16 counts in the displacement's frame.
  init(displacement: Vector, from start: Vector, to end: Vector) {
    // 1/512 counts: nominally 4096 / 32 · 16; no part beyond 56 756, so three squares fit.
    let up = Vector(
      x: (start.x + end.x) >> 5, y: (start.y + end.y) >> 5, z: (start.z + end.z) >> 5)
    let length = max(squareRoot(StrideShape.square(up)), 1)
    let along =
      Int64(displacement.x) * Int64(up.x) + Int64(displacement.y) * Int64(up.y)
      + Int64(displacement.z) * Int64(up.z)
    verticalMillimetres = clamped(along / Int64(length), to: 60_000)
    let vertical = verticalMillimetres
    let flat = Vector(
      x: displacement.x - clamped(Int64(vertical) * Int64(up.x) / Int64(length), to: 30_000),
      y: displacement.y - clamped(Int64(vertical) * Int64(up.y) / Int64(length), to: 30_000),
      z: displacement.z - clamped(Int64(vertical) * Int64(up.z) / Int64(length), to: 30_000))
    // Longer than any stride is told as too long; within it three squares fit 32 bits.
    let bound = Vector(
      x: clamped(Int64(flat.x), to: 30_000), y: clamped(Int64(flat.y), to: 30_000),
      z: clamped(Int64(flat.z), to: 30_000))
    horizontalMillimetres = squareRoot(StrideShape.square(bound))
  }

  /// Long enough for a stride, short enough for a human one.
  var isStride: Bool { horizontalMillimetres >= 150 && horizontalMillimetres <= 8_000 }

  /// More than 80 mm up or down.
  var changesHeight: Bool { verticalMillimetres > 80 || verticalMillimetres < -80 }

  private static func square(_ vector: Vector) -> UInt32 {
    UInt32(bitPattern: vector.x * vector.x) + UInt32(bitPattern: vector.y * vector.y)
      + UInt32(bitPattern: vector.z * vector.z)
  }
}
