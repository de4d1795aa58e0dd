/// The shoe's ringing after a contact.
struct RingShape {
  var hertz: Double
  var duration: Double
  /// Metres forward, aside and up; radians in pitch and roll.
  var forward: Double
  var aside: Double
  var up: Double
  var pitch: Double
  var roll: Double
}
