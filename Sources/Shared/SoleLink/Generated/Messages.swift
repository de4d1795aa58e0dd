// Generated from protocols/sole-link.yaml by scripts/generate; do not edit.
// swift-format-ignore-file

/// The messages, records and enumerations of the wire contract.
public enum Wire {
  /// First eight bytes of the SHA-256 of the contract.
  public static let contractHash: UInt64 = 0x041599fe60527c85
  /// Most samples a frame can hold.
  public static let samplesPerFrame = 20
  /// Milliseconds of silence after which a chip that owes an answer is lost.
  public static let answerMilliseconds = 2000
}

extension Wire {
  /// What kind of board the image runs on.
  public enum Board: UInt8, CaseIterable, Sendable {
    /// BBC micro:bit v1, nRF51822.
    case microbitV1 = 1
    /// BBC micro:bit v2, nRF52833.
    case microbitV2 = 2
    /// A host process.
    case native = 3
  }
}

extension Wire {
  /// What kind of build an image is. Only a release may be shipped.
  public enum Flavour: UInt8, CaseIterable, Sendable {
    /// The product.
    case release = 0
    /// The product, with the waits of real flash.
    case hardwareLike = 1
    /// Wrong on purpose, to prove the rig.
    case knownBad = 2
  }
}

extension Wire {
  /// Why the chip started last.
  public enum ResetReason: UInt8, CaseIterable, Sendable {
    /// Power came, or the chip can't tell.
    case powerOn = 0
    /// The reset pin.
    case pin = 1
    /// The watchdog was not fed.
    case watchdog = 2
    /// It was asked to, or it reset itself.
    case software = 3
    /// A fault within a fault.
    case lockup = 4
    /// A fault, told in a panic frame.
    case panic = 5
  }
}

extension Wire {
  /// Which foot wears the shoe.
  public enum Side: UInt8, CaseIterable, Sendable {
    /// Left foot.
    case left = 0
    /// Right foot.
    case right = 1
  }
}

extension Wire {
  /// What paces the consumption of samples.
  public enum SampleClock: UInt8, CaseIterable, Sendable {
    /// Sample i is consumed at t0 + i / rate by the chip's own timer.
    case realTime = 0
    /// A sample is consumed when it arrives.
    case asFastAsPossible = 1
  }
}

extension Wire {
  /// What the runner does.
  public enum Activity: UInt8, CaseIterable, Sendable {
    /// Standing.
    case still = 0
    /// Walking.
    case walk = 1
    /// Running.
    case run = 2
  }
}

extension Wire {
  /// Which part of the foot meets the ground first, by the strike angle (Mo 2023).
  public enum Strike: UInt8, CaseIterable, Sendable {
    /// No contact was found.
    case unknown = 0
    /// More than 7.4°.
    case rearfoot = 1
    /// From -0.8° to 7.4°.
    case midfoot = 2
    /// Less than -0.8°.
    case forefoot = 3
  }
}

extension Wire {
  /// What became of a request.
  public enum Result: UInt8, CaseIterable, Sendable {
    /// It was carried out.
    case done = 0
    /// The rig speaks another contract.
    case wrongContract = 1
    /// A field is outside its range.
    case invalidValue = 2
    /// It does not fit what the chip is doing.
    case wrongState = 3
    /// This image can't do it.
    case unsupported = 4
    /// There is no such record.
    case notFound = 5
  }
}

extension Wire {
  /// What happened to samples that the engine did not get in order and on time.
  public enum SampleFaultKind: UInt8, CaseIterable, Sendable {
    /// Indices that never arrived.
    case skipped = 0
    /// Indices that arrived after their turn; dropped.
    case late = 1
    /// Samples sent without credit; dropped.
    case overflow = 2
    /// Real time: the tick came before the sample.
    case underrun = 3
  }
}

extension Wire {
  /// How much a log line matters.
  public enum LogLevel: UInt8, CaseIterable, Sendable {
    /// Worth knowing.
    case info = 0
    /// Something is not as it should be.
    case warning = 1
    /// Something failed.
    case error = 2
  }
}

extension Wire {
  /// Which runs the chip keeps.
  public enum Recording: UInt8, CaseIterable, Sendable {
    /// None.
    case nothing = 0
    /// Each session, from start to stop.
    case bySession = 1
    /// From 10 s of running on until 60 s of standing, or the stop.
    case byItself = 2
  }
}

extension Wire {
  /// What gives way when only records are left that nobody has fetched.
  public enum WhenFull: UInt8, CaseIterable, Sendable {
    /// The run under way: the rest of it is not kept.
    case keepOldest = 0
    /// The oldest record.
    case overwriteOldest = 1
  }
}

extension Wire {
  /// What a split is.
  public enum Units: UInt8, CaseIterable, Sendable {
    /// 1000 m.
    case metric = 0
    /// 1609.344 m.
    case imperial = 1
  }
}

extension Wire {
  /// What the chip tells the runner, and gives advice on (shoe.md has the rules).
  public enum FeedbackKind: UInt8, CaseIterable, Sendable {
    /// Cadence is low for the speed; 1/10 steps/min.
    case cadenceLow = 0
    /// The foot lands far ahead of the body; mm.
    case overstriding = 1
    /// The foot lands hard; 1/100 g.
    case heavyImpact = 2
    /// The heel comes first at speed; 1/10 °.
    case heelStrike = 3
    /// The foot rolls in far; 1/10 °.
    case excessPronation = 4
    /// Stride times spread more than they did: what one shoe can see of a limp; 1/10 %.
    case rhythmUneven = 5
    /// Contact is longer than it was at the same speed; 1/10 %.
    case fatigueContact = 6
    /// Cadence is lower than it was at the same speed; 1/10 %.
    case fatigueCadence = 7
  }
}

extension Wire {
  /// What was reached. `number` and `value` of a progress event mean what its kind says.
  public enum ProgressKind: UInt8, CaseIterable, Sendable {
    /// A km or mile is full; number: which, from 1; value: its time in ms.
    case split = 0
    /// The fastest 400 m of this session so far; value: its time in ms.
    case best400M = 1
    /// The fastest 1000 m; value: its time in ms.
    case best1Km = 2
    /// The fastest 5000 m; value: its time in ms.
    case best5Km = 3
    /// 5000 m in one session; number: 1 where the shoe never had it before; value: its time in ms.
    case milestone5Km = 4
    /// 10000 m; the same.
    case milestone10Km = 5
    /// 21097.5 m; the same.
    case milestoneHalfMarathon = 6
    /// Farther than any session before; value: the longest before in mm.
    case longestRun = 7
    /// Number: 25, 50, 75, 100 % of the goal; value: s in strides.
    case goalTime = 8
    /// Number: as before; value: m.
    case goalDistance = 9
    /// Number: as before; value: kcal.
    case goalCalories = 10
    /// Number: as before; value: steps.
    case goalSteps = 11
    /// A sprint has ended; number: which, from 1; value: its top speed in mm/s.
    case sprint = 12
  }
}

extension Wire {
  /// What happened to the record of a run.
  public enum RecordEventKind: UInt8, CaseIterable, Sendable {
    /// The run is kept from here on.
    case begun = 0
    /// Its summary is written.
    case ended = 1
    /// There is no room: the rest of the run is not kept.
    case full = 2
  }
}

extension Wire {
  /// What is summed up.
  public enum TotalsScope: UInt8, CaseIterable, Sendable {
    /// This session, or the last.
    case session = 0
    /// All sessions of this chip.
    case lifetime = 1
  }
}

extension Wire {
  /// Whose byte layout a phone payload has.
  public enum PhoneService: UInt8, CaseIterable, Sendable {
    /// BLE RSC measurement, 0x2A53.
    case runningSpeedAndCadence = 0
    /// BLE RSC feature, 0x2A54.
    case runningFeature = 1
    /// BLE sensor location, 0x2A5D.
    case sensorLocation = 2
    /// ANT+ stride-based speed and distance, data page 1.
    case stridePage1 = 3
    /// ANT+ stride-based speed and distance, data page 2.
    case stridePage2 = 4
  }
}

extension Wire {
  /// Why a stride's values are not to be trusted; no bit set is a good stride.
  public struct StrideQuality: OptionSet, Sendable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Samples were lost within the stride.
    public static let samplesLost = Self(rawValue: 1 << 0)
    /// The gyro reached the end of its range.
    public static let gyroClipped = Self(rawValue: 1 << 1)
    /// The accelerometer reached the end of its range.
    public static let accelerometerClipped = Self(rawValue: 1 << 2)
    /// The stride began from standing.
    public static let fromStanding = Self(rawValue: 1 << 3)
    /// The stride ended in standing.
    public static let toStanding = Self(rawValue: 1 << 4)
    /// The foot ended clearly higher or lower than it began.
    public static let changedHeight = Self(rawValue: 1 << 5)
    /// No ground contact was found: times are from midstance to midstance.
    public static let noContact = Self(rawValue: 1 << 6)
    /// No toe-off was found, or not the contact before it.
    public static let noToeOff = Self(rawValue: 1 << 7)
    /// The foot came down turned by more than 20° against how it stood.
    public static let turned = Self(rawValue: 1 << 8)
    /// Shorter than 0.3 m or slower than 0.25 m/s: shuffling, jumping.
    public static let onTheSpot = Self(rawValue: 1 << 9)
  }
}

