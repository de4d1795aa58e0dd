// What the rig knows of its own time, and of the line's.

extension RigEvent {
  /// From here on the rig looks at its port at least so often, until the next such event or the end
  /// of the case; where it could not, `host_late` tells so. 0 ends the promise.
  package struct HostWatch: Codable, Equatable, Sendable {
    package var everyNanoseconds: UInt64

    package init(everyNanoseconds: UInt64) { self.everyNanoseconds = everyNanoseconds }
  }

  /// The rig did not look at its port for this long, until the event's own time: stopped, or waiting
  /// for a processor. What it read right after that may have come at any time within.
  ///
  /// Where that happens too often to be told each time, one event tells of several, and spans them all.
  package struct HostLate: Codable, Equatable, Sendable {
    package var nanoseconds: UInt64
    /// nil for one stretch without a look.
    package var several: Several?

    package init(nanoseconds: UInt64, several: Several? = nil) {
      self.nanoseconds = nanoseconds
      self.several = several
    }

    /// Stretches without a look, with looks between them.
    package struct Several: Codable, Equatable, Sendable {
      package var count: UInt32
      package var longestNanoseconds: UInt64
      /// Sum of what each lasted beyond what was promised.
      package var missedNanoseconds: UInt64

      package init(count: UInt32 = 0, longestNanoseconds: UInt64 = 0, missedNanoseconds: UInt64 = 0)
      {
        self.count = count
        self.longestNanoseconds = longestNanoseconds
        self.missedNanoseconds = missedNanoseconds
      }
    }
  }

  /// How far after their deadlines frames of samples went to the port, in their order.
  package struct Pacing: Codable, Equatable, Sendable {
    package var session: UInt32
    /// Samples that the rig kept ahead of the chip's own timer.
    package var leadSamples: Int
    /// One for each frame, in microseconds; those that the credit held back are `heldBack`.
    package var lateMicroseconds: [Int32]
    /// Frames that were due and had to wait for the chip's credit.
    package var heldBack: Int

    package init(
      session: UInt32, leadSamples: Int, lateMicroseconds: [Int32], heldBack: Int
    ) {
      self.session = session
      self.leadSamples = leadSamples
      self.lateMicroseconds = lateMicroseconds
      self.heldBack = heldBack
    }
  }

  /// The rig begins to measure the line: the exchanges up to `link_measured` are for that alone.
  package struct LinkMeasuring: Codable, Equatable, Sendable {
    /// The finest budget that is held on the host's clock, and whose it is.
    package var finestBudgetMilliseconds: Double
    package var finestBudget: String

    package init(finestBudgetMilliseconds: Double, finestBudget: String) {
      self.finestBudgetMilliseconds = finestBudgetMilliseconds
      self.finestBudget = finestBudget
    }
  }

  /// The line has been measured, and the rig goes on or not.
  package struct LinkMeasured: Codable, Equatable, Sendable {
    package enum Decision: String, Codable, Sendable {
      /// The line resolves every budget.
      case sufficient
      /// It does not, and whoever runs the suite wants it run all the same.
      case accepted
      /// It does not, and is measured once more.
      case repeated
      /// It does not, and nothing was run.
      case refused
    }

    package var decision: Decision

    package init(decision: Decision) { self.decision = decision }
  }
}
