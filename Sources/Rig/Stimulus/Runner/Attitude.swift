import Foundation

/// How the shoe is turned: heading about z, then pitch (toe up positive), then roll about x.
///
/// The rotation from shoe to world is Rz(heading)·Ry(−pitch)·Rx(roll). Pitch stays within what a
/// foot does (−130° to +40°) and the formulas below need no division, so there is no singularity.
struct Attitude {
  var heading: Jet
  var pitch: Jet
  var roll: Jet

  /// A vector fixed in the shoe, seen in the world.
  func toWorld(_ vector: SIMD3<Double>) -> JetVector {
    let (x, y, z) = (Jet(vector.x), Jet(vector.y), Jet(vector.z))
    let (sineRoll, cosineRoll) = (roll.sine, roll.cosine)
    let rolledY = y * cosineRoll - z * sineRoll
    let rolledZ = y * sineRoll + z * cosineRoll
    let (sinePitch, cosinePitch) = (pitch.sine, pitch.cosine)
    let pitchedX = x * cosinePitch - rolledZ * sinePitch
    let pitchedZ = x * sinePitch + rolledZ * cosinePitch
    let (sineHeading, cosineHeading) = (heading.sine, heading.cosine)
    return JetVector(
      x: pitchedX * cosineHeading - rolledY * sineHeading,
      y: pitchedX * sineHeading + rolledY * cosineHeading,
      z: pitchedZ)
  }

  /// A world vector seen from the shoe.
  func toShoe(_ vector: SIMD3<Double>) -> SIMD3<Double> {
    let (sineHeading, cosineHeading) = (sin(heading.value), cos(heading.value))
    let (sinePitch, cosinePitch) = (sin(pitch.value), cos(pitch.value))
    let (sineRoll, cosineRoll) = (sin(roll.value), cos(roll.value))
    let ahead = vector.x * cosineHeading + vector.y * sineHeading
    let aside = vector.y * cosineHeading - vector.x * sineHeading
    let pitchedUp = vector.z * cosinePitch - ahead * sinePitch
    return SIMD3(
      ahead * cosinePitch + vector.z * sinePitch,
      aside * cosineRoll + pitchedUp * sineRoll,
      pitchedUp * cosineRoll - aside * sineRoll)
  }

  /// Angular rate in the shoe's axes, rad/s (Euler rates of the z-y-x sequence).
  var angularRate: SIMD3<Double> {
    let (sineRoll, cosineRoll) = (sin(roll.value), cos(roll.value))
    let (sinePitch, cosinePitch) = (sin(pitch.value), cos(pitch.value))
    return SIMD3(
      roll.rate + heading.rate * sinePitch,
      -pitch.rate * cosineRoll + heading.rate * cosinePitch * sineRoll,
      pitch.rate * sineRoll + heading.rate * cosinePitch * cosineRoll)
  }
}