extension Wire {
  /// What the chip tells beyond strides and summaries.
  public struct Reports: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The session's totals, for every second of sample time and at its end.
    public static let totals = Self(rawValue: 1 << 0)
    /// Splits, bests, milestones, goals, sprints.
    public static let progress = Self(rawValue: 1 << 1)
    /// BLE payloads, for every second of sample time.
    public static let runningSpeedAndCadence = Self(rawValue: 1 << 2)
    /// ANT+ payloads, for every second of sample time.
    public static let strideBasedSpeedAndDistance = Self(rawValue: 1 << 3)
  }
}

extension Wire {
  /// Which rules of form the chip holds the runner to.
  public struct FeedbackRules: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Each bit is the feedback_kind of its number.
    public static let cadenceLow = Self(rawValue: 1 << 0)
    /// 
    public static let overstriding = Self(rawValue: 1 << 1)
    /// 
    public static let heavyImpact = Self(rawValue: 1 << 2)
    /// 
    public static let heelStrike = Self(rawValue: 1 << 3)
    /// 
    public static let excessPronation = Self(rawValue: 1 << 4)
    /// 
    public static let rhythmUneven = Self(rawValue: 1 << 5)
    /// 
    public static let fatigueContact = Self(rawValue: 1 << 6)
    /// 
    public static let fatigueCadence = Self(rawValue: 1 << 7)
  }
}

extension Wire {
  /// How a kept record is.
  public struct RecordState: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// It is being written.
    public static let open = Self(rawValue: 1 << 0)
    /// It has no summary: the chip was stopped, or the store was full.
    public static let cut = Self(rawValue: 1 << 1)
    /// A host said that it has it: it may be overwritten.
    public static let fetched = Self(rawValue: 1 << 2)
    /// Pages are missing; they read as ones.
    public static let damaged = Self(rawValue: 1 << 3)
  }
}

extension Wire {
  /// One reading of the IMU. x forward (toe), y to the left, z up.
  public struct Sample: Equatable, Sendable {
    /// Forward. Unit: 1/2048 g.
    public var accelerationX: Int16
    /// To the left. Unit: 1/2048 g.
    public var accelerationY: Int16
    /// Up. Unit: 1/2048 g.
    public var accelerationZ: Int16
    /// Roll. Unit: 10/164 °/s.
    public var angularRateX: Int16
    /// Pitch. Unit: 10/164 °/s.
    public var angularRateY: Int16
    /// Yaw. Unit: 10/164 °/s.
    public var angularRateZ: Int16
    /// Length on the wire, in bytes.
    public static let byteCount = 12
    public init(
      accelerationX: Int16 = 0,
      accelerationY: Int16 = 0,
      accelerationZ: Int16 = 0,
      angularRateX: Int16 = 0,
      angularRateY: Int16 = 0,
      angularRateZ: Int16 = 0
    ) {
      self.accelerationX = accelerationX
      self.accelerationY = accelerationY
      self.accelerationZ = accelerationZ
      self.angularRateX = angularRateX
      self.angularRateY = angularRateY
      self.angularRateZ = angularRateZ
    }
    init(_ bytes: RawSpan, at start: Int) {
      accelerationX = bytes.int16(at: start + 0)
      accelerationY = bytes.int16(at: start + 2)
      accelerationZ = bytes.int16(at: start + 4)
      angularRateX = bytes.int16(at: start + 6)
      angularRateY = bytes.int16(at: start + 8)
      angularRateZ = bytes.int16(at: start + 10)
    }
    func encode(into writer: inout PayloadWriter) {
      writer.append(accelerationX)
      writer.append(accelerationY)
      writer.append(accelerationZ)
      writer.append(angularRateX)
      writer.append(angularRateY)
      writer.append(angularRateZ)
    }
  }

  /// Up to 20 records, one after the other.
  public struct SampleList: Equatable, Sendable {
    private var storage = InlineArray<20, Sample>(repeating: Sample())
    /// How many there are.
    public private(set) var count = 0
    public init() {}
    init?(_ bytes: RawSpan, from start: Int) {
      let length = bytes.byteCount - start
      guard length > 0, length % Sample.byteCount == 0 else { return nil }
      guard length / Sample.byteCount <= 20 else { return nil }
      count = length / Sample.byteCount
      for index in 0..<count {
        storage[index] = Sample(bytes, at: start + index * Sample.byteCount)
      }
    }
    public subscript(index: Int) -> Sample {
      precondition(index < count)
      return storage[index]
    }
    /// Adds a record, as long as a frame has room; tells whether it had.
    @discardableResult
    public mutating func append(_ element: Sample) -> Bool {
      guard count < 20 else { return false }
      storage[count] = element
      count += 1
      return true
    }
    func encode(into writer: inout PayloadWriter) {
      for index in 0..<count { storage[index].encode(into: &writer) }
    }
    public static func == (left: Self, right: Self) -> Bool {
      guard left.count == right.count else { return false }
      for index in 0..<left.count where left[index] != right[index] { return false }
      return true
    }
  }
}

extension Wire {
  /// Begins a conversation. The chip answers with identity whatever the hash; to one of another contract it answers configure and start with wrong_contract.
  public struct Hello: WirePayload {
    public static var type: UInt8 { 0x01 }
    /// The contract the rig speaks.
    public var contractHash: UInt64
    public init(
      contractHash: UInt64 = 0
    ) {
      self.contractHash = contractHash
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 8 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      contractHash = payload.uint64(at: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(contractHash)
    }
  }
}

extension Wire {
  /// Sets what the engine needs to know. Only between sessions; acknowledged.
  public struct Configure: WirePayload {
    public static var type: UInt8 { 0x02 }
    /// Rate of the samples to come. Unit: Hz.
    public var sampleRate: UInt16
    /// Which shoe.
    public var side: Wire.Side
    /// Hip to floor. Unit: mm.
    public var legLength: UInt16
    /// Quaternion that turns sensor axes into shoe axes; all four 0: find it. Unit: 1/16384 1.
    public var mountingW: Int16
    /// Unit: 1/16384 1.
    public var mountingX: Int16
    /// Unit: 1/16384 1.
    public var mountingY: Int16
    /// Unit: 1/16384 1.
    public var mountingZ: Int16
    /// What stride lengths are multiplied with, 0.8 to 1.25: true over told distance; kept until power is lost; 0 leaves what the chip keeps. Unit: 1/10000 1.
    public var calibration: UInt16
    /// Which runs are kept.
    public var recording: Wire.Recording
    /// What one entry of a record is of; 0: a stride. Unit: s.
    public var recordInterval: UInt8
    /// What gives way to a run.
    public var whenFull: Wire.WhenFull
    /// Of the splits.
    public var units: Wire.Units
    /// What is told.
    public var reports: Wire.Reports
    /// Which rules of form are on, in feedback and advice.
    public var feedback: Wire.FeedbackRules
    /// Shortest time between two feedbacks of a kind; 0: 30 s. Unit: s.
    public var feedbackInterval: UInt8
    /// 20 to 250 kg; 0: not told, then no calories are counted. Unit: 1/10 kg.
    public var bodyMass: UInt16
    /// In strides, of one session; 0, here and below: no such goal. Unit: s.
    public var goalTime: UInt32
    /// Unit: m.
    public var goalDistance: UInt32
    /// Unit: kcal.
    public var goalCalories: UInt16
    /// Unit: steps.
    public var goalSteps: UInt32
    /// Lowest cadence in a run; 0, here and below: the rule's own (shoe.md). Unit: 1/10 steps/min.
    public var cadenceLimit: UInt16
    /// How far ahead the foot may land, of leg_length. Unit: %.
    public var overstrideLimit: UInt8
    /// Highest impact in a run. Unit: 1/100 g.
    public var impactLimit: UInt16
    /// Speed from which the heel should not come first. Unit: mm/s.
    public var heelStrikeSpeed: UInt16
    /// How far the foot may roll in. Unit: 1/10 °.
    public var pronationLimit: UInt16
    /// From which it is a sprint. Unit: mm/s.
    public var sprintSpeed: UInt16
    public init(
      sampleRate: UInt16 = 0,
      side: Wire.Side = .left,
      legLength: UInt16 = 0,
      mountingW: Int16 = 0,
      mountingX: Int16 = 0,
      mountingY: Int16 = 0,
      mountingZ: Int16 = 0,
      calibration: UInt16 = 0,
      recording: Wire.Recording = .nothing,
      recordInterval: UInt8 = 0,
      whenFull: Wire.WhenFull = .keepOldest,
      units: Wire.Units = .metric,
      reports: Wire.Reports = [],
      feedback: Wire.FeedbackRules = [],
      feedbackInterval: UInt8 = 0,
      bodyMass: UInt16 = 0,
      goalTime: UInt32 = 0,
      goalDistance: UInt32 = 0,
      goalCalories: UInt16 = 0,
      goalSteps: UInt32 = 0,
      cadenceLimit: UInt16 = 0,
      overstrideLimit: UInt8 = 0,
      impactLimit: UInt16 = 0,
      heelStrikeSpeed: UInt16 = 0,
      pronationLimit: UInt16 = 0,
      sprintSpeed: UInt16 = 0
    ) {
      self.sampleRate = sampleRate
      self.side = side
      self.legLength = legLength
      self.mountingW = mountingW
      self.mountingX = mountingX
      self.mountingY = mountingY
      self.mountingZ = mountingZ
      self.calibration = calibration
      self.recording = recording
      self.recordInterval = recordInterval
      self.whenFull = whenFull
      self.units = units
      self.reports = reports
      self.feedback = feedback
      self.feedbackInterval = feedbackInterval
      self.bodyMass = bodyMass
      self.goalTime = goalTime
      self.goalDistance = goalDistance
      self.goalCalories = goalCalories
      self.goalSteps = goalSteps
      self.cadenceLimit = cadenceLimit
      self.overstrideLimit = overstrideLimit
      self.impactLimit = impactLimit
      self.heelStrikeSpeed = heelStrikeSpeed
      self.pronationLimit = pronationLimit
      self.sprintSpeed = sprintSpeed
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 49 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sampleRate = payload.uint16(at: 0)
      guard let side = Wire.Side(rawValue: payload.uint8(at: 2)) else {
        throw .invalidValue(type: Self.type, offset: 2)
      }
      self.side = side
      legLength = payload.uint16(at: 3)
      mountingW = payload.int16(at: 5)
      mountingX = payload.int16(at: 7)
      mountingY = payload.int16(at: 9)
      mountingZ = payload.int16(at: 11)
      calibration = payload.uint16(at: 13)
      guard let recording = Wire.Recording(rawValue: payload.uint8(at: 15)) else {
        throw .invalidValue(type: Self.type, offset: 15)
      }
      self.recording = recording
      recordInterval = payload.uint8(at: 16)
      guard let whenFull = Wire.WhenFull(rawValue: payload.uint8(at: 17)) else {
        throw .invalidValue(type: Self.type, offset: 17)
      }
      self.whenFull = whenFull
      guard let units = Wire.Units(rawValue: payload.uint8(at: 18)) else {
        throw .invalidValue(type: Self.type, offset: 18)
      }
      self.units = units
      reports = Wire.Reports(rawValue: payload.uint8(at: 19))
      feedback = Wire.FeedbackRules(rawValue: payload.uint8(at: 20))
      feedbackInterval = payload.uint8(at: 21)
      bodyMass = payload.uint16(at: 22)
      goalTime = payload.uint32(at: 24)
      goalDistance = payload.uint32(at: 28)
      goalCalories = payload.uint16(at: 32)
      goalSteps = payload.uint32(at: 34)
      cadenceLimit = payload.uint16(at: 38)
      overstrideLimit = payload.uint8(at: 40)
      impactLimit = payload.uint16(at: 41)
      heelStrikeSpeed = payload.uint16(at: 43)
      pronationLimit = payload.uint16(at: 45)
      sprintSpeed = payload.uint16(at: 47)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sampleRate)
      writer.append(side.rawValue)
      writer.append(legLength)
      writer.append(mountingW)
      writer.append(mountingX)
      writer.append(mountingY)
      writer.append(mountingZ)
      writer.append(calibration)
      writer.append(recording.rawValue)
      writer.append(recordInterval)
      writer.append(whenFull.rawValue)
      writer.append(units.rawValue)
      writer.append(reports.rawValue)
      writer.append(feedback.rawValue)
      writer.append(feedbackInterval)
      writer.append(bodyMass)
      writer.append(goalTime)
      writer.append(goalDistance)
      writer.append(goalCalories)
      writer.append(goalSteps)
      writer.append(cadenceLimit)
      writer.append(overstrideLimit)
      writer.append(impactLimit)
      writer.append(heelStrikeSpeed)
      writer.append(pronationLimit)
      writer.append(sprintSpeed)
    }
  }
}

