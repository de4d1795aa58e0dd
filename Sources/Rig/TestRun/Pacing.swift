internal import Capture
internal import SoleLink
internal import Stimulus

/// The pacing of one case: when its frames are due, and how well that was kept.
struct Pacing {
  private let session: UInt32
  private let rateHertz: Int
  /// nil until the chip has told how much it holds.
  private var plan: PacingPlan?
  private var bufferSamples = 0
  /// When the next frame is due, once that is settled: it stays, whatever is learned meanwhile.
  private(set) var due: UInt64?
  private var lateMicroseconds: [Int32] = []
  private var heldBack = 0

  /// Frames that are told of at a time.
  static let framesPerRecord = 100

  init(session: UInt32, rateHertz: UInt16) {
    self.session = session
    self.rateHertz = Int(rateHertz)
  }

  /// Learns from a credit how far the chip has come. The first of a session, which comes before any
  /// sample, tells what the chip holds.
  mutating func learn(_ credit: Wire.Credit, at now: UInt64) {
    guard plan != nil else {
      bufferSamples = Int(credit.freeSlots)
      if bufferSamples > 0 {
        plan = PacingPlan(rateHertz: rateHertz, bufferSamples: bufferSamples)
      }
      return
    }
    // What it holds has not had its turn. Of gaps between those nothing is known: with them the chip
    // seems farther than it is, and the rig sends sooner than it has to.
    plan?.learn(turn: Int(credit.nextIndex) + Int(credit.freeSlots) - bufferSamples, at: now)
  }

  /// Whether a frame that ends before sample `end` may go now.
  mutating func allows(end: Int, at now: UInt64) -> Bool {
    guard let plan, plan.isAnchored else { return true }
    if due == nil { due = plan.deadline(end: end) }
    return due.map { now >= $0 } ?? true
  }

  /// Takes note that the frame at hand goes, the credit for which came at a time: where that was after
  /// it was due, it is not the rig that was late.
  mutating func sends(creditedAt credited: UInt64, at now: UInt64) -> RigEvent? {
    if let due, credited > due {
      heldBack += 1
    } else if let due {
      lateMicroseconds.append(Int32(clamping: (now - min(now, due)) / 1000))
    }
    due = nil
    return lateMicroseconds.count >= Self.framesPerRecord ? takeRecord() : nil
  }

  /// What was not told yet.
  mutating func takeRecord() -> RigEvent? {
    guard let plan, !lateMicroseconds.isEmpty || heldBack > 0 else { return nil }
    defer {
      lateMicroseconds = []
      heldBack = 0
    }
    return .pacing(
      .init(
        session: session, leadSamples: plan.leadSamples, lateMicroseconds: lateMicroseconds,
        heldBack: heldBack))
  }
}