extension Wire {
  /// Starts a session at sample 0; acknowledged. The same session number again is the same request.
  public struct Start: WirePayload {
    public static var type: UInt8 { 0x03 }
    /// Chosen by the rig.
    public var session: UInt32
    /// What paces the samples.
    public var clock: Wire.SampleClock
    public init(
      session: UInt32 = 0,
      clock: Wire.SampleClock = .realTime
    ) {
      self.session = session
      self.clock = clock
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 5 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      session = payload.uint32(at: 0)
      guard let clock = Wire.SampleClock(rawValue: payload.uint8(at: 4)) else {
        throw .invalidValue(type: Self.type, offset: 4)
      }
      self.clock = clock
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(session)
      writer.append(clock.rawValue)
    }
  }
}

extension Wire {
  /// Ends the session once every sample before the end is consumed or known to be lost; then a last summary, a status and the acknowledgement.
  public struct Stop: WirePayload {
    public static var type: UInt8 { 0x04 }
    /// Which session.
    public var session: UInt32
    /// How many samples the session had. Unit: samples.
    public var endIndex: UInt32
    public init(
      session: UInt32 = 0,
      endIndex: UInt32 = 0
    ) {
      self.session = session
      self.endIndex = endIndex
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 8 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      session = payload.uint32(at: 0)
      endIndex = payload.uint32(at: 4)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(session)
      writer.append(endIndex)
    }
  }
}

extension Wire {
  /// Consecutive samples, within the credit given.
  public struct Samples: WirePayload {
    public static var type: UInt8 { 0x05 }
    /// Index of the first. Unit: samples.
    public var firstIndex: UInt32
    /// 1 to 20 of them.
    public var samples: Wire.SampleList
    public init(
      firstIndex: UInt32 = 0,
      samples: Wire.SampleList = Wire.SampleList()
    ) {
      self.firstIndex = firstIndex
      self.samples = samples
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard 4...248 ~= payload.byteCount else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      firstIndex = payload.uint32(at: 0)
      guard let samples = Wire.SampleList(payload, from: 4) else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      self.samples = samples
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(firstIndex)
      samples.encode(into: &writer)
    }
  }
}

extension Wire {
  /// Asks for the device's clock.
  public struct TimeSync: WirePayload {
    public static var type: UInt8 { 0x06 }
    /// Number of the exchange.
    public var exchange: UInt32
    public init(
      exchange: UInt32 = 0
    ) {
      self.exchange = exchange
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 4 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      exchange = payload.uint32(at: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(exchange)
    }
  }
}

extension Wire {
  /// Asks for a status.
  public struct StatusQuery: WirePayload {
    public static var type: UInt8 { 0x07 }
    public init() {}
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 0 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
    }
    public func encode(into writer: inout PayloadWriter) {
    }
  }
}

extension Wire {
  /// Asks for a piece of a kept record (session-record.md has its layout). Answered by record_chunk, which is shorter where the record ends; by an acknowledgement, not_found, where there is none.
  public struct RecordRead: WirePayload {
    public static var type: UInt8 { 0x08 }
    /// Number of the record.
    public var record: UInt32
    /// Where in it. Unit: bytes.
    public var offset: UInt32
    /// How much. Unit: bytes.
    public var length: UInt16
    public init(
      record: UInt32 = 0,
      offset: UInt32 = 0,
      length: UInt16 = 0
    ) {
      self.record = record
      self.offset = offset
      self.length = length
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 10 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      record = payload.uint32(at: 0)
      offset = payload.uint32(at: 4)
      length = payload.uint16(at: 8)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(record)
      writer.append(offset)
      writer.append(length)
    }
  }
}

extension Wire {
  /// Erases kept records up to one. Only between sessions; acknowledged once it is done, which may take 1.7 s.
  public struct RecordErase: WirePayload {
    public static var type: UInt8 { 0x09 }
    /// Number of the last record to erase.
    public var record: UInt32
    public init(
      record: UInt32 = 0
    ) {
      self.record = record
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 4 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      record = payload.uint32(at: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(record)
    }
  }
}

extension Wire {
  /// Asks for the same bytes back.
  public struct Loopback: WirePayload {
    public static var type: UInt8 { 0x0A }
    /// Any bytes.
    public var data: PayloadBytes<248>
    public init(
      data: PayloadBytes<248> = PayloadBytes<248>()
    ) {
      self.data = data
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard 0...248 ~= payload.byteCount else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      data = PayloadBytes<248>(payload, from: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      data.encode(into: &writer)
    }
  }
}

extension Wire {
  /// Restarts the chip, after an acknowledgement.
  public struct Reset: WirePayload {
    public static var type: UInt8 { 0x0B }
    public init() {}
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 0 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
    }
    public func encode(into writer: inout PayloadWriter) {
    }
  }
}

extension Wire {
  /// Restarts the chip into its bootloader, after an acknowledgement.
  public struct EnterBootloader: WirePayload {
    public static var type: UInt8 { 0x0C }
    public init() {}
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 0 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
    }
    public func encode(into writer: inout PayloadWriter) {
    }
  }
}

extension Wire {
  /// Asks for the oldest kept record whose number is not below one. Answered by record_info; by an acknowledgement, not_found, where there is none.
  public struct RecordQuery: WirePayload {
    public static var type: UInt8 { 0x0D }
    /// Lowest number wanted; 0 is below all.
    public var record: UInt32
    public init(
      record: UInt32 = 0
    ) {
      self.record = record
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 4 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      record = payload.uint32(at: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(record)
    }
  }
}

extension Wire {
  /// Says that a record was read whole and may be overwritten; acknowledged.
  public struct RecordFetched: WirePayload {
    public static var type: UInt8 { 0x0E }
    /// Number of the record.
    public var record: UInt32
    public init(
      record: UInt32 = 0
    ) {
      self.record = record
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 4 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      record = payload.uint32(at: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(record)
    }
  }
}

extension Wire {
  /// Asks for totals. Answered by two totals, of the session and of the lifetime.
  public struct TotalsQuery: WirePayload {
    public static var type: UInt8 { 0x0F }
    public init() {}
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 0 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
    }
    public func encode(into writer: inout PayloadWriter) {
    }
  }
}

extension Wire {
  /// Who is there. Sent after every start of the chip, and as the answer to hello.
  public struct Identity: WirePayload {
    public static var type: UInt8 { 0x81 }
    /// The contract the image was built with.
    public var contractHash: UInt64
    /// This chip, and no other.
    public var uniqueId: UInt64
    /// Its kind.
    public var board: Wire.Board
    /// The kind of build.
    public var flavour: Wire.Flavour
    /// Why it started last.
    public var resetReason: Wire.ResetReason
    /// Firmware version.
    public var versionMajor: UInt8
    ///
    public var versionMinor: UInt8
    ///
    public var versionRevision: UInt16
    /// Starts since power came, as far as the chip can tell.
    public var boots: UInt32
    /// Depth of its sample buffer. Unit: samples.
    public var bufferSamples: UInt16
    /// What it keeps to multiply stride lengths with. Unit: 1/10000 1.
    public var calibration: UInt16
    /// SHA-256 of the image, from its trailer; zeros: none.
    public var imageHash: FixedBytes<32>
    public init(
      contractHash: UInt64 = 0,
      uniqueId: UInt64 = 0,
      board: Wire.Board = .microbitV1,
      flavour: Wire.Flavour = .release,
      resetReason: Wire.ResetReason = .powerOn,
      versionMajor: UInt8 = 0,
      versionMinor: UInt8 = 0,
      versionRevision: UInt16 = 0,
      boots: UInt32 = 0,
      bufferSamples: UInt16 = 0,
      calibration: UInt16 = 0,
      imageHash: FixedBytes<32> = FixedBytes<32>()
    ) {
      self.contractHash = contractHash
      self.uniqueId = uniqueId
      self.board = board
      self.flavour = flavour
      self.resetReason = resetReason
      self.versionMajor = versionMajor
      self.versionMinor = versionMinor
      self.versionRevision = versionRevision
      self.boots = boots
      self.bufferSamples = bufferSamples
      self.calibration = calibration
      self.imageHash = imageHash
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 63 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      contractHash = payload.uint64(at: 0)
      uniqueId = payload.uint64(at: 8)
      guard let board = Wire.Board(rawValue: payload.uint8(at: 16)) else {
        throw .invalidValue(type: Self.type, offset: 16)
      }
      self.board = board
      guard let flavour = Wire.Flavour(rawValue: payload.uint8(at: 17)) else {
        throw .invalidValue(type: Self.type, offset: 17)
      }
      self.flavour = flavour
      guard let resetReason = Wire.ResetReason(rawValue: payload.uint8(at: 18)) else {
        throw .invalidValue(type: Self.type, offset: 18)
      }
      self.resetReason = resetReason
      versionMajor = payload.uint8(at: 19)
      versionMinor = payload.uint8(at: 20)
      versionRevision = payload.uint16(at: 21)
      boots = payload.uint32(at: 23)
      bufferSamples = payload.uint16(at: 27)
      calibration = payload.uint16(at: 29)
      imageHash = FixedBytes(payload, at: 31)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(contractHash)
      writer.append(uniqueId)
      writer.append(board.rawValue)
      writer.append(flavour.rawValue)
      writer.append(resetReason.rawValue)
      writer.append(versionMajor)
      writer.append(versionMinor)
      writer.append(versionRevision)
      writer.append(boots)
      writer.append(bufferSamples)
      writer.append(calibration)
      imageHash.encode(into: &writer)
    }
  }
}

extension Wire {
  /// How far the rig may send.
  public struct Credit: WirePayload {
    public static var type: UInt8 { 0x82 }
    /// The next index wanted. Unit: samples.
    public var nextIndex: UInt32
    /// How many may follow from there. Unit: samples.
    public var freeSlots: UInt16
    /// How many the engine has had. Unit: samples.
    public var consumed: UInt32
    /// Real time: ticks without a sample, this session.
    public var underruns: UInt32
    public init(
      nextIndex: UInt32 = 0,
      freeSlots: UInt16 = 0,
      consumed: UInt32 = 0,
      underruns: UInt32 = 0
    ) {
      self.nextIndex = nextIndex
      self.freeSlots = freeSlots
      self.consumed = consumed
      self.underruns = underruns
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 14 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      nextIndex = payload.uint32(at: 0)
      freeSlots = payload.uint16(at: 4)
      consumed = payload.uint32(at: 6)
      underruns = payload.uint32(at: 10)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(nextIndex)
      writer.append(freeSlots)
      writer.append(consumed)
      writer.append(underruns)
    }
  }
}

extension Wire {
  /// One stride, midstance to midstance of this foot.
  public struct Stride: WirePayload {
    public static var type: UInt8 { 0x83 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Samples consumed when it left. Unit: samples.
    public var emittedIndex: UInt32
    /// Counted from 1 in this session.
    public var number: UInt32
    /// Sample time. Unit: 1/16 samples.
    public var startMidstance: UInt32
    /// Sample time of the last contact of the stance it leaves. Unit: 1/16 samples.
    public var toeOff: UInt32
    /// Sample time of the contact that ends its swing. Unit: 1/16 samples.
    public var initialContact: UInt32
    /// Sample time. Unit: 1/16 samples.
    public var endMidstance: UInt32
    /// Initial contact to initial contact. Unit: 1/10 ms.
    public var strideTime: UInt16
    /// Horizontal, midstance to midstance. Unit: mm.
    public var strideLength: UInt16
    /// Stride length / stride time. Unit: mm/s.
    public var speed: UInt16
    /// Steps of both feet. Unit: 1/10 steps/min.
    public var cadence: UInt16
    /// The last stride's initial contact to toe-off; 0: not known. Unit: 1/10 ms.
    public var contactTime: UInt16
    /// Toe-off to initial contact; 0: not known. Unit: 1/10 ms.
    public var swingTime: UInt16
    /// Half the stride time less the contact time: below 0 both feet are on the ground. Unit: 1/10 ms.
    public var flightTime: Int16
    /// Contact time / stride time; 0: not known. Unit: 1/10 %.
    public var dutyFactor: UInt16
    /// Pitch at initial contact over pitch at midstance, toe up positive. Unit: 1/10 °.
    public var strikeAngle: Int16
    /// Largest change of roll from initial contact to midstance, inwards positive. Unit: 1/10 °.
    public var pronation: Int16
    /// Largest specific force within 50 ms of initial contact. Unit: 1/100 g.
    public var impact: UInt16
    /// Largest backward acceleration from initial contact to midstance. Unit: 1/100 g.
    public var braking: UInt16
    /// Highest point of the sensor in swing over the midstance it left. Unit: mm.
    public var clearance: UInt16
    /// The class of the strike angle.
    public var strike: Wire.Strike
    /// Walk or run.
    public var activity: Wire.Activity
    /// Why not to trust it.
    public var quality: Wire.StrideQuality
    public init(
      sent: UInt64 = 0,
      emittedIndex: UInt32 = 0,
      number: UInt32 = 0,
      startMidstance: UInt32 = 0,
      toeOff: UInt32 = 0,
      initialContact: UInt32 = 0,
      endMidstance: UInt32 = 0,
      strideTime: UInt16 = 0,
      strideLength: UInt16 = 0,
      speed: UInt16 = 0,
      cadence: UInt16 = 0,
      contactTime: UInt16 = 0,
      swingTime: UInt16 = 0,
      flightTime: Int16 = 0,
      dutyFactor: UInt16 = 0,
      strikeAngle: Int16 = 0,
      pronation: Int16 = 0,
      impact: UInt16 = 0,
      braking: UInt16 = 0,
      clearance: UInt16 = 0,
      strike: Wire.Strike = .unknown,
      activity: Wire.Activity = .still,
      quality: Wire.StrideQuality = []
    ) {
      self.sent = sent
      self.emittedIndex = emittedIndex
      self.number = number
      self.startMidstance = startMidstance
      self.toeOff = toeOff
      self.initialContact = initialContact
      self.endMidstance = endMidstance
      self.strideTime = strideTime
      self.strideLength = strideLength
      self.speed = speed
      self.cadence = cadence
      self.contactTime = contactTime
      self.swingTime = swingTime
      self.flightTime = flightTime
      self.dutyFactor = dutyFactor
      self.strikeAngle = strikeAngle
      self.pronation = pronation
      self.impact = impact
      self.braking = braking
      self.clearance = clearance
      self.strike = strike
      self.activity = activity
      self.quality = quality
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 62 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      emittedIndex = payload.uint32(at: 8)
      number = payload.uint32(at: 12)
      startMidstance = payload.uint32(at: 16)
      toeOff = payload.uint32(at: 20)
      initialContact = payload.uint32(at: 24)
      endMidstance = payload.uint32(at: 28)
      strideTime = payload.uint16(at: 32)
      strideLength = payload.uint16(at: 34)
      speed = payload.uint16(at: 36)
      cadence = payload.uint16(at: 38)
      contactTime = payload.uint16(at: 40)
      swingTime = payload.uint16(at: 42)
      flightTime = payload.int16(at: 44)
      dutyFactor = payload.uint16(at: 46)
      strikeAngle = payload.int16(at: 48)
      pronation = payload.int16(at: 50)
      impact = payload.uint16(at: 52)
      braking = payload.uint16(at: 54)
      clearance = payload.uint16(at: 56)
      guard let strike = Wire.Strike(rawValue: payload.uint8(at: 58)) else {
        throw .invalidValue(type: Self.type, offset: 58)
      }
      self.strike = strike
      guard let activity = Wire.Activity(rawValue: payload.uint8(at: 59)) else {
        throw .invalidValue(type: Self.type, offset: 59)
      }
      self.activity = activity
      quality = Wire.StrideQuality(rawValue: payload.uint16(at: 60))
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(emittedIndex)
      writer.append(number)
      writer.append(startMidstance)
      writer.append(toeOff)
      writer.append(initialContact)
      writer.append(endMidstance)
      writer.append(strideTime)
      writer.append(strideLength)
      writer.append(speed)
      writer.append(cadence)
      writer.append(contactTime)
      writer.append(swingTime)
      writer.append(flightTime)
      writer.append(dutyFactor)
      writer.append(strikeAngle)
      writer.append(pronation)
      writer.append(impact)
      writer.append(braking)
      writer.append(clearance)
      writer.append(strike.rawValue)
      writer.append(activity.rawValue)
      writer.append(quality.rawValue)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// The session so far. Sent for every second of sample time, and at its end.
  public struct Summary: WirePayload {
    public static var type: UInt8 { 0x84 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time. Unit: samples.
    public var sampleIndex: UInt32
    /// What the runner does now.
    public var activity: Wire.Activity
    /// Strides of this session.
    public var strides: UInt32
    /// Sum of stride lengths. Unit: mm.
    public var distance: UInt32
    /// Sample time in strides. Unit: ms.
    public var movingTime: UInt32
    /// Of the last stride; 0 when still. Unit: mm/s.
    public var speed: UInt16
    /// Of the last stride; 0 when still. Unit: 1/10 steps/min.
    public var cadence: UInt16
    /// Strides without a flag: what follows is of these, the first 50000.
    public var goodStrides: UInt32
    /// Unit: 1/10 ms.
    public var meanStrideTime: UInt16
    /// Standard deviation, as are the spreads below. Unit: 1/10 ms.
    public var spreadStrideTime: UInt16
    /// Unit: mm.
    public var meanStrideLength: UInt16
    /// Unit: mm.
    public var spreadStrideLength: UInt16
    /// Unit: 1/10 ms.
    public var meanContactTime: UInt16
    /// Unit: 1/10 ms.
    public var spreadContactTime: UInt16
    /// Unit: 1/10 °.
    public var meanStrikeAngle: Int16
    /// Unit: 1/10 °.
    public var spreadStrikeAngle: UInt16
    /// Unit: 1/10 °.
    public var meanPronation: Int16
    /// Unit: 1/10 °.
    public var spreadPronation: UInt16
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      activity: Wire.Activity = .still,
      strides: UInt32 = 0,
      distance: UInt32 = 0,
      movingTime: UInt32 = 0,
      speed: UInt16 = 0,
      cadence: UInt16 = 0,
      goodStrides: UInt32 = 0,
      meanStrideTime: UInt16 = 0,
      spreadStrideTime: UInt16 = 0,
      meanStrideLength: UInt16 = 0,
      spreadStrideLength: UInt16 = 0,
      meanContactTime: UInt16 = 0,
      spreadContactTime: UInt16 = 0,
      meanStrikeAngle: Int16 = 0,
      spreadStrikeAngle: UInt16 = 0,
      meanPronation: Int16 = 0,
      spreadPronation: UInt16 = 0
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.activity = activity
      self.strides = strides
      self.distance = distance
      self.movingTime = movingTime
      self.speed = speed
      self.cadence = cadence
      self.goodStrides = goodStrides
      self.meanStrideTime = meanStrideTime
      self.spreadStrideTime = spreadStrideTime
      self.meanStrideLength = meanStrideLength
      self.spreadStrideLength = spreadStrideLength
      self.meanContactTime = meanContactTime
      self.spreadContactTime = spreadContactTime
      self.meanStrikeAngle = meanStrikeAngle
      self.spreadStrikeAngle = spreadStrikeAngle
      self.meanPronation = meanPronation
      self.spreadPronation = spreadPronation
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 53 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let activity = Wire.Activity(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.activity = activity
      strides = payload.uint32(at: 13)
      distance = payload.uint32(at: 17)
      movingTime = payload.uint32(at: 21)
      speed = payload.uint16(at: 25)
      cadence = payload.uint16(at: 27)
      goodStrides = payload.uint32(at: 29)
      meanStrideTime = payload.uint16(at: 33)
      spreadStrideTime = payload.uint16(at: 35)
      meanStrideLength = payload.uint16(at: 37)
      spreadStrideLength = payload.uint16(at: 39)
      meanContactTime = payload.uint16(at: 41)
      spreadContactTime = payload.uint16(at: 43)
      meanStrikeAngle = payload.int16(at: 45)
      spreadStrikeAngle = payload.uint16(at: 47)
      meanPronation = payload.int16(at: 49)
      spreadPronation = payload.uint16(at: 51)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(activity.rawValue)
      writer.append(strides)
      writer.append(distance)
      writer.append(movingTime)
      writer.append(speed)
      writer.append(cadence)
      writer.append(goodStrides)
      writer.append(meanStrideTime)
      writer.append(spreadStrideTime)
      writer.append(meanStrideLength)
      writer.append(spreadStrideLength)
      writer.append(meanContactTime)
      writer.append(spreadContactTime)
      writer.append(meanStrikeAngle)
      writer.append(spreadStrikeAngle)
      writer.append(meanPronation)
      writer.append(spreadPronation)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// What the runner is told, at once.
  public struct Feedback: WirePayload {
    public static var type: UInt8 { 0x85 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time. Unit: samples.
    public var sampleIndex: UInt32
    /// What is told.
    public var kind: Wire.FeedbackKind
    /// Number of the stride that caused it, whose event left just before.
    public var stride: UInt32
    /// What was seen, in the kind's unit.
    public var value: Int32
    /// What it was held against.
    public var limit: Int32
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      kind: Wire.FeedbackKind = .cadenceLow,
      stride: UInt32 = 0,
      value: Int32 = 0,
      limit: Int32 = 0
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.kind = kind
      self.stride = stride
      self.value = value
      self.limit = limit
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 25 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let kind = Wire.FeedbackKind(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.kind = kind
      stride = payload.uint32(at: 13)
      value = payload.int32(at: 17)
      limit = payload.int32(at: 21)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(kind.rawValue)
      writer.append(stride)
      writer.append(value)
      writer.append(limit)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// The device's clock, at both ends of the exchange.
  public struct TimeSyncReply: WirePayload {
    public static var type: UInt8 { 0x86 }
    /// Number of the exchange.
    public var exchange: UInt32
    /// Device time at which the request was taken up. Unit: µs.
    public var received: UInt64
    /// Device time at which this left. Unit: µs.
    public var sent: UInt64
    public init(
      exchange: UInt32 = 0,
      received: UInt64 = 0,
      sent: UInt64 = 0
    ) {
      self.exchange = exchange
      self.received = received
      self.sent = sent
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 20 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      exchange = payload.uint32(at: 0)
      received = payload.uint64(at: 4)
      sent = payload.uint64(at: 12)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(exchange)
      writer.append(received)
      writer.append(sent)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// How the chip is. Counters count from its start.
  public struct Status: WirePayload {
    public static var type: UInt8 { 0x87 }
    /// Device time. Unit: µs.
    public var uptime: UInt64
    /// Share of time not asleep since the last status. Unit: 1/10 %.
    public var load: UInt16
    /// High-water mark. Unit: bytes.
    public var stackUsed: UInt16
    /// Unit: bytes.
    public var stackSize: UInt16
    /// High-water mark. Unit: bytes.
    public var receiveQueueUsed: UInt16
    /// High-water mark. Unit: bytes.
    public var sendQueueUsed: UInt16
    /// High-water mark. Unit: samples.
    public var sampleQueueUsed: UInt16
    /// Sample ticks served after the next was due.
    public var lateTicks: UInt32
    /// Bytes the UART lost.
    public var uartOverruns: UInt32
    /// Framing, parity and break.
    public var uartLineErrors: UInt32
    /// Good frames.
    public var framesReceived: UInt32
    /// Chunks too short for a frame.
    public var noiseChunks: UInt32
    /// Frames whose COBS code points past their end.
    public var cutFrames: UInt32
    /// Frames longer than the contract's limit.
    public var oversizeFrames: UInt32
    /// Frames whose CRC-32 does not fit.
    public var crcErrors: UInt32
    /// Good frames of a type that is not in the contract.
    public var unknownTypes: UInt32
    /// Good frames whose payload does not fit their type.
    public var malformedPayloads: UInt32
    /// Frames that are missing by their sequence number.
    public var sequenceGaps: UInt32
    /// Bytes of the chunks that were no frame. Unit: bytes.
    public var discardedBytes: UInt32
    /// Of this session. Unit: samples.
    public var samplesSkipped: UInt32
    /// Of this session. Unit: samples.
    public var samplesLate: UInt32
    /// Of this session. Unit: samples.
    public var samplesOverflowed: UInt32
    /// Of this session. Unit: samples.
    public var samplesConsumed: UInt32
    /// Frames dropped since the send queue was full.
    public var unsentFrames: UInt32
    /// Real time: device time at which sample 0 of this session was due; 0: its ticks have not begun. Unit: µs.
    public var firstTick: UInt64
    /// Longest that one sample of this session took, from when it was taken up until all that it brought about was queued; 65535: that or longer. Unit: µs.
    public var worstSample: UInt16
    public init(
      uptime: UInt64 = 0,
      load: UInt16 = 0,
      stackUsed: UInt16 = 0,
      stackSize: UInt16 = 0,
      receiveQueueUsed: UInt16 = 0,
      sendQueueUsed: UInt16 = 0,
      sampleQueueUsed: UInt16 = 0,
      lateTicks: UInt32 = 0,
      uartOverruns: UInt32 = 0,
      uartLineErrors: UInt32 = 0,
      framesReceived: UInt32 = 0,
      noiseChunks: UInt32 = 0,
      cutFrames: UInt32 = 0,
      oversizeFrames: UInt32 = 0,
      crcErrors: UInt32 = 0,
      unknownTypes: UInt32 = 0,
      malformedPayloads: UInt32 = 0,
      sequenceGaps: UInt32 = 0,
      discardedBytes: UInt32 = 0,
      samplesSkipped: UInt32 = 0,
      samplesLate: UInt32 = 0,
      samplesOverflowed: UInt32 = 0,
      samplesConsumed: UInt32 = 0,
      unsentFrames: UInt32 = 0,
      firstTick: UInt64 = 0,
      worstSample: UInt16 = 0
    ) {
      self.uptime = uptime
      self.load = load
      self.stackUsed = stackUsed
      self.stackSize = stackSize
      self.receiveQueueUsed = receiveQueueUsed
      self.sendQueueUsed = sendQueueUsed
      self.sampleQueueUsed = sampleQueueUsed
      self.lateTicks = lateTicks
      self.uartOverruns = uartOverruns
      self.uartLineErrors = uartLineErrors
      self.framesReceived = framesReceived
      self.noiseChunks = noiseChunks
      self.cutFrames = cutFrames
      self.oversizeFrames = oversizeFrames
      self.crcErrors = crcErrors
      self.unknownTypes = unknownTypes
      self.malformedPayloads = malformedPayloads
      self.sequenceGaps = sequenceGaps
      self.discardedBytes = discardedBytes
      self.samplesSkipped = samplesSkipped
      self.samplesLate = samplesLate
      self.samplesOverflowed = samplesOverflowed
      self.samplesConsumed = samplesConsumed
      self.unsentFrames = unsentFrames
      self.firstTick = firstTick
      self.worstSample = worstSample
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 98 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      uptime = payload.uint64(at: 0)
      load = payload.uint16(at: 8)
      stackUsed = payload.uint16(at: 10)
      stackSize = payload.uint16(at: 12)
      receiveQueueUsed = payload.uint16(at: 14)
      sendQueueUsed = payload.uint16(at: 16)
      sampleQueueUsed = payload.uint16(at: 18)
      lateTicks = payload.uint32(at: 20)
      uartOverruns = payload.uint32(at: 24)
      uartLineErrors = payload.uint32(at: 28)
      framesReceived = payload.uint32(at: 32)
      noiseChunks = payload.uint32(at: 36)
      cutFrames = payload.uint32(at: 40)
      oversizeFrames = payload.uint32(at: 44)
      crcErrors = payload.uint32(at: 48)
      unknownTypes = payload.uint32(at: 52)
      malformedPayloads = payload.uint32(at: 56)
      sequenceGaps = payload.uint32(at: 60)
      discardedBytes = payload.uint32(at: 64)
      samplesSkipped = payload.uint32(at: 68)
      samplesLate = payload.uint32(at: 72)
      samplesOverflowed = payload.uint32(at: 76)
      samplesConsumed = payload.uint32(at: 80)
      unsentFrames = payload.uint32(at: 84)
      firstTick = payload.uint64(at: 88)
      worstSample = payload.uint16(at: 96)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(uptime)
      writer.append(load)
      writer.append(stackUsed)
      writer.append(stackSize)
      writer.append(receiveQueueUsed)
      writer.append(sendQueueUsed)
      writer.append(sampleQueueUsed)
      writer.append(lateTicks)
      writer.append(uartOverruns)
      writer.append(uartLineErrors)
      writer.append(framesReceived)
      writer.append(noiseChunks)
      writer.append(cutFrames)
      writer.append(oversizeFrames)
      writer.append(crcErrors)
      writer.append(unknownTypes)
      writer.append(malformedPayloads)
      writer.append(sequenceGaps)
      writer.append(discardedBytes)
      writer.append(samplesSkipped)
      writer.append(samplesLate)
      writer.append(samplesOverflowed)
      writer.append(samplesConsumed)
      writer.append(unsentFrames)
      writer.append(firstTick)
      writer.append(worstSample)
    }
    public mutating func leave(at time: UInt64) { uptime = time }
  }
}

extension Wire {
  /// A piece of a kept record; without bytes behind its end.
  public struct RecordChunk: WirePayload {
    public static var type: UInt8 { 0x88 }
    /// Number of the record.
    public var record: UInt32
    /// Where in it. Unit: bytes.
    public var offset: UInt32
    /// The bytes.
    public var data: PayloadBytes<240>
    public init(
      record: UInt32 = 0,
      offset: UInt32 = 0,
      data: PayloadBytes<240> = PayloadBytes<240>()
    ) {
      self.record = record
      self.offset = offset
      self.data = data
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard 8...248 ~= payload.byteCount else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      record = payload.uint32(at: 0)
      offset = payload.uint32(at: 4)
      data = PayloadBytes<240>(payload, from: 8)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(record)
      writer.append(offset)
      data.encode(into: &writer)
    }
  }
}

extension Wire {
  /// What a radio would send to a phone.
  public struct PhonePayload: WirePayload {
    public static var type: UInt8 { 0x89 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time. Unit: samples.
    public var sampleIndex: UInt32
    /// Whose layout.
    public var service: Wire.PhoneService
    /// The bytes.
    public var data: PayloadBytes<235>
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      service: Wire.PhoneService = .runningSpeedAndCadence,
      data: PayloadBytes<235> = PayloadBytes<235>()
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.service = service
      self.data = data
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard 13...248 ~= payload.byteCount else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let service = Wire.PhoneService(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.service = service
      data = PayloadBytes<235>(payload, from: 13)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(service.rawValue)
      data.encode(into: &writer)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// A line for the engineer.
  public struct Log: WirePayload {
    public static var type: UInt8 { 0x8A }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    ///
    public var level: Wire.LogLevel
    /// UTF-8.
    public var text: PayloadBytes<239>
    public init(
      sent: UInt64 = 0,
      level: Wire.LogLevel = .info,
      text: PayloadBytes<239> = PayloadBytes<239>()
    ) {
      self.sent = sent
      self.level = level
      self.text = text
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard 9...248 ~= payload.byteCount else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      guard let level = Wire.LogLevel(rawValue: payload.uint8(at: 8)) else {
        throw .invalidValue(type: Self.type, offset: 8)
      }
      self.level = level
      text = PayloadBytes<239>(payload, from: 9)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(level.rawValue)
      text.encode(into: &writer)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// The registers at a fault; the chip restarts after it.
  public struct Panic: WirePayload {
    public static var type: UInt8 { 0x8B }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Where it happened.
    public var programCounter: UInt32
    /// Who called.
    public var linkRegister: UInt32
    /// XPSR.
    public var statusRegister: UInt32
    /// At the fault.
    public var stackPointer: UInt32
    ///
    public var r0: UInt32
    ///
    public var r1: UInt32
    ///
    public var r2: UInt32
    ///
    public var r3: UInt32
    ///
    public var r12: UInt32
    public init(
      sent: UInt64 = 0,
      programCounter: UInt32 = 0,
      linkRegister: UInt32 = 0,
      statusRegister: UInt32 = 0,
      stackPointer: UInt32 = 0,
      r0: UInt32 = 0,
      r1: UInt32 = 0,
      r2: UInt32 = 0,
      r3: UInt32 = 0,
      r12: UInt32 = 0
    ) {
      self.sent = sent
      self.programCounter = programCounter
      self.linkRegister = linkRegister
      self.statusRegister = statusRegister
      self.stackPointer = stackPointer
      self.r0 = r0
      self.r1 = r1
      self.r2 = r2
      self.r3 = r3
      self.r12 = r12
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 44 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      programCounter = payload.uint32(at: 8)
      linkRegister = payload.uint32(at: 12)
      statusRegister = payload.uint32(at: 16)
      stackPointer = payload.uint32(at: 20)
      r0 = payload.uint32(at: 24)
      r1 = payload.uint32(at: 28)
      r2 = payload.uint32(at: 32)
      r3 = payload.uint32(at: 36)
      r12 = payload.uint32(at: 40)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(programCounter)
      writer.append(linkRegister)
      writer.append(statusRegister)
      writer.append(stackPointer)
      writer.append(r0)
      writer.append(r1)
      writer.append(r2)
      writer.append(r3)
      writer.append(r12)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// The bytes of a loopback.
  public struct LoopbackReply: WirePayload {
    public static var type: UInt8 { 0x8C }
    /// The same bytes.
    public var data: PayloadBytes<248>
    public init(
      data: PayloadBytes<248> = PayloadBytes<248>()
    ) {
      self.data = data
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard 0...248 ~= payload.byteCount else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      data = PayloadBytes<248>(payload, from: 0)
    }
    public func encode(into writer: inout PayloadWriter) {
      data.encode(into: &writer)
    }
  }
}

extension Wire {
  /// What became of a request.
  public struct Acknowledgement: WirePayload {
    public static var type: UInt8 { 0x8D }
    /// Its message type.
    public var request: UInt8
    /// Its sequence number.
    public var sequence: UInt8
    ///
    public var result: Wire.Result
    public init(
      request: UInt8 = 0,
      sequence: UInt8 = 0,
      result: Wire.Result = .done
    ) {
      self.request = request
      self.sequence = sequence
      self.result = result
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 3 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      request = payload.uint8(at: 0)
      sequence = payload.uint8(at: 1)
      guard let result = Wire.Result(rawValue: payload.uint8(at: 2)) else {
        throw .invalidValue(type: Self.type, offset: 2)
      }
      self.result = result
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(request)
      writer.append(sequence)
      writer.append(result.rawValue)
    }
  }
}

extension Wire {
  /// Samples that the engine did not get in order and on time. What is skipped or late is never made up.
  public struct SampleFault: WirePayload {
    public static var type: UInt8 { 0x8E }
    ///
    public var kind: Wire.SampleFaultKind
    /// First of those concerned. Unit: samples.
    public var firstIndex: UInt32
    /// How many. Unit: samples.
    public var count: UInt32
    public init(
      kind: Wire.SampleFaultKind = .skipped,
      firstIndex: UInt32 = 0,
      count: UInt32 = 0
    ) {
      self.kind = kind
      self.firstIndex = firstIndex
      self.count = count
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 9 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      guard let kind = Wire.SampleFaultKind(rawValue: payload.uint8(at: 0)) else {
        throw .invalidValue(type: Self.type, offset: 0)
      }
      self.kind = kind
      firstIndex = payload.uint32(at: 1)
      count = payload.uint32(at: 5)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(kind.rawValue)
      writer.append(firstIndex)
      writer.append(count)
    }
  }
}

extension Wire {
  /// What a kept record is. Strides, distance and duration are of all that can be read of it.
  public struct RecordInfo: WirePayload {
    public static var type: UInt8 { 0x8F }
    /// Its number; no other record of this chip has or had it.
    public var record: UInt32
    /// How it is.
    public var state: Wire.RecordState
    /// The session it is of; 0 where that can't be read any more.
    public var session: UInt32
    /// Of its times. Unit: Hz.
    public var sampleRate: UInt16
    /// What one entry is of; 0: a stride. Unit: s.
    public var recordInterval: UInt8
    /// How much there is to read. Unit: bytes.
    public var bytes: UInt32
    ///
    public var strides: UInt32
    /// Unit: mm.
    public var distance: UInt32
    /// From its beginning to its last entry. Unit: ms.
    public var duration: UInt32
    public init(
      record: UInt32 = 0,
      state: Wire.RecordState = [],
      session: UInt32 = 0,
      sampleRate: UInt16 = 0,
      recordInterval: UInt8 = 0,
      bytes: UInt32 = 0,
      strides: UInt32 = 0,
      distance: UInt32 = 0,
      duration: UInt32 = 0
    ) {
      self.record = record
      self.state = state
      self.session = session
      self.sampleRate = sampleRate
      self.recordInterval = recordInterval
      self.bytes = bytes
      self.strides = strides
      self.distance = distance
      self.duration = duration
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 28 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      record = payload.uint32(at: 0)
      state = Wire.RecordState(rawValue: payload.uint8(at: 4))
      session = payload.uint32(at: 5)
      sampleRate = payload.uint16(at: 9)
      recordInterval = payload.uint8(at: 11)
      bytes = payload.uint32(at: 12)
      strides = payload.uint32(at: 16)
      distance = payload.uint32(at: 20)
      duration = payload.uint32(at: 24)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(record)
      writer.append(state.rawValue)
      writer.append(session)
      writer.append(sampleRate)
      writer.append(recordInterval)
      writer.append(bytes)
      writer.append(strides)
      writer.append(distance)
      writer.append(duration)
    }
  }
}

extension Wire {
  /// A record of a run begins or ends.
  public struct RecordEvent: WirePayload {
    public static var type: UInt8 { 0x90 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time. Unit: samples.
    public var sampleIndex: UInt32
    /// What happened.
    public var kind: Wire.RecordEventKind
    /// Number of the record; 0 where none was begun.
    public var record: UInt32
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      kind: Wire.RecordEventKind = .begun,
      record: UInt32 = 0
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.kind = kind
      self.record = record
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 17 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let kind = Wire.RecordEventKind(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.kind = kind
      record = payload.uint32(at: 13)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(kind.rawValue)
      writer.append(record)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// Something was reached, with the stride whose event left just before. Times are in strides.
  public struct Progress: WirePayload {
    public static var type: UInt8 { 0x91 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time. Unit: samples.
    public var sampleIndex: UInt32
    /// What was reached.
    public var kind: Wire.ProgressKind
    /// As the kind says; else 0.
    public var number: UInt32
    /// As the kind says.
    public var value: UInt32
    /// Of the session so far. Unit: mm.
    public var distance: UInt32
    /// Of the session so far. Unit: ms.
    public var movingTime: UInt32
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      kind: Wire.ProgressKind = .split,
      number: UInt32 = 0,
      value: UInt32 = 0,
      distance: UInt32 = 0,
      movingTime: UInt32 = 0
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.kind = kind
      self.number = number
      self.value = value
      self.distance = distance
      self.movingTime = movingTime
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 29 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let kind = Wire.ProgressKind(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.kind = kind
      number = payload.uint32(at: 13)
      value = payload.uint32(at: 17)
      distance = payload.uint32(at: 21)
      movingTime = payload.uint32(at: 25)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(kind.rawValue)
      writer.append(number)
      writer.append(value)
      writer.append(distance)
      writer.append(movingTime)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// What a run shows that can be done better. Sent at the end of a session, before its last summary.
  public struct Advice: WirePayload {
    public static var type: UInt8 { 0x92 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time. Unit: samples.
    public var sampleIndex: UInt32
    /// What it is about.
    public var kind: Wire.FeedbackKind
    /// Of the strides that could be judged, those past the limit. Unit: 1/10 %.
    public var share: UInt16
    /// Their mean, in the kind's unit.
    public var value: Int32
    /// What they were held against.
    public var limit: Int32
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      kind: Wire.FeedbackKind = .cadenceLow,
      share: UInt16 = 0,
      value: Int32 = 0,
      limit: Int32 = 0
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.kind = kind
      self.share = share
      self.value = value
      self.limit = limit
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 23 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let kind = Wire.FeedbackKind(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.kind = kind
      share = payload.uint16(at: 13)
      value = payload.int32(at: 15)
      limit = payload.int32(at: 19)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(kind.rawValue)
      writer.append(share)
      writer.append(value)
      writer.append(limit)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

extension Wire {
  /// What adds up. Times are sample time in strides.
  public struct Totals: WirePayload {
    public static var type: UInt8 { 0x93 }
    /// Device time at which it left. Unit: µs.
    public var sent: UInt64
    /// Sample time of the session. Unit: samples.
    public var sampleIndex: UInt32
    /// What is summed up.
    public var scope: Wire.TotalsScope
    /// Of both feet: two a stride. Unit: steps.
    public var steps: UInt32
    /// Unit: mm.
    public var distance: UInt64
    /// Unit: s.
    public var walkTime: UInt32
    /// Active minutes are walk_time + run_time. Unit: s.
    public var runTime: UInt32
    /// 0 where no body mass was told. Unit: 1/10 kcal.
    public var calories: UInt32
    ///
    public var walkStrides: UInt32
    ///
    public var runStrides: UInt32
    ///
    public var rearfootStrides: UInt32
    ///
    public var midfootStrides: UInt32
    /// Strides without a contact are in none of the three.
    public var forefootStrides: UInt32
    ///
    public var sprints: UInt32
    /// Of a good stride. Unit: mm/s.
    public var topSpeed: UInt16
    /// Of the last stride; 0: still, or slower than 65535 s/km; of a lifetime 0. Unit: s/km.
    public var pace: UInt16
    /// Time in strides over distance; 0 of none. Unit: s/km.
    public var meanPace: UInt16
    /// 0, here and below: none yet. Unit: ms.
    public var best400M: UInt32
    /// Unit: ms.
    public var best1Km: UInt32
    /// Unit: ms.
    public var best5Km: UInt32
    /// The longest session; of a session its own distance. Unit: mm.
    public var longest: UInt32
    /// Records begun in the lifetime: the last one's number.
    public var records: UInt32
    public init(
      sent: UInt64 = 0,
      sampleIndex: UInt32 = 0,
      scope: Wire.TotalsScope = .session,
      steps: UInt32 = 0,
      distance: UInt64 = 0,
      walkTime: UInt32 = 0,
      runTime: UInt32 = 0,
      calories: UInt32 = 0,
      walkStrides: UInt32 = 0,
      runStrides: UInt32 = 0,
      rearfootStrides: UInt32 = 0,
      midfootStrides: UInt32 = 0,
      forefootStrides: UInt32 = 0,
      sprints: UInt32 = 0,
      topSpeed: UInt16 = 0,
      pace: UInt16 = 0,
      meanPace: UInt16 = 0,
      best400M: UInt32 = 0,
      best1Km: UInt32 = 0,
      best5Km: UInt32 = 0,
      longest: UInt32 = 0,
      records: UInt32 = 0
    ) {
      self.sent = sent
      self.sampleIndex = sampleIndex
      self.scope = scope
      self.steps = steps
      self.distance = distance
      self.walkTime = walkTime
      self.runTime = runTime
      self.calories = calories
      self.walkStrides = walkStrides
      self.runStrides = runStrides
      self.rearfootStrides = rearfootStrides
      self.midfootStrides = midfootStrides
      self.forefootStrides = forefootStrides
      self.sprints = sprints
      self.topSpeed = topSpeed
      self.pace = pace
      self.meanPace = meanPace
      self.best400M = best400M
      self.best1Km = best1Km
      self.best5Km = best5Km
      self.longest = longest
      self.records = records
    }
    public init(payload: RawSpan) throws(PayloadError) {
      guard payload.byteCount == 87 else {
        throw .wrongLength(type: Self.type, actual: payload.byteCount)
      }
      sent = payload.uint64(at: 0)
      sampleIndex = payload.uint32(at: 8)
      guard let scope = Wire.TotalsScope(rawValue: payload.uint8(at: 12)) else {
        throw .invalidValue(type: Self.type, offset: 12)
      }
      self.scope = scope
      steps = payload.uint32(at: 13)
      distance = payload.uint64(at: 17)
      walkTime = payload.uint32(at: 25)
      runTime = payload.uint32(at: 29)
      calories = payload.uint32(at: 33)
      walkStrides = payload.uint32(at: 37)
      runStrides = payload.uint32(at: 41)
      rearfootStrides = payload.uint32(at: 45)
      midfootStrides = payload.uint32(at: 49)
      forefootStrides = payload.uint32(at: 53)
      sprints = payload.uint32(at: 57)
      topSpeed = payload.uint16(at: 61)
      pace = payload.uint16(at: 63)
      meanPace = payload.uint16(at: 65)
      best400M = payload.uint32(at: 67)
      best1Km = payload.uint32(at: 71)
      best5Km = payload.uint32(at: 75)
      longest = payload.uint32(at: 79)
      records = payload.uint32(at: 83)
    }
    public func encode(into writer: inout PayloadWriter) {
      writer.append(sent)
      writer.append(sampleIndex)
      writer.append(scope.rawValue)
      writer.append(steps)
      writer.append(distance)
      writer.append(walkTime)
      writer.append(runTime)
      writer.append(calories)
      writer.append(walkStrides)
      writer.append(runStrides)
      writer.append(rearfootStrides)
      writer.append(midfootStrides)
      writer.append(forefootStrides)
      writer.append(sprints)
      writer.append(topSpeed)
      writer.append(pace)
      writer.append(meanPace)
      writer.append(best400M)
      writer.append(best1Km)
      writer.append(best5Km)
      writer.append(longest)
      writer.append(records)
    }
    public mutating func leave(at time: UInt64) { sent = time }
  }
}

/// Every message that the host sends.
public enum HostMessage: FrameContent, Equatable, Sendable {
  case hello(Wire.Hello)
  case configure(Wire.Configure)
  case start(Wire.Start)
  case stop(Wire.Stop)
  case samples(Wire.Samples)
  case timeSync(Wire.TimeSync)
  case statusQuery(Wire.StatusQuery)
  case recordRead(Wire.RecordRead)
  case recordErase(Wire.RecordErase)
  case loopback(Wire.Loopback)
  case reset(Wire.Reset)
  case enterBootloader(Wire.EnterBootloader)
  case recordQuery(Wire.RecordQuery)
  case recordFetched(Wire.RecordFetched)
  case totalsQuery(Wire.TotalsQuery)

  /// Reads the payload of a frame of the given type.
  public init(type: UInt8, payload: RawSpan) throws(PayloadError) {
    switch type {
    case 0x01: self = .hello(try Wire.Hello(payload: payload))
    case 0x02: self = .configure(try Wire.Configure(payload: payload))
    case 0x03: self = .start(try Wire.Start(payload: payload))
    case 0x04: self = .stop(try Wire.Stop(payload: payload))
    case 0x05: self = .samples(try Wire.Samples(payload: payload))
    case 0x06: self = .timeSync(try Wire.TimeSync(payload: payload))
    case 0x07: self = .statusQuery(try Wire.StatusQuery(payload: payload))
    case 0x08: self = .recordRead(try Wire.RecordRead(payload: payload))
    case 0x09: self = .recordErase(try Wire.RecordErase(payload: payload))
    case 0x0A: self = .loopback(try Wire.Loopback(payload: payload))
    case 0x0B: self = .reset(try Wire.Reset(payload: payload))
    case 0x0C: self = .enterBootloader(try Wire.EnterBootloader(payload: payload))
    case 0x0D: self = .recordQuery(try Wire.RecordQuery(payload: payload))
    case 0x0E: self = .recordFetched(try Wire.RecordFetched(payload: payload))
    case 0x0F: self = .totalsQuery(try Wire.TotalsQuery(payload: payload))
    default: throw .unknownType(type)
    }
  }

  /// The message's number on the wire.
  public var messageType: UInt8 {
    switch self {
    case .hello: 0x01
    case .configure: 0x02
    case .start: 0x03
    case .stop: 0x04
    case .samples: 0x05
    case .timeSync: 0x06
    case .statusQuery: 0x07
    case .recordRead: 0x08
    case .recordErase: 0x09
    case .loopback: 0x0A
    case .reset: 0x0B
    case .enterBootloader: 0x0C
    case .recordQuery: 0x0D
    case .recordFetched: 0x0E
    case .totalsQuery: 0x0F
    }
  }

  public func encode(into writer: inout PayloadWriter) {
    switch self {
    case .hello(let message): message.encode(into: &writer)
    case .configure(let message): message.encode(into: &writer)
    case .start(let message): message.encode(into: &writer)
    case .stop(let message): message.encode(into: &writer)
    case .samples(let message): message.encode(into: &writer)
    case .timeSync(let message): message.encode(into: &writer)
    case .statusQuery(let message): message.encode(into: &writer)
    case .recordRead(let message): message.encode(into: &writer)
    case .recordErase(let message): message.encode(into: &writer)
    case .loopback(let message): message.encode(into: &writer)
    case .reset(let message): message.encode(into: &writer)
    case .enterBootloader(let message): message.encode(into: &writer)
    case .recordQuery(let message): message.encode(into: &writer)
    case .recordFetched(let message): message.encode(into: &writer)
    case .totalsQuery(let message): message.encode(into: &writer)
    }
  }
}

/// Every message that the chip sends.
public enum ChipMessage: FrameContent, Equatable, Sendable {
  case identity(Wire.Identity)
  case credit(Wire.Credit)
  case stride(Wire.Stride)
  case summary(Wire.Summary)
  case feedback(Wire.Feedback)
  case timeSyncReply(Wire.TimeSyncReply)
  case status(Wire.Status)
  case recordChunk(Wire.RecordChunk)
  case phonePayload(Wire.PhonePayload)
  case log(Wire.Log)
  case panic(Wire.Panic)
  case loopbackReply(Wire.LoopbackReply)
  case acknowledgement(Wire.Acknowledgement)
  case sampleFault(Wire.SampleFault)
  case recordInfo(Wire.RecordInfo)
  case recordEvent(Wire.RecordEvent)
  case progress(Wire.Progress)
  case advice(Wire.Advice)
  case totals(Wire.Totals)

  /// Reads the payload of a frame of the given type.
  public init(type: UInt8, payload: RawSpan) throws(PayloadError) {
    switch type {
    case 0x81: self = .identity(try Wire.Identity(payload: payload))
    case 0x82: self = .credit(try Wire.Credit(payload: payload))
    case 0x83: self = .stride(try Wire.Stride(payload: payload))
    case 0x84: self = .summary(try Wire.Summary(payload: payload))
    case 0x85: self = .feedback(try Wire.Feedback(payload: payload))
    case 0x86: self = .timeSyncReply(try Wire.TimeSyncReply(payload: payload))
    case 0x87: self = .status(try Wire.Status(payload: payload))
    case 0x88: self = .recordChunk(try Wire.RecordChunk(payload: payload))
    case 0x89: self = .phonePayload(try Wire.PhonePayload(payload: payload))
    case 0x8A: self = .log(try Wire.Log(payload: payload))
    case 0x8B: self = .panic(try Wire.Panic(payload: payload))
    case 0x8C: self = .loopbackReply(try Wire.LoopbackReply(payload: payload))
    case 0x8D: self = .acknowledgement(try Wire.Acknowledgement(payload: payload))
    case 0x8E: self = .sampleFault(try Wire.SampleFault(payload: payload))
    case 0x8F: self = .recordInfo(try Wire.RecordInfo(payload: payload))
    case 0x90: self = .recordEvent(try Wire.RecordEvent(payload: payload))
    case 0x91: self = .progress(try Wire.Progress(payload: payload))
    case 0x92: self = .advice(try Wire.Advice(payload: payload))
    case 0x93: self = .totals(try Wire.Totals(payload: payload))
    default: throw .unknownType(type)
    }
  }

  /// The message's number on the wire.
  public var messageType: UInt8 {
    switch self {
    case .identity: 0x81
    case .credit: 0x82
    case .stride: 0x83
    case .summary: 0x84
    case .feedback: 0x85
    case .timeSyncReply: 0x86
    case .status: 0x87
    case .recordChunk: 0x88
    case .phonePayload: 0x89
    case .log: 0x8A
    case .panic: 0x8B
    case .loopbackReply: 0x8C
    case .acknowledgement: 0x8D
    case .sampleFault: 0x8E
    case .recordInfo: 0x8F
    case .recordEvent: 0x90
    case .progress: 0x91
    case .advice: 0x92
    case .totals: 0x93
    }
  }

  public func encode(into writer: inout PayloadWriter) {
    switch self {
    case .identity(let message): message.encode(into: &writer)
    case .credit(let message): message.encode(into: &writer)
    case .stride(let message): message.encode(into: &writer)
    case .summary(let message): message.encode(into: &writer)
    case .feedback(let message): message.encode(into: &writer)
    case .timeSyncReply(let message): message.encode(into: &writer)
    case .status(let message): message.encode(into: &writer)
    case .recordChunk(let message): message.encode(into: &writer)
    case .phonePayload(let message): message.encode(into: &writer)
    case .log(let message): message.encode(into: &writer)
    case .panic(let message): message.encode(into: &writer)
    case .loopbackReply(let message): message.encode(into: &writer)
    case .acknowledgement(let message): message.encode(into: &writer)
    case .sampleFault(let message): message.encode(into: &writer)
    case .recordInfo(let message): message.encode(into: &writer)
    case .recordEvent(let message): message.encode(into: &writer)
    case .progress(let message): message.encode(into: &writer)
    case .advice(let message): message.encode(into: &writer)
    case .totals(let message): message.encode(into: &writer)
    }
  }
}
